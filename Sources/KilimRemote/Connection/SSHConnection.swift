import KilimModel
import KilimTransport
import Synchronization

/// Runs scripts on one host, over one connection that all of them share.
///
/// For several threads. The connection is made when it is needed, and again when it was lost.
package final class SSHConnection: Sendable {
  package let target: SSHTarget
  package let settings: SSHSettings
  private let random: @Sendable () -> UInt64
  /// Held while the shared connection is made: who comes second finds it there.
  private let opening = Mutex(())
  private let isOpen = Atomic(false)

  package init(
    _ target: SSHTarget, _ settings: SSHSettings,
    random: @escaping @Sendable () -> UInt64 = { .random(in: 0...UInt64.max) }
  ) {
    self.target = target
    self.settings = settings
    self.random = random
  }

  /// What a script said that came to its end.
  package struct Answer: Sendable {
    package var status: Int
    package var output: [UInt8]
    /// Standard error.
    package var complaints: String

    package var text: String { String(decoding: output, as: UTF8.self) }
  }

  /// For how long a script may take, in seconds.
  package struct Patience: Sendable {
    /// Without a byte in either direction.
    package var idle: Int
    /// Nil for as long as bytes move.
    package var total: Int?

    package static let short = Patience(idle: 60, total: 60)
    /// For files of any size; a host may take its time to check them.
    package static let transfer = Patience(idle: 300, total: nil)

    package init(idle: Int, total: Int?) {
      self.idle = idle
      self.total = total
    }
  }

  private static let outputLimit = 64 << 20

  /// Runs a script for a POSIX shell and takes what it prints.
  ///
  /// - Parameters:
  ///   - input: what the script finds in its standard input.
  ///   - cancelled: asked five times a second; true ends it here, not what it started there.
  package func run(
    _ script: String, input: [UInt8] = [], patience: Patience = .short,
    cancelled: () -> Bool = { false }
  ) throws(RemoteError) -> Answer {
    var rest: [UInt8]? = input.isEmpty ? nil : input
    var output: [UInt8] = []
    var isTooMuch = false
    var answer = try run(
      script, patience: patience,
      input: { () throws(TransferError) in
        defer { rest = nil }
        return rest
      },
      output: { (bytes) throws(TransferError) in
        output += bytes
        if output.count > Self.outputLimit { isTooMuch = true }
      }, cancelled: { isTooMuch || cancelled() })
    answer.output = output
    return answer
  }

  /// As `run`, with streams of any length.
  func run(
    _ script: String, patience: Patience,
    input: () throws(TransferError) -> [UInt8]?,
    output: (ArraySlice<UInt8>) throws(TransferError) -> Void, cancelled: () -> Bool
  ) throws(RemoteError) -> Answer {
    try open(cancelled)
    return try perform(script, patience, input, output, cancelled)
  }

  /// Ends the shared connection, and whatever still waits for it.
  package func close() {
    let limits = PipedProcess.Limits(total: 5000, idle: 5000)
    _ = try? PipedProcess.run(
      settings.leaving(target), limits, input: { () throws(TransferError) in nil },
      output: { _ in }, cancelled: { false })
    isOpen.store(false, ordering: .releasing)
  }

  /// The first command makes the connection, alone: many at once would make one each.
  private func open(_ cancelled: () -> Bool) throws(RemoteError) {
    let problem: RemoteError? = opening.withLock { _ in
      if isOpen.load(ordering: .acquiring) { return nil }
      do throws(RemoteError) {
        _ = try perform(":", .short, { () throws(TransferError) in nil }, { _ in }, cancelled)
        isOpen.store(true, ordering: .releasing)
        return nil
      } catch {
        return error
      }
    }
    if let problem { throw problem }
  }

  private func perform(
    _ script: String, _ patience: Patience,
    _ input: () throws(TransferError) -> [UInt8]?,
    _ output: (ArraySlice<UInt8>) throws(TransferError) -> Void, _ cancelled: () -> Bool
  ) throws(RemoteError) -> Answer {
    let shell = RemoteShell(mark: String(random(), radix: 16))
    let (command, head) = shell.prepared(script)
    var first: [UInt8]? = head
    var marked = MarkedOutput(mark: shell.begin)
    var isBabble = false
    let outcome: PipedProcess.Outcome
    do throws(TransferError) {
      outcome = try PipedProcess.run(
        settings.arguments(target, command: command),
        .init(total: patience.total.map { Int64($0) * 1000 }, idle: Int64(patience.idle) * 1000),
        input: { () throws(TransferError) in
          if let head = first {
            first = nil
            return head
          }
          return try input()
        },
        output: { (bytes) throws(TransferError) in
          if let own = marked.take(bytes) {
            if !own.isEmpty { try output(own) }
          } else {
            isBabble = true
          }
        }, cancelled: { isBabble || cancelled() })
    } catch {
      throw failure(error)
    }
    return try judge(outcome, shell, hasBegun: marked.hasBegun, isBabble, patience)
  }

  private func judge(
    _ outcome: PipedProcess.Outcome, _ shell: RemoteShell, hasBegun: Bool, _ isBabble: Bool,
    _ patience: Patience
  ) throws(RemoteError) -> Answer {
    let (status, text) = shell.status(in: outcome.error)
    if let status { return Answer(status: status, output: [], complaints: text) }
    let failure = SSHFailure(target: target, settings: settings)
    switch outcome.end {
    case .cancelled where !isBabble:
      throw RemoteError(
        .cancelled, systemId: target.systemId, "stopped, because the run was cancelled")
    case .exited(let code) where code != 255 && !hasBegun:
      throw failure.noShell(exitCode: code, text)
    case .timedOut, .cancelled:
      // A connection that hangs would hold up everybody else, too.
      close()
      throw failure.timedOut(afterSeconds: patience.total ?? patience.idle, text)
    case .exited, .signalled:
      isOpen.store(false, ordering: .releasing)
      throw failure.error(text, hasBegun: hasBegun)
    }
  }

  /// Of this machine: a file that cannot be read, no `ssh`.
  private func failure(_ error: TransferError) -> RemoteError {
    let isClient = error.message.hasPrefix("could not start ssh")
    var failure = RemoteError(
      isClient ? .client : .failed, systemId: target.systemId, error.message,
      evidence: error.evidence)
    failure.isTemporary = error.isTemporary
    return failure
  }
}
