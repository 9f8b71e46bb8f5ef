import Glibc

/// The system's `/bin/sh`, to compare with.
enum Shell {
  struct Failure: Error { var step: String }

  /// The words that a shell makes of a fragment, after running `preamble`.
  static func words(_ preamble: String, _ fragment: String) throws -> [String] {
    let script =
      preamble + "set -- \(fragment)\nfor word in \"$@\"; do printf '%s\\0' \"$word\"; done\n"
    let output = try run(script).output
    return output.split(separator: 0, omittingEmptySubsequences: false).dropLast()
      .map { String(decoding: $0, as: UTF8.self) }
  }

  /// Runs a script file in a directory of its own; what it prints, and how it ends.
  static func run(_ script: String, arguments: String = "") throws -> (
    output: [UInt8], status: Int32
  ) {
    try withDirectory { directory in
      let path = "\(directory)/script"
      try write(script, to: path)
      return try output(of: "/bin/sh \(path) \(arguments)")
    }
  }

  static func withDirectory<Value>(_ body: (String) throws -> Value) throws -> Value {
    var template = Array("/tmp/kilim-test-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { throw Failure(step: "mkdtemp") }
    let directory = String(
      decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
    defer { _ = try? output(of: "rm -rf \(directory)") }
    return try body(directory)
  }

  static func write(_ text: String, to path: String) throws {
    guard let file = fopen(path, "w") else { throw Failure(step: "fopen \(path)") }
    defer { fclose(file) }
    let bytes = Array(text.utf8)
    guard fwrite(bytes, 1, bytes.count, file) == bytes.count else { throw Failure(step: "fwrite") }
  }

  static func output(of command: String) throws -> (output: [UInt8], status: Int32) {
    guard let pipe = popen(command, "r") else { throw Failure(step: "popen") }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 4096)
    while true {
      let count = fread(&buffer, 1, buffer.count, pipe)
      guard count > 0 else { break }
      bytes += buffer[..<count]
    }
    let status = pclose(pipe)
    return (bytes, status >> 8)
  }
}
