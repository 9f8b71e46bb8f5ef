import KilimTestSupport
import Testing

extension EndToEnd {
  @Suite struct ClusterTests {
    private let sample = "\(Samples.folder)/cluster"

    @Test func `validates the sample of a cluster with a word on what cannot run yet`() throws {
      let sandbox = try Sandbox()
      let isolated = try sandbox.run("validate", "--isolated", "-f", sample)
      #expect(isolated.exitCode == 0 && isolated.error == "", "\(isolated)")
      let result = try sandbox.run("validate", "-f", sample)
      #expect(result.exitCode == 0 && result.error.contains("warning[K0214]"), "\(result)")
      #expect(try sandbox.start(["apply", "-f", sample, "--yes"]).wait().exitCode == 1)
    }

    @Test func `compiles the sample of a cluster and says what is asked for there`() throws {
      let result = try Sandbox().run("compile", "-f", sample)
      #expect(result.exitCode == 0 && result.output.contains("--ntasks"), "\(result)")
      #expect(result.error.contains("note: `HOST_EVAL($SCRATCH)` stands for"), "\(result)")
    }
  }
}
