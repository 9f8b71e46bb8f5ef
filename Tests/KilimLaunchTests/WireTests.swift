import KilimModel
import Testing

@testable import KilimLaunch

struct WireTests {
  static let token = LaunchToken(high: 0x0123_4567_89AB_CDEF, low: 42)
  static let record = ExitRecord(
    end: .signalled(signal: 9), started: Timestamp(milliseconds: 1),
    ended: Timestamp(milliseconds: 2), peakMemoryKiB: 3, cpuMilliseconds: 4, timedOut: true,
    cancelled: false)

  static let launcherMessages: [LauncherMessage] = [
    .hello(version: 7),
    .started(token, processID: 12, at: Timestamp(milliseconds: -5)),
    .over(token, .ended(record)),
    .over(token, .failedToStart(reason: "no „foo“", at: Timestamp(milliseconds: 8))),
    .over(token, .cancelledBeforeStart(at: Timestamp(milliseconds: 9))),
    .over(token, .lost(reason: "")),
    .evidence(
      sequence: 3,
      [
        token: .running(processID: 5, since: Timestamp(milliseconds: 6)),
        LaunchToken(high: 1, low: 2): .notClaimed, LaunchToken(high: 1, low: 3): .queued,
        LaunchToken(high: 1, low: 4): .ended(record),
      ]),
    .journalFailure(reason: "no space left on device"),
  ]

  @Test(arguments: launcherMessages)
  func `a launcher's message is read back, and no part of it is`(_ message: LauncherMessage) throws
  {
    var writer = ByteWriter()
    message.append(to: &writer)
    let content = Array(writer.bytes.dropFirst(4))
    #expect(try LauncherMessage(from: ByteReader(content)) == message)
    for count in 0..<content.count {
      #expect(throws: MalformedBytes.self) {
        try LauncherMessage(from: ByteReader(Array(content[..<count])))
      }
    }
  }

  @Test func `a request is read back, with its attempt in the environment`() throws {
    let request = LaunchRequest(
      token: Self.token, group: "local", arguments: ["a", "", "ü b"], environment: ["K=V"],
      workingDirectory: "/w", standardOutput: "/o", standardError: "/e", timeLimitSeconds: 60)
    let body = RequestBody.encode(request)
    let prepared = try PreparedRequest(body: body)
    #expect(prepared.arguments.map(prepared.text) == ["a", "", "ü b"])
    #expect(
      prepared.environment.map(prepared.text) == ["_kilimAttempt=\(Self.token.hex)", "K=V"])
    #expect(prepared.text(at: prepared.directory) == "/w")
    #expect(!prepared.merged)
    #expect(prepared.exitCodeFile == nil)
    #expect(prepared.timeLimitSeconds == 60)
    for count in 0..<body.count {
      #expect(throws: MalformedBytes.self) { try PreparedRequest(body: Array(body[..<count])) }
    }
  }

  @Test func `the options of a launcher are read back from its arguments`() {
    var options = LauncherOptions()
    options.idleMilliseconds = 5
    options.bootID = "other"
    options.takesSeat = true
    #expect(LauncherOptions(arguments: options.arguments) == options)
    #expect(LauncherOptions(arguments: ["--idle-milliseconds"]) == nil)
    #expect(LauncherOptions(arguments: ["--idle"]) == nil)
  }
}
