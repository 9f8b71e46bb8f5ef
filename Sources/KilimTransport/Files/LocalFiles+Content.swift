import Glibc

extension LocalFiles {
  /// Reads a whole file.
  ///
  /// - Parameter limit: the size in bytes above which the file is refused.
  package static func read(_ path: String, limit: Int) throws(TransferError) -> [UInt8] {
    let file = try attempt("could not read \(path)") { () throws(SystemCode) in
      try OpenFile(path, O_RDONLY)
    }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: min(limit + 1, 65_536))
    while true {
      let count = try read(file, into: &buffer, path)
      if count == 0 { return bytes }
      bytes += buffer[..<count]
      guard bytes.count <= limit else {
        throw TransferError("\(path) has more than \(limit) bytes", isTemporary: false)
      }
    }
  }

  /// Writes a whole file: after a crash of Kilim there is the old content or the new one.
  ///
  /// - Parameters:
  ///   - mode: permission bits, whatever the umask is.
  ///   - isSynced: whether this also holds after a crash of the machine.
  package static func write(
    _ bytes: [UInt8], to path: String, mode: UInt16, isSynced: Bool = true
  ) throws(TransferError) {
    let partial = Paths.partial(for: path)
    try remove(tree: partial)
    do {
      try writeNew(bytes, to: partial, mode: mode, isSynced: isSynced)
      try rename(partial, to: path)
    } catch {
      unlink(partial)
      throw error
    }
  }

  /// Writes a file that is not there yet.
  static func writeNew(
    _ bytes: [UInt8], to path: String, mode: UInt16, isSynced: Bool
  ) throws(TransferError) {
    try attempt("could not write \(path)") { () throws(SystemCode) in
      let file = try OpenFile(path, O_WRONLY | O_CREAT | O_EXCL, mode: 0o600)
      try unsafe(bytes) { (bytes) throws(SystemCode) in try file.write(bytes) }
      guard fchmod(file.descriptor, mode_t(mode)) == 0 else { throw SystemCode(errno) }
      if isSynced { try file.synchronize() }
    }
  }

  /// The last lines of a file, without a trailing newline; what is not UTF-8 is replaced.
  ///
  /// - Parameters:
  ///   - lines: at most so many lines.
  ///   - bytes: looks at no more than so many bytes; a first line that is cut by this is dropped,
  ///     unless it is the only one.
  package static func tail(
    _ path: String, lines: Int, bytes: Int
  ) throws(TransferError) -> String {
    let file = try attempt("could not read \(path)") { () throws(SystemCode) in
      try OpenFile(path, O_RDONLY)
    }
    let size = try attempt("could not read \(path)") { () throws(SystemCode) in
      Int(try file.status().size)
    }
    let start = max(0, size - bytes)
    lseek(file.descriptor, off_t(start), SEEK_SET)
    var buffer = [UInt8](repeating: 0, count: max(1, size - start))
    var content: [UInt8] = []
    while content.count < size - start {
      let count = try read(file, into: &buffer, path)
      if count == 0 { break }
      content += buffer[..<count]
    }
    return lastLines(content, lines, isCut: start > 0)
  }

  private static func lastLines(_ content: [UInt8], _ lines: Int, isCut: Bool) -> String {
    var parts = content.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    if parts.last?.isEmpty == true { parts.removeLast() }
    if isCut, parts.count > 1 { parts.removeFirst() }
    return parts.suffix(lines).map { String(decoding: $0, as: UTF8.self) }.joined(separator: "\n")
  }

  private static func read(
    _ file: borrowing OpenFile, into buffer: inout [UInt8], _ path: String
  ) throws(TransferError) -> Int {
    do {
      return try unsafeMutable(&buffer) { (buffer) throws(SystemCode) in
        try file.read(into: buffer)
      }
    } catch {
      throw .system("could not read \(path)", error.code)
    }
  }
}

/// `withUnsafeBytes` with a typed error, which the array's own method does not have.
func unsafe(
  _ bytes: [UInt8], _ body: (UnsafeRawBufferPointer) throws(SystemCode) -> Void
) throws(SystemCode) {
  let result = bytes.withUnsafeBytes { pointer in
    Result { () throws(SystemCode) in try body(pointer) }
  }
  try result.get()
}

/// `withUnsafeMutableBytes` with a typed error.
func unsafeMutable(
  _ bytes: inout [UInt8], _ body: (UnsafeMutableRawBufferPointer) throws(SystemCode) -> Int
) throws(SystemCode) -> Int {
  let result = bytes.withUnsafeMutableBytes { pointer in
    Result { () throws(SystemCode) in try body(pointer) }
  }
  return try result.get()
}
