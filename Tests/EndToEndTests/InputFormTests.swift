import KilimTestSupport
import Testing

extension EndToEnd {
  /// All the ways in which a manifest may come (product, section 2).
  @Suite struct InputFormTests {
    @Test func `reads manifests from standard input`() throws {
      let sandbox = try Sandbox()
      let text = Manifest.app("echo piped") + Manifest.job("one")
      let result = try sandbox.run("apply", "-f", "-", "--yes", input: text)
      #expect(result.exitCode == 0, "\(result)")
      #expect(try sandbox.latest("one").status == "FINISHED")
    }

    @Test func `reads a folder with its subfolders in any order`() throws {
      let sandbox = try Sandbox()
      try sandbox.write(Manifest.job("one"), to: "all/a-job.yaml")
      try sandbox.write(Manifest.app("true"), to: "all/z/apps/work.yml")
      try sandbox.write("not a manifest", to: "all/notes.txt")
      let result = try sandbox.run("apply", "-f", "all", "--yes")
      #expect(result.exitCode == 0, "\(result)")
      #expect(try sandbox.latest("one").status == "FINISHED")
    }

    @Test func `reads many documents and a job that stands before its app`() throws {
      let sandbox = try Sandbox()
      let jobs = (1...5).map { Manifest.job("job-\($0)") }.joined()
      try sandbox.write(jobs + Manifest.app("true"), to: "all.yaml")
      #expect(try sandbox.run("apply", "-f", "all.yaml", "--yes").exitCode == 0)
      let runs = try sandbox.runs()
      #expect(runs.count == 5 && runs.allSatisfy { $0.status == "FINISHED" }, "\(runs)")
    }

    @Test func `reads several files of a glob that the shell did not expand`() throws {
      let sandbox = try Sandbox()
      try sandbox.write(Manifest.app("true"), to: "m/app.yaml")
      try sandbox.write(Manifest.job("one"), to: "m/job.yaml")
      #expect(try sandbox.run("apply", "-f", "m/*.yaml", "--yes").exitCode == 0)
    }

    @Test func `takes raw Tapis JSON of a system, an app and a job`() throws {
      let sandbox = try Sandbox()
      try sandbox.write(RawTapis.system(sandbox.path("jobs")), to: "tapis/system.json")
      try sandbox.write(RawTapis.app(try bundle(sandbox)), to: "tapis/app.json")
      try sandbox.write(RawTapis.job, to: "tapis/job.json")
      let result = try sandbox.run("apply", "-f", "tapis", "--yes")
      #expect(result.exitCode == 0, "\(result)")
      let run = try sandbox.latest("raw-job")
      #expect(run.status == "FINISHED", "\(run)")
      let output = try TextFile.read("\(run.outputDirectory)/tapisjob.out")
      #expect(output == "raw world\n")
    }

    @Test func `takes a JSON document with the envelope`() throws {
      let sandbox = try Sandbox()
      try sandbox.write(Manifest.app("true"), to: "app.yaml")
      try sandbox.write(
        #"{"apiVersion": "kilim/v1", "kind": "Job", "metadata": {"name": "one"}, "#
          + #""spec": {"appId": "work", "appVersion": "1.0"}}"#, to: "job.json")
      let result = try sandbox.run("apply", "-f", "app.yaml", "-f", "job.json", "--yes")
      #expect(result.exitCode == 0, "\(result)")
    }

    private func bundle(_ sandbox: Sandbox) throws -> String {
      try sandbox.write("#!/bin/sh\necho raw \"$1\"\n", to: "raw/tapisjob_app.sh", mode: 0o755)
      let packed = try sandbox.start(
        program: "/bin/tar", ["-C", "raw", "-czf", "raw.tar.gz", "tapisjob_app.sh"]
      ).wait()
      #expect(packed.exitCode == 0, "\(packed)")
      return sandbox.path("raw.tar.gz")
    }
  }
}
