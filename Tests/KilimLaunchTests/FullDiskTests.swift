import Glibc
import KilimModel
import Testing

@testable import KilimLaunch

struct FullDiskTests {
  /// Limits how large the files of a launcher may grow, as a full disk would.
  private func limit(_ scene: LauncherScene, to size: String, with helper: LauncherScene) throws {
    let process = try #require(scene.launcherProcess)
    let request = helper.shell("prlimit --pid \(process) --fsize=\(size):unlimited")
    #expect(try helper.run([request])[request.token]?.exit?.end == .exited(code: 0))
  }

  @Test func `without room for its journal, the launcher starts nothing and loses no end`() throws {
    let scene = try LauncherScene()
    let helper = try LauncherScene()
    let running = scene.shell("while [ ! -e go ]; do sleep 0.01; done; exit 6")
    try scene.client.submit([running])
    _ = try scene.started(running.token)
    try limit(scene, to: "64", with: helper)

    let waiting = scene.shell("exit 7")
    try scene.client.submit([waiting])
    try "".write(to: scene.path("go"), mode: 0o600)
    #expect(throws: LaunchError.journal(reason: "file too large")) {
      while try scene.nextEvents().allSatisfy({ $0.lastOfToken == nil }) {}
    }
    // Its end is not on disk, so it is not told; the other one is not started.
    let evidence = try scene.client.attach([running.token, waiting.token])
    #expect(evidence.values.allSatisfy { $0.exit == nil })
    #expect(scene.text(of: "out2") == nil)

    try limit(scene, to: "unlimited", with: helper)
    let events = try scene.lastEvents(of: [running.token, waiting.token])
    #expect(events[running.token]?.exit?.end == .exited(code: 6))
    #expect(events[waiting.token]?.exit?.end == .exited(code: 7))
    try scene.killLauncher()
    try scene.reconnect()
    let stored = try scene.client.attach([running.token, waiting.token])
    #expect(stored[running.token]?.exit?.end == .exited(code: 6))
    #expect(stored[waiting.token]?.exit?.end == .exited(code: 7))
  }
}
