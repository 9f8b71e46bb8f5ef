import CTestSystem
import Glibc

/// Whole files as text, for tests.
package enum TextFile {
  /// - Throws: `TestFailure` if the file cannot be read; bytes that are not UTF-8 are repaired.
  package static func read(_ path: String) throws(TestFailure) -> String {
    let descriptor = kilim_test_open_read(path)
    guard descriptor >= 0 else { throw TestFailure("\(path) cannot be read: errno \(errno)") }
    defer { close(descriptor) }
    return String(decoding: readToEnd(descriptor), as: UTF8.self)
  }

  /// Writes a file, new or over the old one, and the folders above it.
  package static func write(
    _ text: String, to path: String, mode: UInt32 = 0o644
  ) throws(TestFailure) {
    if let slash = path.lastIndex(of: "/") { makeFolder(String(path[..<slash])) }
    let descriptor = kilim_test_open_write(path, mode)
    guard descriptor >= 0 else { throw TestFailure("\(path) cannot be written: errno \(errno)") }
    defer { close(descriptor) }
    try write(Array(text.utf8), to: descriptor, path)
  }

  package static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

  /// Makes the folder and those above it; those that are there stay.
  package static func makeFolder(_ path: String) {
    if path.isEmpty || exists(path) { return }
    if let slash = path.lastIndex(of: "/") { makeFolder(String(path[..<slash])) }
    mkdir(path, 0o755)
  }

  /// Names in the folder, sorted; empty if there is no such folder.
  package static func names(in folder: String) -> [String] {
    guard let stream = opendir(folder) else { return [] }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      let name = withUnsafePointer(to: entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name != "." && name != ".." { names.append(name) }
    }
    return names.sorted()
  }

  static func readToEnd(_ descriptor: Int32) -> [UInt8] {
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65536)
    while true {
      let count = Glibc.read(descriptor, &buffer, buffer.count)
      if count <= 0 { return bytes }
      bytes += buffer[..<count]
    }
  }

  private static func write(
    _ bytes: [UInt8], to descriptor: Int32, _ path: String
  ) throws(TestFailure) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      guard count > 0 else { throw TestFailure("\(path) cannot be written: errno \(errno)") }
      rest = rest.dropFirst(count)
    }
  }
}
