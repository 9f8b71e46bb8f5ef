import KilimTestSupport
import Testing

extension EndToEnd {
  /// `samples/slurm`, as its README says.
  @Suite(.enabled(if: SlurmCluster.shouldBeTested, "Slurm is not installed here"))
  struct SlurmSampleTests {
    @Test func `runs the sample as a job and an array`() throws {
      let scene = try SlurmScene(nodes: 4)
      let applied = try scene.sandbox.run("apply", "-f", "\(Samples.folder)/slurm", "--yes")
      #expect(applied.exitCode == 0, "\(applied)")
      let pi = try #require(
        Double(try scene.sandbox.run("logs", "pi").output.filter { !$0.isWhitespace }))
      #expect((3.0...3.3).contains(pi))
      let results = try scene.sandbox.run("results", "sweep/darts", "-o", "csv").output
      #expect(results.split(whereSeparator: \.isNewline).count == 25, "\(results)")
      let jobs = try scene.cluster.run("squeue", "-h", "-t", "all", "-o", "%F")
      #expect(Set(jobs.split(separator: "\n")).count == 2, "one job, one array: \(jobs)")
      let script = try scene.sandbox.run("compile", "pi", "-o", "script").output
      #expect(script.contains("#SBATCH --partition=main\n"), "\(script)")
    }
  }
}
