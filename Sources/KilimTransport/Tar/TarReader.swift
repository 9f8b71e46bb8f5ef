import Glibc
package import KilimModel

/// Takes a tar archive piece by piece and puts what is in it below a directory of its own.
///
/// Nothing lands outside: absolute names, `..`, and names below a link of the archive are refused.
package struct TarReader: ~Copyable {
  /// The SHA-256 of every file, by its path.
  package private(set) var digests: [String: Digest] = [:]
  package private(set) var bytes: Int64 = 0
  /// The archive has come to its end.
  package private(set) var isComplete = false

  private let root: String
  private var buffer: [UInt8] = []
  private var start = 0
  private var state = State.header
  private var longName: [UInt8]?
  private var longLink: [UInt8]?
  private var links: Set<String> = []
  private var file: OpenTarget?

  private enum State {
    case header
    /// Of a file; then padding.
    case content(left: Int64, padding: Int)
    /// Of something that describes the next entry.
    case note(TarHeader.Kind, size: Int64)
    case skip(Int64)
    case over
  }

  private struct OpenTarget: ~Copyable {
    let file: OpenFile
    let path: String
    let time: Int64
    var hasher = Digest.Hasher()
  }

  /// - Parameter root: a directory that exists and that nobody else writes to.
  package init(root: String) { self.root = root }

  package mutating func take(_ bytes: ArraySlice<UInt8>) throws(TransferError) {
    buffer += bytes
    while try step() {}
    if start > 0 {
      buffer.removeFirst(start)
      start = 0
    }
  }

  private var available: Int { buffer.count - start }

  /// False when more bytes are needed.
  private mutating func step() throws(TransferError) -> Bool {
    switch state {
    case .over:
      start = buffer.count
      return false
    case .header:
      guard available >= TarHeader.size else { return false }
      defer { start += TarHeader.size }
      guard let header = try TarHeader(buffer[start..<start + TarHeader.size]) else {
        (state, isComplete) = (.over, true)
        return true
      }
      try begin(header)
      return true
    case .content(let left, let padding): return try takeContent(left, padding)
    case .note(let kind, let size):
      let whole = Int(size) + TarHeader.padding(after: size)
      guard available >= whole else { return false }
      try note(kind, Array(buffer[start..<start + Int(size)]))
      start += whole
      state = .header
      return true
    case .skip(let left):
      guard available > 0 || left == 0 else { return false }
      let count = min(Int64(available), left)
      start += Int(count)
      state = count == left ? .header : .skip(left - count)
      return true
    }
  }

  private mutating func begin(_ header: TarHeader) throws(TransferError) {
    switch header.kind {
    case .longName, .longLink, .extended:
      guard header.size <= 1 << 20 else {
        throw TransferError("the stream of files is damaged", isTemporary: true)
      }
      state = .note(header.kind, size: header.size)
      return
    case .globalExtended:
      state = .skip(header.size + Int64(TarHeader.padding(after: header.size)))
      return
    case .file, .directory, .link, .hardLink: break
    }
    let path = try safePath(longName ?? header.path)
    let linkText = String(decoding: longLink ?? header.linkText, as: UTF8.self)
    (longName, longLink) = (nil, nil)
    let full = Paths.join(root, path)
    if !path.isEmpty { try LocalFiles.createDirectories(Paths.parent(full), mode: 0o700) }
    switch header.kind {
    case .directory:
      try LocalFiles.createDirectories(full, mode: 0o700)
      if !path.isEmpty { chmod(full, mode_t(header.mode) | 0o700) }
    case .link:
      guard symlink(linkText, full) == 0 else { throw .system("could not make \(full)", errno) }
      links.insert(path)
    case .hardLink:
      let source = try safePath(Array(linkText.utf8))
      guard link(Paths.join(root, source), full) == 0 else {
        throw .system("could not make \(full)", errno)
      }
      digests[path] = digests[source]
    default: try beginFile(header, path, full)
    }
  }

  private mutating func beginFile(
    _ header: TarHeader, _ path: String, _ full: String
  ) throws(TransferError) {
    let opened = try attempt("could not write \(full)") { () throws(SystemCode) in
      let file = try OpenFile(
        full, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, mode: mode_t(header.mode) | 0o600)
      fchmod(file.descriptor, mode_t(header.mode) | 0o600)
      return file
    }
    file = OpenTarget(file: opened, path: path, time: header.time)
    state = .content(left: header.size, padding: TarHeader.padding(after: header.size))
  }

  private mutating func takeContent(_ left: Int64, _ padding: Int) throws(TransferError) -> Bool {
    guard var target = file.take() else { return false }
    let count = Int(min(Int64(available), left))
    let piece = Array(buffer[start..<start + count])
    target.hasher.update(piece)
    do {
      try unsafe(piece) { (bytes) throws(SystemCode) in try target.file.write(bytes) }
    } catch {
      throw .system("could not write \(Paths.join(root, target.path))", error.code)
    }
    start += count
    bytes += Int64(count)
    guard Int64(count) == left else {
      state = .content(left: left - Int64(count), padding: padding)
      file = consume target
      return false
    }
    let time = timespec(tv_sec: Int(target.time), tv_nsec: 0)
    let times = [time, time]
    futimens(target.file.descriptor, times)
    digests[target.path] = target.hasher.finish()
    state = .skip(Int64(padding))
    return true
  }

  private mutating func note(_ kind: TarHeader.Kind, _ bytes: [UInt8]) throws(TransferError) {
    switch kind {
    case .longName: longName = Array(bytes.prefix { $0 != 0 })
    case .longLink: longLink = Array(bytes.prefix { $0 != 0 })
    default: noteExtended(bytes[...])
    }
  }

  /// Records of `LENGTH KEY=VALUE`, each with its own length in bytes in front.
  private mutating func noteExtended(_ bytes: ArraySlice<UInt8>) {
    var rest = bytes
    while let blank = rest.firstIndex(of: 0x20),
      let length = Int(String(decoding: rest[..<blank], as: UTF8.self)), length > 0,
      length <= rest.count
    {
      let record = rest[
        rest.index(after: blank)..<rest.index(rest.startIndex, offsetBy: length - 1)]
      rest = rest.dropFirst(length)
      guard let equals = record.firstIndex(of: 0x3D) else { continue }
      let value = Array(record[record.index(after: equals)...])
      switch String(decoding: record[..<equals], as: UTF8.self) {
      case "path": longName = value
      case "linkpath": longLink = value
      default: break
      }
    }
  }

  private func safePath(_ bytes: [UInt8]) throws(TransferError) -> String {
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw TransferError(
        "the file name \(String(decoding: bytes, as: UTF8.self)) is not UTF-8", isTemporary: false)
    }
    let steps = Paths.steps(of: text).filter { $0 != "." }
    guard bytes.first != 0x2F, !steps.contains(".."), !bytes.contains(0) else {
      throw outside(text)
    }
    var above = ""
    for step in steps {
      guard !links.contains(above) else { throw outside(text) }
      above = above.isEmpty ? String(step) : "\(above)/\(step)"
    }
    return above
  }

  private func outside(_ path: String) -> TransferError {
    TransferError("the stream of files has \(path), which leads outside", isTemporary: false)
  }
}
