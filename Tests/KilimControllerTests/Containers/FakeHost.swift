import KilimTransport
import Synchronization

@testable import KilimController

/// A runtime whose answers are written down, and that writes down what it is asked.
final class FakeHost: ContainerHost {
  private let answer: @Sendable ([String]) -> HostCommandOutcome
  private let log = Mutex<[[String]]>([])

  init(_ answer: @escaping @Sendable ([String]) -> HostCommandOutcome) { self.answer = answer }

  /// The first words after the program, one command a line.
  var asked: [String] { log.withLock { $0.map { $0.dropFirst().first ?? "" } } }
  var commands: [[String]] { log.withLock { $0 } }

  func run(
    _ words: [String], seconds: Int64, streams: HostCommand.Streams?,
    cancelled: @Sendable () -> Bool
  ) -> HostCommandOutcome {
    log.withLock { $0.append(words) }
    return answer(words)
  }

  static func says(_ output: String) -> HostCommandOutcome {
    .ended(code: 0, output: output, error: "")
  }

  static func complains(_ error: String, code: Int = 1) -> HostCommandOutcome {
    .ended(code: code, output: "", error: error)
  }
}
