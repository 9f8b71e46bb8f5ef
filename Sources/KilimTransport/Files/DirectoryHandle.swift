import Glibc

/// An open directory, closed with the value's life. What is in it is reached through it, so that
/// nobody can put a link in the way. To have it open, the right to pass through it is enough.
final class DirectoryHandle {
  let descriptor: Int32
  /// `O_PATH` of open(2), which is hidden without `_GNU_SOURCE`.
  private static let onlyPath: Int32 = 0o10_000_000

  /// Links in the path are followed.
  init(_ path: String) throws(SystemCode) {
    descriptor = open(path, Self.onlyPath | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { throw SystemCode(errno) }
  }

  /// A directory of another one; a link is refused with `ENOTDIR` or `ELOOP`.
  init(_ name: [CChar], in parent: DirectoryHandle) throws(SystemCode) {
    descriptor = openat(
      parent.descriptor, name, Self.onlyPath | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
    guard descriptor >= 0 else { throw SystemCode(errno) }
  }

  deinit { close(descriptor) }

  /// A link is itself; nil when there is nothing of that name.
  func status(_ name: [CChar]) throws(SystemCode) -> stat? {
    var raw = stat()
    if fstatat(descriptor, name, &raw, AT_SYMLINK_NOFOLLOW) == 0 { return raw }
    guard errno == ENOENT else { throw SystemCode(errno) }
    return nil
  }

  /// Removes a file or a link, or with `AT_REMOVEDIR` an empty directory; nothing there is fine.
  func remove(_ name: [CChar], flags: Int32 = 0) throws(SystemCode) {
    guard unlinkat(descriptor, name, flags) == 0 || errno == ENOENT else {
      throw SystemCode(errno)
    }
  }

  /// All names, as bytes: they need not be UTF-8. Without `.` and `..`.
  func names() throws(SystemCode) -> [[CChar]] {
    let copy = openat(descriptor, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard copy >= 0 else { throw SystemCode(errno) }
    guard let stream = fdopendir(copy) else {
      close(copy)
      throw SystemCode(errno)
    }
    defer { closedir(stream) }
    var names: [[CChar]] = []
    errno = 0
    while let entry = readdir(stream) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { start in
          Array(UnsafeBufferPointer(start: start, count: strlen(start) + 1))
        }
      }
      if !Self.isDots(name) { names.append(name) }
      errno = 0
    }
    guard errno == 0 else { throw SystemCode(errno) }
    return names
  }

  private static func isDots(_ name: [CChar]) -> Bool {
    let dot = CChar(UInt8(ascii: "."))
    return name == [dot, 0] || name == [dot, dot, 0]
  }
}

extension String {
  /// As system calls take it.
  var cName: [CChar] { Array(utf8CString) }
}
