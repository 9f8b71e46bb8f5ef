import KilimLaunch
import KilimTransport

extension SSHConnection {
  /// Does one exchange with the launch records of the host.
  package func perform(
    _ exchange: LaunchExchange, cancelled: () -> Bool = { false }
  ) throws(RemoteError) -> ExchangeReply {
    var archive = TarWriter(exchange.input)
    let hasInput = !exchange.launches.isEmpty
    var output: [UInt8] = []
    let answer = try run(
      exchange.script,
      patience: exchange.isLast ? Patience(idle: 5, total: 5) : Patience(idle: 60, total: nil),
      input: { () throws(TransferError) in hasInput ? try archive.next() : nil },
      output: { (bytes) throws(TransferError) in output += bytes }, cancelled: cancelled)
    guard answer.status == 0 else { throw problem(answer) }
    guard let reply = ExchangeReply(String(decoding: output, as: UTF8.self)) else {
      throw RemoteError(
        .failed, systemId: target.systemId,
        "System \(target.systemId) (host \(target.host)) gave an answer that makes no sense",
        evidence: String(String(decoding: output, as: UTF8.self).suffix(500)))
    }
    return reply
  }

  private func problem(_ answer: Answer) -> RemoteError {
    let what =
      switch answer.status {
      case 71: "cannot keep records of jobs in ~/.local/state/kilim-attempts"
      case 72: "cannot start jobs"
      case 73: "cannot take in the scripts of jobs"
      default: "cannot start or watch jobs (a script ended with \(answer.status))"
      }
    var error = RemoteError(
      .failed, systemId: target.systemId,
      "System \(target.systemId) (host \(target.host)) \(what)\(answer.lastComplaint)",
      evidence: answer.complaints)
    error.isTemporary = true
    return error
  }
}

extension SSHConnection.Answer {
  /// `: what the host said last`, or nothing.
  var lastComplaint: String {
    complaints.split(whereSeparator: \.isNewline).last.map { ": \($0)" } ?? ""
  }
}
