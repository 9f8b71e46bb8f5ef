/// A launch request as bytes, in a form that the launcher hands to the system where it lies.
///
/// Token, time limit (-1: none), grace, group, then directory, output, error and exit code file
/// (empty: none), the count of arguments and they, the count of variables and they.
enum RequestBody {
  /// A request larger than this cannot be started anyway: Linux takes about 2 MiB of arguments.
  static let largest = 4 << 20

  /// The variable by which the processes of an attempt are known.
  static let attemptVariable = "_kilimAttempt"

  static func encode(_ request: LaunchRequest) -> [UInt8] {
    var writer = ByteWriter()
    writer.bytes.reserveCapacity(1024)
    writer.append(request.token)
    writer.append(request.timeLimitSeconds ?? -1)
    writer.append(request.graceSeconds)
    writer.append(request.group)
    writer.append(request.workingDirectory)
    writer.append(request.standardOutput)
    writer.append(request.standardError)
    writer.append(request.exitCodeFile ?? "")
    writer.append(UInt32(request.arguments.count))
    for argument in request.arguments { writer.append(argument) }
    writer.append(UInt32(request.environment.count + 1))
    // First, where a look into a process finds it soonest.
    writer.append("\(attemptVariable)=\(request.token.hex)")
    for variable in request.environment { writer.append(variable) }
    return writer.bytes
  }

  /// What keeps a request from ever being started; nil when nothing does.
  static func defect(of request: LaunchRequest, size: Int) -> String? {
    if request.arguments.isEmpty { return "the command is empty" }
    if size > largest {
      return
        "the arguments and the environment take \(size) bytes; a program can be given about 2 MiB"
    }
    let texts =
      request.arguments + request.environment + [
        request.workingDirectory, request.standardOutput, request.standardError,
        request.exitCodeFile ?? "",
      ]
    if let text = texts.first(where: { $0.utf8.contains(0) }) {
      let shown = text.prefix(40).replacing("\0", with: "\\0")
      return "an argument, a variable or a path contains a NUL byte: \"\(shown)\""
    }
    return nil
  }
}
