import KilimLifecycle
import KilimModel
import KilimStore
import KilimTestSupport
import Testing

@testable import KilimController

struct ContainerBoardTests {
  private func key(_ image: String, _ options: [PlannedOption] = []) throws -> ImageKey {
    let uuid = try #require(RunUUID("01234567-89ab-4def-8123-456789abcdef-007"))
    var plan = RunPlan(uuid: uuid, created: Timestamp(milliseconds: 0))
    plan.runtime = .docker
    plan.container = PlannedContainer(image: image)
    plan.container?.options = options
    return try #require(ImageKey(plan))
  }

  @Test func `has an image brought once, and remembers it for a while`() throws {
    var board = ImageBoard()
    let key = try key("a")
    guard case .bring(let stop) = board.want(key, for: RunID(1), at: 0) else {
      throw TestFailure("nobody brings it")
    }
    guard case .wait = board.want(key, for: RunID(2), at: 1) else {
      throw TestFailure("it is brought twice")
    }
    #expect(board.leave(RunID(1)) && !stop.isRaised)
    #expect(board.end(key, isHere: true, at: 10) == [RunID(2)])
    guard case .here = board.want(key, for: RunID(3), at: 60_000) else {
      throw TestFailure("it was seen")
    }
    guard case .bring(let last) = board.want(key, for: RunID(3), at: 60_011) else {
      throw TestFailure("it was seen long ago")
    }
    #expect(board.leave(RunID(3)) && last.isRaised && !board.leave(RunID(4)))
  }

  @Test func `asks the registry again only for those who say so`() throws {
    #expect(try key("a", [PlannedOption("--pull", CommandWord("always"))]).policy == .always)
    #expect(try key("a", [PlannedOption("--pull", CommandWord("never"))]).policy == .never)
    #expect(try key("a").policy == .ifMissing)
    let arm = try key(
      "a",
      [
        PlannedOption("--platform", CommandWord("linux/arm64")),
        PlannedOption("--gpus", CommandWord("1")),
      ])
    #expect(arm.options == ["--platform=linux/arm64"])
  }

  @Test func `needs no network for an image that is here`() throws {
    let host = FakeHost { _ in FakeHost.says("sha256:1") }
    #expect(ImageKeeper(host: host, key: try key("a")).bring(cancelled: { false }) == nil)
    #expect(host.asked == ["image"])
    let missing = FakeHost { words in
      words[1] == "pull"
        ? FakeHost.complains("Error response from daemon: manifest unknown")
        : FakeHost.complains("Error: No such image: a")
    }
    let complaint = ImageKeeper(host: missing, key: try key("a")).bring(cancelled: { false })
    #expect(complaint?.condition == .imageNotFound && missing.asked == ["image", "pull"])
    let down = FakeHost { _ in FakeHost.complains("Cannot connect to the Docker daemon at x") }
    #expect(
      ImageKeeper(host: down, key: try key("a")).bring(cancelled: { false })?.condition
        == .runtimeUnavailable)
    #expect(down.asked == ["image"])
  }

  @Test func `asks a runtime that is away less and less often, once for all runs`() {
    var board = RuntimeBoard()
    board.add(RunID(2), .docker, at: 0)
    board.add(RunID(1), .docker, at: 100)
    #expect(board.takeDue(at: 499) == [] && board.takeDue(at: 500) == [.docker])
    #expect(board.takeDue(at: 900) == [], "somebody is at it")
    board.failed(.docker, at: 1000)
    #expect(board.takeDue(at: 1999) == [] && board.takeDue(at: 2000) == [.docker])
    for moment in 1...20 { board.failed(.docker, at: Int64(moment) * 1000) }
    #expect(board.takeDue(at: 29_999) == [] && board.takeDue(at: 30_000) == [.docker])
    #expect(board.answered(.docker) == [RunID(1), RunID(2)] && board.isEmpty)
  }

  @Test func `hands a runtime's command what it needs, and no more`() {
    let variables = [
      "PATH": "/x", "DOCKER_HOST": "unix:///d", "APPTAINER_BIND": "/data", "SECRET": "s",
      "APPTAINERENV_A": "1", "APPTAINER_CACHEDIR": "/c",
    ]
    let facts = HostFacts(
      userName: "a", homeDirectory: "/home/a", hostName: "h", coreCount: 1,
      variable: { variables[$0] })
    #expect(
      RuntimeEnvironment.variables(facts).sorted() == [
        "APPTAINER_CACHEDIR=/c", "DOCKER_HOST=unix:///d", "HOME=/home/a", "PATH=/x",
      ])
  }
}
