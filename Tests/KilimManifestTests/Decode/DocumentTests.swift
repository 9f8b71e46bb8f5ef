import KilimManifest
import KilimModel
import Testing

struct DocumentTests {
  @Test func `names an app with its version`() {
    let loaded = ManifestText.load(FullSpecs.app)
    #expect(loaded.documents.first?.name.description == "app/full@v-1")
  }

  @Test func `takes bare definitions of Tapis by their shape`() {
    let text = """
      {"id": "a", "version": "1", "containerImage": "docker://x", "jobType": null}
      ---
      {"id": "s", "systemType": "LINUX", "host": "h", "canExec": false, "description": null}
      ---
      {"name": "j", "appId": "a", "appVersion": "1"}
      """
    let documents = ManifestText.load(text).documents
    #expect(documents.map(\.name.description) == ["app/a@1", "system/s", "job/j"])
    #expect(documents.allSatisfy { !$0.source.isEnvelope })
    guard case .app(let app)? = documents.first?.spec else { return #expect(Bool(false)) }
    #expect(app.jobTypeIsOpen)
    #expect(app.jobType == nil)
  }

  @Test func `the spec always repeats the name`() {
    guard case .job(let job)? = ManifestText.load(ManifestText.job).documents.first?.spec else {
      return #expect(Bool(false))
    }
    #expect(job.name == "sleep")
  }

  @Test func `remembers the names of documents with errors`() {
    let loaded = ManifestText.load(ManifestText.job + "  memoryMB: x\n")
    #expect(loaded.documents.isEmpty)
    #expect(loaded.rejected == [ResourceName(.job, "sleep")])
    #expect(loaded.isComplete)
  }

  @Test func `stops counting mistakes at some point`() {
    let items = String(repeating: "{}, ", count: 20_000)
    let loaded = ManifestText.load(ManifestText.job + "  parameterSet: {appArgs: [\(items)]}\n")
    #expect(loaded.diagnostics.count == 500)
  }

  @Test func `a mistake in an anchored value is one mistake`() {
    let text =
      ManifestText.job + """
          notes: &n {x: 1}
          parameterSet:
            appArgs: [{arg: a, notes: &bad [1]}, {arg: b, notes: *bad}]
        """
    #expect(ManifestText.load(text).diagnostics.map(\.code) == [.wrongType])
  }

  @Test(
    arguments: ["eventCategoryFilter", "jobEventCategoryFilter"], [FullSpecs.job, FullSpecs.app])
  func `knows both names of the event filter everywhere`(name: String, text: String) {
    let changed = text.replacing("jobEventCategoryFilter", with: "eventCategoryFilter")
      .replacing("eventCategoryFilter", with: name)
    #expect(ManifestText.load(changed).diagnostics == [])
  }

  static let places: [(String, Int, Int)] = [
    ("metadata.name", 3, 18), ("metadata.labels.team", 3, 39), ("spec.appId", 6, 10),
    ("spec.parameterSet.appArgs[0].arg", 33, 44), ("spec.parameterSet.appArgs[1].args[1]", 34, 26),
    ("spec.fileInputArrays[0].sourceUrls[0]", 46, 68),
    ("spec.subscriptions[0].jobEventCategoryFilter", 51, 28),
    // What is not there is shown at the nearest key that is.
    ("spec.parameterSet.appArgs[7].arg", 32, 5),
    ("spec.parameterSet.envVariables[0].nothing", 38, 9),
    ("spec.nothing", 4, 1), ("nothing", 1, 1), ("", 1, 1),
  ]

  @Test(arguments: places)
  func `finds the place of a field`(path: String, line: Int, column: Int) throws {
    let source = try #require(ManifestText.load(FullSpecs.job).documents.first?.source)
    let span = source.span(ofPath: path)
    #expect([span.line, span.column] == [line, column])
    #expect(span.file == "a.yaml")
  }

  @Test func `finds keys, and keys with points`() throws {
    let text = ManifestText.job.replacing(
      "{name: sleep}", with: "{name: sleep, labels: {a.b/c: x}}")
    let source = try #require(ManifestText.load(text).documents.first?.source)
    #expect(source.keySpan(ofPath: "spec.appId").column == 3)
    #expect(source.span(ofPath: "metadata.labels.a.b/c").column == 41)
  }

  @Test func `finds the fields of bare documents by the paths of the envelope`() throws {
    let text = "{\"name\": \"j\", \"appId\": \"a\", \"appVersion\": \"1\"}"
    let source = try #require(ManifestText.load(text).documents.first?.source)
    #expect(source.span(ofPath: "metadata.name").column == 10)
    #expect(source.span(ofPath: "spec.appId").column == 24)
  }
}
