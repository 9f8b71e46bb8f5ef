import KilimModel
import KilimTestSupport
import Testing

@testable import KilimManifest

struct ImportTests {
  private static func imported(_ text: String) throws -> ImportedManifest {
    let loaded = ManifestText.load(text, name: text.hasPrefix("{") ? "a.json" : "a.yaml")
    return try #require(TapisImport.manifests(of: loaded.documents).first)
  }

  @Test func `writes an App with its sections and what wants attention`() throws {
    let manifest = try Self.imported(
      #"""
      {"id": "hello", "version": "1.0", "tenant": "t", "owner": null, "runtime": "SINGULARITY",
       "runtimeOptions": ["SINGULARITY_RUN"], "containerImage": "docker://busybox:1",
       "jobType": "BATCH", "tags": [], "notes": {},
       "jobAttributes": {
         "archiveOnAppError": true, "memoryMB": null,
         "parameterSet": {
           "appArgs": [
             {"name": "two", "arg": "-k 'a b'", "inputMode": "FIXED", "description": ""},
             {"name": "live", "arg": "-k $HOME"}],
           "envVariables": [{"key": "TOKEN", "value": "CHANGEME"}]},
         "fileInputs": [{"name": "in", "sourceUrl": "tapis://s/<your file>", "targetPath": "*"}]}}
      """#)
    #expect(manifest.isFaithful)
    #expect(
      manifest.text == #"""
        # App hello@1.0, from a.json
        # Left out, since only the Tapis service uses it: tenant, owner
        apiVersion: kilim/v1
        kind: App
        metadata:
          name: hello
        spec:
          version: "1.0"
          runtime: SINGULARITY
          runtimeOptions: [SINGULARITY_RUN]
          containerImage: docker://busybox:1
          jobType: BATCH
          # What jobs of the App inherit.
          # nothing says maxMinutes and memoryMB, so a run gets maxMinutes 10 and memoryMB 100
          jobAttributes:
            # the older form of archiveMode: true is ALWAYS, false is SKIP_ON_FAIL
            archiveOnAppError: true
            # Arguments, variables and options.
            parameterSet:
              # Arguments of the program, in order.
              appArgs:
                # the same as args: ["-k", a b]
                - name: two
                  description: ""
                  arg: "-k 'a b'"
                  inputMode: FIXED
                - name: live
                  arg: "-k $HOME"
              # Environment variables of the program.
              envVariables:
                # to be filled in
                - key: TOKEN
                  value: CHANGEME
            # Files that are staged before the run.
            fileInputs:
              # to be filled in
              - name: in
                sourceUrl: "tapis://s/<your file>"
                targetPath: "*"
          notes: {}

        """#)
  }

  @Test func `says when a name occurs twice, and writes both`() throws {
    let job = #"{"name": "j", "appId": "a", "appVersion": "1"}"#
    let loaded = ManifestText.load("\(job)\n---\n\(job)", name: "two.yaml")
    let manifests = TapisImport.manifests(of: loaded.documents)
    #expect(manifests.count == 2)
    #expect(
      manifests.last?.text.hasPrefix(
        """
        # Job j, from two.yaml
        # The same name is declared in two.yaml, line 1: keep one of them
        """) == true)
  }

  @Test func `keeps what null means and labels of an envelope`() throws {
    let app = try Self.imported(
      #"{"id": "a", "version": "1", "containerImage": "x", "jobType": null}"#)
    #expect(app.text.contains("lets the System decide.\n  jobType: null\n"))
    let job = try Self.imported(
      "apiVersion: kilim/v1\nkind: Job\nmetadata: {name: j, labels: {\"1\": \"no\"}}\n"
        + "spec: {appId: a, appVersion: '1'}")
    #expect(job.isFaithful)
    #expect(job.text.contains("  labels:\n    \"1\": \"no\"\n"))
  }

  @Test(arguments: [FullSpecs.job, FullSpecs.app, FullSpecs.system, FullSpecs.profile])
  func `writes every field`(text: String) throws {
    #expect(try Self.imported(text).isFaithful)
  }

  @Test(arguments: Corpus.all)
  func `a real definition says the same afterwards`(definition: Corpus.Definition) throws {
    let name = definition.name
    let loaded = ManifestLoader.load([
      SourceFile(name: name, directory: "/corpus", bytes: Array(Corpus.text(of: name).utf8))
    ])
    guard let original = loaded.documents.first, !loaded.diagnostics.hasErrors else { return }
    let manifest = try #require(TapisImport.manifests(of: loaded.documents).first)
    let again = ManifestText.load(manifest.text)
    let document = try #require(again.documents.first, "\(again.diagnostics)\n\(manifest.text)")
    #expect(document.spec == original.spec)
    #expect(SpecCoding.json(of: document.spec) == SpecCoding.json(of: original.spec))
    #expect(identity(document.spec) == identity(original.spec))
    #expect(document.name == original.name)
    let known = Set(loaded.diagnostics.map(\.message))
    #expect(again.diagnostics.filter { !known.contains($0.message) } == [])
    #expect(manifest.isFaithful)
  }

  private func identity(_ spec: ResourceSpec) -> Digest {
    switch spec {
    case .job(let job): SpecCoding.identity(of: job)
    case .app(let app): SpecCoding.identity(of: app)
    case .system, .schedulerProfile, .sweep, .workflow:
      SpecCoding.digest(of: spec, metadata: Metadata(name: "x"))
    }
  }

  @Test func `no text is lost, whatever it looks like`() throws {
    var random = SeededGenerator(seed: 11)
    for _ in 0..<1500 {
      let text = NastyText.any(&random)
      var job = JobSpec()
      (job.name, job.appId, job.appVersion) = ("j", "a", "1")
      job.attributes.description = String(text.unicodeScalars.prefix(2000).map(Character.init))
      job.notes = ["key": .string(text), "list": [.string(text), [.string(text), .number(1.5)]]]
      if case .object(var members)? = job.notes {
        members.append(.init(text, .string(text)))
        members.append(.init(text + "x", [.string(text)]))
        job.notes = .object(members)
      }
      let json = SpecCoding.json(of: job).text
      let original = ManifestText.load(json)
      guard !original.diagnostics.hasErrors else { continue }
      let manifest = try #require(TapisImport.manifests(of: original.documents).first)
      #expect(manifest.isFaithful, "\(json)\n\(manifest.text)")
    }
  }
}
