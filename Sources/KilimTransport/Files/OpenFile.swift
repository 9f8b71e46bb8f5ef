import Glibc

/// A file descriptor that is closed when it goes out of scope.
struct OpenFile: ~Copyable {
  let descriptor: Int32

  /// Opens with `O_CLOEXEC`, so that no job ever inherits it.
  ///
  /// - Throws: the errno.
  init(_ path: String, _ flags: Int32, mode: mode_t = 0) throws(SystemCode) {
    var result: Int32
    repeat { result = open(path, flags | O_CLOEXEC, mode) } while result < 0 && errno == EINTR
    guard result >= 0 else { throw SystemCode(errno) }
    descriptor = result
  }

  deinit { close(descriptor) }

  func status() throws(SystemCode) -> FileStatus {
    var raw = stat()
    guard fstat(descriptor, &raw) == 0 else { throw SystemCode(errno) }
    return FileStatus(raw)
  }

  /// Reads up to the buffer's size; 0 at the end.
  func read(into buffer: UnsafeMutableRawBufferPointer) throws(SystemCode) -> Int {
    while true {
      let count = Glibc.read(descriptor, buffer.baseAddress, buffer.count)
      if count >= 0 { return count }
      guard errno == EINTR else { throw SystemCode(errno) }
    }
  }

  func write(_ bytes: UnsafeRawBufferPointer) throws(SystemCode) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let piece = UnsafeRawBufferPointer(rebasing: rest)
      let count = Glibc.write(descriptor, piece.baseAddress, piece.count)
      if count >= 0 {
        rest = rest.dropFirst(count)
      } else if errno != EINTR {
        throw SystemCode(errno)
      }
    }
  }

  /// Makes the content durable.
  func synchronize() throws(SystemCode) {
    guard fsync(descriptor) == 0 else { throw SystemCode(errno) }
  }
}

/// An errno, on its way to the place that knows what was tried.
struct SystemCode: Error, Hashable {
  var code: Int32
  init(_ code: Int32) { self.code = code }
}

/// Says what was tried when a system call inside is refused.
func attempt<Result: ~Copyable>(
  _ what: @autoclosure () -> String, _ body: () throws(SystemCode) -> Result
) throws(TransferError) -> Result {
  do {
    return try body()
  } catch {
    throw .system(what(), error.code)
  }
}
