import Glibc

/// The binary under test: `KILIM_BINARY`, or `kilim` beside the test bundle.
package enum KilimBinary {
  package static var path: String {
    if let chosen = getenv("KILIM_BINARY") { return String(cString: chosen) }
    return productsFolder + "/kilim"
  }

  /// False only where nobody built a binary that knows its own version yet. CI never says so: there
  /// a missing binary has to fail.
  package static let shouldBeTested: Bool = {
    if getenv("CI") != nil || getenv("KILIM_BINARY") != nil { return true }
    guard let sandbox = try? Sandbox(), let result = try? sandbox.run("version") else {
      return false
    }
    return result.exitCode == 0 && result.output.contains { $0.isNumber }
  }()

  private static var productsFolder: String {
    var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
    let count = readlink("/proc/self/exe", &buffer, buffer.count - 1)
    let bytes = buffer[..<max(0, count)].map { UInt8(bitPattern: $0) }
    let executable = String(decoding: bytes, as: UTF8.self)
    return String(executable[..<(executable.lastIndex(of: "/") ?? executable.startIndex)])
  }
}
