import Glibc

@testable import KilimLaunch

struct CannotWrite: Error { var path: String }

extension String {
  func write(to path: String, mode: mode_t) throws {
    try Array(utf8).write(to: path)
    chmod(path, mode)
  }
}

extension [UInt8] {
  func write(to path: String) throws {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
    defer { close(descriptor) }
    guard descriptor >= 0, Glibc.write(descriptor, self, count) == count else {
      throw CannotWrite(path: path)
    }
  }
}

func readBytes(_ path: String) -> [UInt8]? {
  let descriptor = open(path, O_RDONLY | O_CLOEXEC)
  guard descriptor >= 0 else { return nil }
  defer { close(descriptor) }
  var bytes = [UInt8](repeating: 0, count: 1 << 20)
  let count = read(descriptor, &bytes, bytes.count)
  return count < 0 ? nil : Array(bytes[..<count])
}
