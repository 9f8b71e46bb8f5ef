import CSystem
import Glibc

/// Starts programs from requests, with as little work as possible for each.
final class ProgramStarter {
  private let null: Int32
  private var pointers: [UnsafeMutablePointer<CChar>?] = []

  init?() {
    null = open("/dev/null", O_RDONLY | O_CLOEXEC)
    guard null >= 0 else { return nil }
  }

  deinit { close(null) }

  enum Result {
    case started(Int32)
    /// In the user's words.
    case failed(String)
    /// The system has no process or descriptor to spare now.
    case later(String)
  }

  func start(_ request: PreparedRequest) -> Result {
    switch openStream(request, at: request.standardOutput) {
    case .closed(let failure): return failure
    case .open(let output):
      defer { close(output) }
      if request.merged { return start(request, output: output, error: output) }
      switch openStream(request, at: request.standardError) {
      case .closed(let failure): return failure
      case .open(let error):
        defer { close(error) }
        return start(request, output: output, error: error)
      }
    }
  }

  private enum Stream {
    case open(Int32)
    case closed(Result)
  }

  /// Without waiting for a reader, should the path be a pipe.
  private func openStream(_ request: PreparedRequest, at start: Int) -> Stream {
    let flags = O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC | O_NONBLOCK | O_NOCTTY
    let descriptor = request.body.withUnsafeBufferPointer { body -> Int32 in
      guard let base = body.baseAddress else { return -1 }
      return UnsafeRawPointer(base + start).withMemoryRebound(to: CChar.self, capacity: 1) {
        open($0, flags, 0o644)
      }
    }
    guard descriptor >= 0 else {
      let code = errno
      let reason =
        "cannot open the output file \(request.text(at: start)): \(systemReason(code))"
      return .closed(Self.isPassing(code) ? .later(reason) : .failed(reason))
    }
    _ = fcntl(descriptor, F_SETFL, O_APPEND)
    return .open(descriptor)
  }

  /// The system will have more of this later.
  private static func isPassing(_ code: Int32) -> Bool {
    [EAGAIN, ENOMEM, EMFILE, ENFILE].contains(code)
  }

  private func start(_ request: PreparedRequest, output: Int32, error: Int32) -> Result {
    let name = ProgramName(request)
    let program: [UInt8]
    switch name.located() {
    case .success(let path): program = path
    case .failure(let missing): return .failed(missing.reason)
    }
    let (code, stage, process) = spawn(request, program: program, output: output, error: error)
    if code == 0 { return .started(process) }
    if stage == KILIM_SPAWN_FORK.rawValue || Self.isPassing(code) {
      return .later("cannot make a process: \(systemReason(code))")
    }
    if stage == KILIM_SPAWN_DIRECTORY.rawValue {
      let directory = request.text(at: request.directory)
      return .failed(
        code == ENOENT
          ? "the working directory \(directory) does not exist"
          : "cannot enter the working directory \(directory): \(systemReason(code))")
    }
    return .failed(
      name.reason(ofFailure: code, path: String(decoding: program.dropLast(), as: UTF8.self)))
  }

  private func spawn(
    _ request: PreparedRequest, program: [UInt8], output: Int32, error: Int32
  ) -> (code: Int32, stage: UInt32, process: Int32) {
    var stage: Int32 = 0
    var process: Int32 = 0
    let environmentStart = request.arguments.count + 1
    let null = null
    let code = request.body.withUnsafeBufferPointer { body -> Int32 in
      guard let base = UnsafeMutableRawPointer(mutating: body.baseAddress) else { return EINVAL }
      let text = base.assumingMemoryBound(to: CChar.self)
      pointers.removeAll(keepingCapacity: true)
      for start in request.arguments { pointers.append(text + start) }
      pointers.append(nil)
      for start in request.environment { pointers.append(text + start) }
      pointers.append(nil)
      return program.withUnsafeBufferPointer { program in
        pointers.withUnsafeBufferPointer { pointers -> Int32 in
          guard let program = program.baseAddress, let vectors = pointers.baseAddress else {
            return EINVAL
          }
          return UnsafeRawPointer(program).withMemoryRebound(to: CChar.self, capacity: 1) { path in
            var all = kilim_spawn_request(
              program: path, arguments: vectors, environment: vectors + environmentStart,
              directory: text + request.directory, input: null, output: output, error: error)
            return kilim_spawn(&all, &process, &stage)
          }
        }
      }
    }
    return (code, UInt32(bitPattern: stage), process)
  }
}
