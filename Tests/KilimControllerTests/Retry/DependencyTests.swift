import KilimLifecycle
import KilimModel
import KilimTestSupport
import Testing

@testable import KilimController

struct DependencyTests {
  @Test func `runs a chain in its order, whatever the order of the manifests`() throws {
    let scene = try Scene()
    let log = scene.sandbox.path("log")
    let outcome = try scene.apply(
      Declared.app("echo $1 >>\(log)")
        + Declared.job("c", ["c"], more: ["dependsOn: [job/b, job/a]"])
        + Declared.job("b", ["b"], more: ["dependsOn: [job/a]"]) + Declared.job("a", ["a"]))
    #expect(try scene.report("c").waiting.count == 2)
    #expect(
      try scene.report("b").waiting == ["WaitingForDependency: job/a has not finished yet"])
    let states = try scene.drive(outcome.runs)
    #expect(states.values.allSatisfy { $0.status == .finished })
    #expect(try scene.sandbox.read("log") == "a\nb\nc\n")
  }

  @Test func `blocks what depends on a failure, and goes on by itself once that is retried`() throws
  {
    let scene = try Scene()
    let flag = scene.sandbox.path("flag")
    let outcome = try scene.apply(
      Declared.app("test $1 != a -o -e \(flag)")
        + Declared.job("a", ["a"]) + Declared.job("b", ["b"], more: ["dependsOn: [job/a]"])
        + Declared.job("c", ["c"], more: ["dependsOn: [job/b]"]))
    let states = try scene.drive(outcome.runs)
    #expect(states[scene.name("a")]?.status == .failed)
    let blocked = try #require(states[scene.name("b")])
    #expect(blocked.status == .blocked && blocked.condition == .dependencyFailed)
    #expect(blocked.message?.contains("`kilim retry job/a`") == true)
    #expect(states[scene.name("c")]?.message?.contains("job/b is BLOCKED itself") == true)
    // Another engine finds them as they are, and writes nothing.
    let before = try scene.report("b").history
    try scene.drive(outcome.runs)
    #expect(try scene.report("b").history == before)

    try scene.sandbox.write("", to: "flag")
    let again = try scene.plane.retry([ResourceName(.job, "a")])
    try scene.drive(again.runs)
    #expect(try scene.report("c").status == .finished)
    #expect(try scene.report("b").name == scene.name("b", 1))
  }

  @Test func `starts at once when the dependency finished long ago`() throws {
    let scene = try Scene()
    let first = Declared.app("true") + Declared.job("a")
    #expect(try scene.run(first).status == .finished)
    let state = try scene.run(first + Declared.job("b", more: ["dependsOn: [job/a]"]))
    #expect(state.status == .finished)
  }

  @Test func `refuses what is not there, and circles`() throws {
    let scene = try Scene()
    let unknown = try scene.plan(
      Declared.app("true") + Declared.job("prepare")
        + Declared.job("b", more: ["dependsOn: [job/prepaer]"])
    ).diagnostics
    #expect(unknown.map(\.code) == [.unknownReference])
    #expect(unknown.first?.hint == "did you mean `job/prepare`?")
    #expect(unknown.first?.path == "spec.dependsOn[0]")
    let circle = try scene.plan(
      Declared.app("true") + Declared.job("a", more: ["dependsOn: [job/c]"])
        + Declared.job("b", more: ["dependsOn: [job/a]"])
        + Declared.job("c", more: ["dependsOn: [job/b]"])
    ).diagnostics
    #expect(circle.map(\.code) == [.dependencyCycle])
    #expect(circle.first?.message.contains("job/a -> job/c -> job/b -> job/a") == true)
    let own = try scene.plan(Declared.app("true") + Declared.job("a", more: ["dependsOn: [job/a]"]))
    #expect(own.diagnostics.map(\.code) == [.dependencyCycle])
  }

  @Test func `sees a circle that closes in the state`() throws {
    let scene = try Scene()
    let both = Declared.app("true") + Declared.job("a")
    try scene.apply(both + Declared.job("b", more: ["dependsOn: [job/a]"]))
    let plan = try scene.plan(
      Declared.app("true") + Declared.job("a", more: ["dependsOn: [job/b]"]))
    #expect(plan.diagnostics.map(\.code) == [.dependencyCycle])
  }

  @Test func `has a thousand jobs wait for one`() throws {
    let scene = try Scene()
    let go = try scene.sandbox.beacon("go")
    let outcome = try scene.apply(
      Declared.app("read line <\(go.path)", name: "waits") + Declared.app("true")
        + (1...1000).map { Declared.job("job-\($0)", more: ["dependsOn: [job/first]"]) }.joined()
        + Declared.job("first", app: "waits"))
    let drive = try BackgroundDrive(scene.plane, outcome.runs)
    try drive.observer.wait(for: scene.name("first"), .running)
    #expect(try scene.report("job-1000").status == .pending)
    go.send("on")
    #expect(try drive.result().states.values.allSatisfy { $0.status == .finished })
  }
}
