import KilimTestSupport
import Testing

extension EndToEnd.Containers {
  @Suite struct SampleTests {
    @Test(arguments: TestRuntime.available)
    func `runs the sample to the same end in each runtime`(runtime: TestRuntime) throws {
      let sandbox = try Sandbox.withContainers()
      let file = "\(Samples.folder)/containers/\(runtime).yaml"
      try bringImage(runtime, file, sandbox)
      let result = try sandbox.run("apply", "-f", file, "--yes")
      #expect(result.exitCode == 0, "\(result)")
      #expect(try sandbox.run("logs", "job/words-\(runtime)").output == "16\nin /TapisExec\n")
      let run = try sandbox.latest("words-\(runtime)")
      #expect(try TextFile.read("\(run.outputDirectory)/words") == "16\n")
      #expect(try sandbox.leftContainers() == [])
    }

    /// Under the name that the sample has for it: there is no registry here, and none is needed.
    private func bringImage(_ runtime: TestRuntime, _ file: String, _ sandbox: Sandbox) throws {
      guard runtime == .apptainer else {
        try sandbox.command(
          runtime.rawValue, "tag", runtime.image, "docker.io/library/busybox:1.36")
        return
      }
      let plan = try sandbox.json(try sandbox.run("compile", "-f", file, "-o", "json"))
      let kept = try #require(plan["container"]?["file"]?.string)
      let folder = String(kept[..<(kept.lastIndex(of: "/") ?? kept.startIndex)])
      try sandbox.command("mkdir", "-p", folder)
      try sandbox.command("cp", runtime.image, kept)
    }
  }
}
