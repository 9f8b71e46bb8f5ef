import KilimTransport

/// Runs a script on this machine as `SSHConnection` does on another one.
package enum LocalShell {
  /// - Returns: what it printed; nil when it did not end well, or in time.
  package static func run(_ script: String, seconds: Int) -> String? {
    var output: [UInt8] = []
    let outcome = try? PipedProcess.run(
      ["/bin/sh", "-c", script],
      .init(total: Int64(seconds) * 1000, idle: Int64(seconds) * 1000),
      input: { () throws(TransferError) in nil },
      output: { (bytes) throws(TransferError) in output += bytes }, cancelled: { false })
    guard outcome?.end == .exited(0) else { return nil }
    return String(decoding: output, as: UTF8.self)
  }
}
