import Glibc

/// The program that a request names, looked for as a shell would with the request's own `PATH`.
struct ProgramName {
  struct Missing: Error { var reason: String }

  private let request: PreparedRequest
  private let start: Int

  init(_ request: PreparedRequest) {
    self.request = request
    start = request.arguments[0]
  }

  /// The path to execute, with its NUL.
  func located() -> Result<[UInt8], Missing> {
    let rest = request.body[start...]
    let name = rest[..<(rest.firstIndex(of: 0) ?? rest.endIndex)]
    if name.contains(UInt8(ascii: "/")) { return .success(Array(name) + [0]) }
    let text = String(decoding: name, as: UTF8.self)
    guard !name.isEmpty else {
      return .failure(Missing(reason: "the name of the program is empty"))
    }
    guard let path else {
      return .failure(
        Missing(
          reason: "there is no PATH in the environment of the program, so \"\(text)\" cannot be "
            + "found; give its full path"))
    }
    for directory in path.split(separator: ":") {
      let candidate = "\(directory)/\(text)"
      if Self.isProgram(candidate) { return .success(Array(candidate.utf8) + [0]) }
    }
    return .failure(Missing(reason: "there is no program \"\(text)\" in PATH (\(path))"))
  }

  /// What an errno of exec means for this program.
  func reason(ofFailure code: Int32, path: String) -> String {
    switch code {
    case ENOENT:
      if let interpreter = Self.interpreter(of: path, in: request) {
        return "the interpreter \(interpreter) of \(path) does not exist"
      }
      return "there is no program \(path)"
    case EACCES:
      return "cannot execute \(path): permission denied (is it a file with execute permission?)"
    case ENOEXEC:
      return "\(path) is not a program: a script needs a first line like #!/bin/sh, "
        + "a binary must be for this machine"
    case E2BIG: return "the arguments and the environment of \(path) are too large for this system"
    default: return "cannot execute \(path): \(systemReason(code))"
    }
  }

  private var path: String? {
    let label = Array("PATH=".utf8)
    for start in request.environment where request.body[start...].starts(with: label) {
      return request.text(at: start + label.count)
    }
    return nil
  }

  private static func isProgram(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
      && access(path, X_OK) == 0
  }

  /// What the first line of a script asks for; nil when the file is missing or no script.
  private static func interpreter(of path: String, in request: PreparedRequest) -> String? {
    let full = path.hasPrefix("/") ? path : "\(request.text(at: request.directory))/\(path)"
    let descriptor = open(full, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var line = [UInt8](repeating: 0, count: 256)
    let count = read(descriptor, &line, line.count)
    guard count > 2, line.starts(with: Array("#!".utf8)) else {
      return count > 4 && line.starts(with: [0x7F, 0x45, 0x4C, 0x46]) ? "(the dynamic linker)" : nil
    }
    let words = line[2..<count].split(whereSeparator: { $0 == 32 || $0 == 10 || $0 == 9 })
    return words.first.map { String(decoding: $0, as: UTF8.self) }
  }
}
