import KilimLifecycle
import KilimManifest
import KilimModel
import KilimTestSupport
import KilimTransport
import Testing

@testable import KilimController

/// What a worker does about a container, by the commands that it runs.
struct ContainerKeeperTests {
  private static let down = "Cannot connect to the Docker daemon at unix:///x"

  private func plan(_ sandbox: Sandbox, _ runtime: Runtime = .docker) throws -> RunPlan {
    let uuid = try #require(RunUUID("01234567-89ab-4def-8123-456789abcdef-007"))
    var plan = RunPlan(uuid: uuid, created: Timestamp(milliseconds: 0))
    plan.runtime = runtime
    plan.directories.exec = sandbox.work
    plan.directories.output = sandbox.work
    plan.container = PlannedContainer(image: "x:1")
    return plan
  }

  private func keeper(
    _ sandbox: Sandbox, made: String? = "abc123", _ host: FakeHost
  ) throws -> ContainerKeeper {
    let plan = try plan(sandbox)
    TextFile.makeFolder(ContainerCommand.scratch(of: plan, attempt: 1))
    if let made {
      try TextFile.write(made, to: ContainerCommand.identityFile(of: plan, attempt: 1))
    }
    return ContainerKeeper(host: host, plan: plan, attempt: 1)
  }

  private func record(
    _ code: Int32, cancelled: Bool = false, timedOut: Bool = false
  ) -> ExitRecord {
    ExitRecord(
      end: .exited(code: code), started: Timestamp(milliseconds: 0),
      ended: Timestamp(milliseconds: 9), timedOut: timedOut, cancelled: cancelled)
  }

  private func question(_ end: CommandEnd) -> ContainerKeeper.Question {
    ContainerKeeper.Question(end: end, now: Timestamp(milliseconds: 20))
  }

  @Test(arguments: [true, false])
  func `ends and removes a container whose time is up, or that nobody wants`(
    isTimeUp: Bool
  ) throws {
    let sandbox = try Sandbox()
    let host = FakeHost { _ in FakeHost.says("") }
    let keeper = try keeper(sandbox, host)
    let record = record(143, cancelled: !isTimeUp, timedOut: isTimeUp)
    let verdict = keeper.settle(question(.ended(record)), cancelled: { false })
    #expect(verdict == .ended(record))
    // The launcher has given it its grace.
    #expect(
      host.commands == [
        ["docker", "stop", "-t", "0", "abc123"], ["docker", "rm", "-f", "abc123"],
        [
          "docker", "rm", "-f", "abc123",
        ],
      ])
    #expect(!TextFile.exists(ContainerCommand.scratch(of: keeper.plan, attempt: 1)))
  }

  @Test(arguments: [true, false])
  func `gives a container without its command the grace that its command had`(
    isOverdue: Bool
  ) throws {
    let sandbox = try Sandbox()
    let host = FakeHost { _ in FakeHost.says("") }
    var question = question(.lost(reason: "killed"))
    question.isUnwanted = true
    question.isOverdue = isOverdue
    let verdict = try keeper(sandbox, host).settle(question, cancelled: { false })
    guard case .ended(let record) = verdict else { throw TestFailure("\(verdict)") }
    #expect(record.timedOut == isOverdue && record.cancelled == !isOverdue)
    #expect(host.commands.first == ["docker", "stop", "-t", "10", "abc123"])
  }

  @Test func `looks again for what a killed command may still have asked for`() throws {
    let sandbox = try Sandbox()
    let host = FakeHost { _ in FakeHost.says("") }
    var question = question(.lost(reason: "killed"))
    question.isUnwanted = true
    _ = try keeper(sandbox, made: nil, host).settle(question, cancelled: { false })
    #expect(host.asked == ["ps", "ps", "ps", "ps"])
    #expect(
      host.commands.first?.last == "label=kilim.run=01234567-89ab-4def-8123-456789abcdef-007")
  }

  @Test func `says nothing of a container whose engine is away`() throws {
    let sandbox = try Sandbox()
    let host = FakeHost { _ in FakeHost.complains(Self.down) }
    let keeper = try keeper(sandbox, host)
    var question = question(.ended(record(125)))
    #expect(
      keeper.settle(question, cancelled: { false })
        == .outOfReach(.runtimeUnavailable, reason: Self.down))
    question.isUnwanted = true
    #expect(
      keeper.settle(question, cancelled: { false })
        == .outOfReach(.runtimeUnavailable, reason: Self.down))
    #expect(keeper.remove()?.condition == .runtimeUnavailable)
    let slow = try self.keeper(sandbox, FakeHost { _ in .timedOut })
    #expect(
      slow.settle(self.question(.ended(record(125))), cancelled: { false })
        == .outOfReach(.runtimeUnavailable, reason: "docker does not answer"))
  }

  @Test func `fetches what a killed command did not see`() throws {
    let sandbox = try Sandbox()
    let state =
      #"{"Status":"exited","ExitCode":4,"StartedAt":"2026-01-01T00:00:00Z","FinishedAt":"2026-01-01T00:00:01Z"}"#
    let host = FakeHost { words in
      words[1] == "container" ? FakeHost.says(state) : FakeHost.says("")
    }
    let keeper = try keeper(sandbox, host)
    let verdict = keeper.settle(question(.lost(reason: "killed")), cancelled: { false })
    guard case .ended(let record) = verdict else { throw TestFailure("\(verdict)") }
    #expect(record.end == .exited(code: 4) && host.asked == ["container", "logs"])
    #expect(try sandbox.read("tapisjob.exitcode") == "4\n")
    #expect(
      keeper.settle(question(.ended(self.record(4))), cancelled: { false })
        == .ended(self.record(4)))
    #expect(host.asked.last == "container", "what was seen is not fetched again")
  }

  @Test func `removes many containers with one command, and one by one where that fails`() throws {
    let sandboxes = try [Sandbox(), Sandbox()]
    let host = FakeHost { _ in FakeHost.says("") }
    let keepers = try zip(sandboxes, ["aa", "bb"]).map { try keeper($0, made: $1, host) }
    #expect(ContainerKeeper.remove(keepers) == [nil, nil])
    #expect(host.commands.first == ["docker", "rm", "-f", "aa", "bb"])
    #expect(host.asked == ["rm", "ps"])
    for keeper in keepers {
      #expect(!TextFile.exists(ContainerCommand.scratch(of: keeper.plan, attempt: 1)))
    }
    let stuck = FakeHost { words in
      words.contains("bb") ? FakeHost.complains("device or resource busy") : FakeHost.says("")
    }
    let others = try zip(sandboxes, ["aa", "bb"]).map { try keeper($0, made: $1, stuck) }
    #expect(ContainerKeeper.remove(others).map { $0 == nil } == [true, false])
  }

  @Test func `does not believe that a container is gone that is listed`() throws {
    let sandboxes = try [Sandbox(), Sandbox()]
    let host = FakeHost { _ in FakeHost.says("") }
    let name = ContainerCommand.name(
      of: try keeper(sandboxes[0], made: "aa", host).plan, attempt: 1)
    let liar = FakeHost { words in
      FakeHost.says(words.contains("{{.Names}}") ? "other\n\(name)\n" : "")
    }
    let keepers = try [keeper(sandboxes[0], made: "aa", liar)]
    let complaints = ContainerKeeper.remove(keepers)
    #expect(complaints.map { $0?.words.contains("lists it all the same") } == [true])
  }

  @Test func `removes a container twice without harm, and one of a runtime that is gone`() throws {
    let sandbox = try Sandbox()
    let none = FakeHost { _ in FakeHost.complains("Error: No such container: abc123") }
    #expect(try keeper(sandbox, none).remove() == nil)
    #expect(try keeper(sandbox, made: nil, FakeHost { _ in .missing }).remove() == nil)
    let stuck = FakeHost { _ in FakeHost.complains("Error: device or resource busy") }
    #expect(try keeper(sandbox, stuck).remove()?.condition == .launchFailure)
  }
}
