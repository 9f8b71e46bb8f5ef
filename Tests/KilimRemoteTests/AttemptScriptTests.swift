import KilimLaunch
import KilimModel
import KilimTestSupport
import KilimTransport
import Testing

@testable import KilimRemote

/// The scripts themselves, run by every shell that this machine has: no SSH is needed for that.
@Suite struct AttemptScriptTests {
  static let shells = [["/bin/dash"], ["/bin/bash", "--posix"], ["/bin/busybox", "sh"]].filter {
    TextFile.exists($0[0])
  }

  /// A home directory, as a host has one.
  private final class Home {
    let sandbox: Sandbox
    let shell: [String]
    /// Processes of an attempt are found by its token: no two tests have the same.
    private let salt = UInt64.random(in: 0...UInt64.max)

    init(_ shell: [String]) throws {
      sandbox = try Sandbox()
      self.shell = shell
      TextFile.makeFolder(sandbox.path("run"))
    }

    func order(
      _ number: UInt64, _ words: [String], limit: Int64 = 60, directory: String = "run"
    ) -> RemoteOrder {
      RemoteOrder(
        token: token(number), words: words.map { CommandWord($0) },
        environment: [.init("GREETING", "it's \"me\" $HOME\\"), .init("EMPTY", "")],
        workingDirectory: sandbox.path(directory),
        standardOutput: sandbox.path("run/out-\(number)"),
        standardError: sandbox.path("run/err-\(number)"),
        exitCodeFile: sandbox.path("run/code-\(number)"), timeLimitSeconds: limit, graceSeconds: 1)
    }

    func token(_ number: UInt64) -> LaunchToken {
      LaunchToken(made: Timestamp(milliseconds: 1), random: (number, salt))
    }

    func exchange(_ change: (inout LaunchExchange) -> Void) throws -> ExchangeReply {
      var exchange = LaunchExchange()
      change(&exchange)
      var writer = TarWriter(exchange.input)
      var input: [UInt8] = []
      while let piece = try writer.next() { input += piece }
      let result = try sandbox.start(
        program: shell[0], Array(shell.dropFirst()) + ["-c", exchange.script],
        input: exchange.launches.isEmpty ? "" : String(decoding: input, as: UTF8.self)
      ).wait(seconds: 30)
      return try #require(ExchangeReply(result.output), "\(result)")
    }

    /// What has become of attempts once none of them runs any more.
    func outcomes(_ numbers: ClosedRange<UInt64>) throws -> [RemoteAttempt?] {
      var known: [LaunchToken: RemoteAttempt] = [:]
      let tokens = numbers.map(token)
      for _ in 0..<100 {
        let open = tokens.filter { known[$0] == nil }
        if open.isEmpty { return tokens.map { known[$0] } }
        let reply = try exchange {
          $0.looks = open
          $0.holdMilliseconds = 200
        }
        for (token, attempt) in reply.attempts {
          switch attempt {
          case .running, .unclaimed: break
          default: known[token] = attempt
          }
        }
      }
      throw TestFailure("they do not end: \(known)")
    }
  }

  @Test(arguments: shells)
  func `runs each attempt once, whatever is repeated`(shell: [String]) throws {
    let home = try Home(shell)
    let orders = [
      home.order(1, ["sh", "-c", "echo ran; echo \"$GREETING\" >&2; exit 3"]),
      home.order(2, ["true"]),
    ]
    for _ in 0..<5 { _ = try home.exchange { $0.launches = orders } }
    let outcomes = try home.outcomes(1...2)
    guard case .ended(let first)? = outcomes[0], case .ended(let second)? = outcomes[1] else {
      Issue.record("\(outcomes)")
      return
    }
    #expect(first.end == .exited(code: 3) && !first.timedOut && !first.cancelled)
    #expect(second.end == .exited(code: 0))
    #expect(first.ended >= first.started)
    #expect(try home.sandbox.read("run/out-1") == "ran\n")
    #expect(try home.sandbox.read("run/err-1") == "it's \"me\" $HOME\\\n")
    #expect(try home.sandbox.read("run/code-1") == "3\n")
    let reply = try home.exchange {
      $0.forgets = [home.token(1)]
      $0.looks = [home.token(1), home.token(2)]
    }
    #expect(reply.attempts[home.token(1)] == .unclaimed)
  }

  @Test(arguments: shells)
  func `gives the program its environment and no other`(shell: [String]) throws {
    let home = try Home(shell)
    _ = try home.exchange { $0.launches = [home.order(1, ["env"])] }
    _ = try home.outcomes(1...1)
    let names = try home.sandbox.read("run/out-1").split(separator: "\n").map {
      String($0.prefix { $0 != "=" })
    }
    #expect(Set(names) == ["HOME", "PATH", "GREETING", "EMPTY", "_kilimAttempt"])
  }

  @Test(arguments: shells)
  func `says why nothing was started`(shell: [String]) throws {
    let home = try Home(shell)
    try home.sandbox.write("no program", to: "run/text")
    _ = try home.exchange {
      $0.launches = [
        home.order(1, ["no-such-program"]), home.order(2, ["./missing"]),
        home.order(3, ["./text"]), home.order(4, ["true"], directory: "gone"),
      ]
    }
    let outcomes = try home.outcomes(1...4)
    let reasons = outcomes.map { outcome -> String? in
      if case .failedToStart(let reason)? = outcome { reason } else { nil }
    }
    #expect(reasons[0]?.hasPrefix("there is no program \"no-such-program\" in PATH (") == true)
    #expect(reasons[1] == "there is no program ./missing")
    #expect(reasons[2] == "cannot execute ./text: permission denied")
    #expect(reasons[3]?.hasPrefix("cannot enter the directory") == true)
  }

  @Test(arguments: shells)
  func `ends a whole tree, by cancel and by time`(shell: [String]) throws {
    let home = try Home(shell)
    let tree = "setsid sleep 1000 & trap '' TERM; sleep 1000; sleep 1000"
    _ = try home.exchange {
      $0.launches = [
        home.order(1, ["sh", "-c", tree]), home.order(2, ["sh", "-c", tree], limit: 1),
        home.order(3, ["sh", "-c", "setsid sleep 1000 & exit 0"]),
      ]
      $0.looks = [home.token(1)]
      $0.holdMilliseconds = 300
    }
    _ = try home.exchange { $0.cancels = [home.token(1), home.token(4)] }
    let outcomes = try home.outcomes(1...4)
    guard case .ended(let cancelled)? = outcomes[0], case .ended(let late)? = outcomes[1],
      case .ended(let done)? = outcomes[2]
    else {
      Issue.record("\(outcomes)")
      return
    }
    #expect(cancelled.cancelled && !cancelled.timedOut, "\(cancelled)")
    #expect(late.timedOut && !late.cancelled, "\(late)")
    #expect(done.end == .exited(code: 0))
    #expect(outcomes[3] == .cancelledBeforeStart)
    // A launch that comes after the cancel is too late.
    _ = try home.exchange { $0.launches = [home.order(4, ["touch", "ran"])] }
    #expect(try home.outcomes(4...4) == [.cancelledBeforeStart])
    #expect(!home.sandbox.exists("run/ran"))
    // The scripts themselves end when they see that nothing is left.
    for process in ProcessCensus.processes(of: home.sandbox.root) {
      #expect(ProcessCensus.isGone(process, within: 20))
    }
  }

  @Test(arguments: shells)
  func `claims no outcome that it cannot prove`(shell: [String]) throws {
    let home = try Home(shell)
    _ = try home.exchange {
      $0.launches = [home.order(1, ["sleep", "1000"]), home.order(2, ["sleep", "1000"])]
      $0.looks = [home.token(1)]
      $0.holdMilliseconds = 500
    }
    let records = home.sandbox.home + "/.local/state/kilim-attempts/"
    func start(_ number: UInt64) throws -> [Substring] {
      try TextFile.read(records + home.token(number).hex + "/start").split(separator: " ")
    }
    ProcessCensus.end(home.sandbox.root)
    var record = try start(2)
    record[2] = "another-boot"
    try TextFile.write(
      record.joined(separator: " "), to: records + home.token(2).hex + "/start")
    let outcomes = try home.outcomes(1...2)
    #expect(
      outcomes[0] == .lost(reason: "its process is gone and left no record of how it ended"))
    guard case .lost(let reason)? = outcomes[1] else {
      Issue.record("\(outcomes)")
      return
    }
    #expect(reason.contains("restarted"))
    record[3] = "another-host"
    try TextFile.write(
      record.joined(separator: " "), to: records + home.token(2).hex + "/start")
    guard case .elsewhere("another-host", _)? = try home.outcomes(2...2)[0] else {
      Issue.record("not seen as running elsewhere")
      return
    }
  }
}
