import KilimLaunch
import KilimModel
import Testing

@testable import KilimRemote

struct RemoteShellTests {
  @Test func `lets through only what comes after the mark, however it is cut`() {
    let mark = RemoteShell(mark: "77").begin
    let whole = Array("Welcome to node1\nno newline".utf8) + mark + Array("a\0b\nKILIM".utf8)
    for size in [1, 2, 7, 1000] {
      var output = MarkedOutput(mark: mark)
      var taken: [UInt8] = []
      for start in stride(from: 0, to: whole.count, by: size) {
        taken += output.take(whole[start..<min(whole.count, start + size)]) ?? []
      }
      #expect(taken == Array("a\0b\nKILIM".utf8))
      #expect(output.hasBegun)
    }
  }

  @Test func `takes the status from standard error`() {
    let shell = RemoteShell(mark: "77")
    let (status, text) = shell.status(in: Array("a warning\n\nKILIM-END-77 73\n".utf8))
    #expect(status == 73)
    #expect(text == "a warning\n")
    #expect(shell.status(in: Array("KILIM-END-78 0\n".utf8)).status == nil)
  }
}

struct ExchangeReplyTests {
  private static let token = "0123456789abcdef0123456789abcdef"

  @Test(arguments: [
    ("unclaimed", RemoteAttempt.unclaimed),
    ("running 4711", .running(processID: 4711)),
    ("elsewhere login2 12", .elsewhere(host: "login2", processID: 12)),
    ("cancelled", .cancelledBeforeStart),
    ("failed 1700000000000 there is no program x", .failedToStart(reason: "there is no program x")),
    ("gone", .lost(reason: "its process is gone and left no record of how it ended")),
    (
      "ended \(token) 3 1700000000000 1700000002000 0 1 0m0.010000s 1m2.5s",
      .ended(
        ExitRecord(
          end: .exited(code: 3), started: Timestamp(milliseconds: 1_700_000_000_000),
          ended: Timestamp(milliseconds: 1_700_000_002_000), cpuMilliseconds: 62_510,
          cancelled: true))
    ),
  ])
  func `reads what a host says of an attempt`(words: String, attempt: RemoteAttempt) throws {
    let reply = try #require(ExchangeReply("host 8 node1\n\(Self.token) \(words)\n"))
    #expect(reply.cores == 8)
    #expect(reply.attempts == [try #require(LaunchToken(hex: Self.token)): attempt])
  }

  @Test(arguments: [
    "", "host 8\n", "host 8 node1\nnonsense\n", "host 8 node1\n\(token) ended \(token) x 1 2\n",
    "host 8 node1\n\(token) running\n",
  ])
  func `refuses what makes no sense`(text: String) {
    #expect(ExchangeReply(text) == nil)
  }
}
