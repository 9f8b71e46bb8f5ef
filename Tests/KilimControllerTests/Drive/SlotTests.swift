import KilimLifecycle
import KilimModel
import KilimTestSupport
import Testing

@testable import KilimController

struct SlotTests {
  @Test func `runs no more jobs of a system at a time than its jobMaxJobs`() throws {
    let scene = try Scene()
    let log = scene.sandbox.path("log")
    // Each job notes its start and its end, in one write each.
    let script = "echo + >>\(log); sleep 0.02; echo - >>\(log)"
    let narrow = ["execSystemId: narrow"]
    let outcome = try scene.apply(
      Declared.system("narrow", slots: 3, folder: scene.sandbox.path("jobs"))
        + Declared.app(script)
        + (1...30).map { Declared.job("job-\($0)", more: narrow) }.joined())
    let states = try scene.drive(outcome.runs)
    #expect(states.values.allSatisfy { $0.status == .finished })
    var (now, most) = (0, 0)
    for mark in try scene.sandbox.read("log") where mark != "\n" {
      now += mark == "+" ? 1 : -1
      most = max(most, now)
    }
    #expect(now == 0 && most <= 3 && most >= 1, "\(most)")
  }

  @Test func `runs the jobs of a free system while another one is full`() throws {
    let scene = try Scene()
    let go = try scene.sandbox.beacon("go")
    let up = try scene.sandbox.beacon("up")
    let count = 1 + Capacity.reserve + 50
    // The reserve of `full` is used up, and more of its jobs stand before the one of `free`.
    let waiting = (1...count).map {
      Declared.job("waiting-\($0)", app: "waits", more: ["execSystemId: full"])
    }
    let outcome = try scene.apply(
      Declared.system("full", slots: 1, folder: scene.sandbox.path("full"))
        + Declared.system("free", slots: 1, folder: scene.sandbox.path("free"))
        + Declared.app("echo up >\(up.path); read line <\(go.path); exit 7", name: "waits")
        + Declared.app("true") + waiting.joined()
        + Declared.job("quick", more: ["execSystemId: free"]))
    let drive = try BackgroundDrive(scene.plane, outcome.runs)
    _ = try up.line()
    try drive.observer.wait(for: scene.name("quick"), .finished)
    #expect(try scene.report("waiting-1").status == .running)
    #expect(try scene.report("waiting-\(count)").status == .pending)
    #expect(try !drive.stop().isReached)
  }

  @Test func `takes a changed jobMaxJobs over while jobs run`() throws {
    let scene = try Scene()
    let go = try scene.sandbox.beacon("go")
    let up = try scene.sandbox.beacon("up")
    func manifest(slots: Int) -> String {
      Declared.system("narrow", slots: slots, folder: scene.sandbox.path("jobs"))
        + Declared.app("echo up >\(up.path); read line <\(go.path)")
        + (1...2).map { Declared.job("job-\($0)", more: ["execSystemId: narrow"]) }.joined()
    }
    let outcome = try scene.apply(manifest(slots: 1))
    let drive = try BackgroundDrive(scene.plane, outcome.runs)
    _ = try up.line()
    _ = try scene.apply(manifest(slots: 2), through: scene.otherPlane())
    _ = try up.line()
    for _ in 1...2 { go.send("on") }
    #expect(try drive.result().states.values.allSatisfy { $0.status == .finished })
  }

  @Test func `gives the room of runs back that fail before they are submitted`() throws {
    let scene = try Scene()
    try scene.sandbox.write("here", to: "input.txt")
    let input = [
      "execSystemId: narrow",
      "fileInputs: [{name: data, sourceUrl: ./input.txt, targetPath: data}]",
    ]
    let outcome = try scene.apply(
      Declared.system("narrow", slots: 1, folder: scene.sandbox.path("jobs"))
        + Declared.app("true")
        + (1...300).map { Declared.job("job-\($0)", more: input) }.joined()
        + Declared.job("last", more: ["execSystemId: narrow"]))
    let remove = try scene.sandbox.start(program: "/bin/rm", [scene.sandbox.path("input.txt")])
    #expect(try remove.wait().exitCode == 0)
    let states = try scene.drive(outcome.runs)
    #expect(states[scene.name("last")]?.status == .finished)
    #expect(states.values.count { $0.condition == .unableToStageInputs } == 300)
  }
}
