import KilimModel
import Testing

@testable import KilimManifest

struct ExplanationTests {
  @Test(arguments: ResourceKind.allCases)
  func `the example of every field is a right manifest with that field in it`(kind: ResourceKind) {
    var problems: [String] = []
    func check(_ field: FieldExplanation) {
      let text = field.example.text
      let loaded = ManifestText.load(text, name: "a.json")
      if !loaded.diagnostics.isEmpty || loaded.documents.count != 1 {
        problems.append("\(field.path): \(text) \(loaded.diagnostics.map(\.message))")
      }
      if !text.contains(#""\#(field.name)":"#), !field.name.isEmpty { problems.append(text) }
      for inner in field.fields ?? [] { check(inner) }
    }
    check(FieldExplanation(kind))
    #expect(problems == [])
  }

  @Test(arguments: [
    ("parameterSet", "spec.parameterSet"), ("spec.parameterset", "spec.parameterSet"),
    ("parameterSet.appArgs[0].arg", "spec.parameterSet.appArgs[].arg"),
    ("spec.parameterSet.appArgs[].arg", "spec.parameterSet.appArgs[].arg"),
    ("metadata.labels", "metadata.labels"), ("", ""), ("KIND", "kind"),
    ("subscriptions.jobEventCategoryFilter", "spec.subscriptions[].eventCategoryFilter"),
  ])
  func `finds a field however it is written`(path: String, found: String) throws {
    let steps = path.split(separator: ".").map(String.init)
    let field = try FieldExplanation(.job).find(steps)
    #expect(field.path == found)
  }

  @Test(arguments: [
    ("maxMinuts", "did you mean `job.spec.maxMinutes`?"),
    ("appArgs", "`appArgs` is in `job.spec.parameterSet`"),
    ("parameterSet.appArgs.agr", "did you mean `job.spec.parameterSet.appArgs[].arg`?"),
    ("memoryMB.x", "`job.spec.memoryMB` is a whole number of 1 or more"),
    ("updatePolicy.zzzzzz", "fields: whileRunning, afterFinish"),
  ])
  func `names what was meant by a wrong path`(path: String, hint: String) {
    let steps = path.split(separator: ".").map(String.init)
    do throws(UnknownFieldPath) {
      let found = try FieldExplanation(.job).find(steps)
      Issue.record("found \(found.path)")
    } catch {
      #expect(error.hint == hint)
    }
  }

  @Test func `says whether a change makes a new run`() throws {
    let job = FieldExplanation(.job)
    let paths = [
      "parameterSet.appArgs.arg", "nodeCount", "memoryMB", "metadata.name",
      // An argument of the program is identity, one of the scheduler is not.
      "parameterSet.schedulerOptions.arg",
    ]
    let answers = try paths.map {
      try job.find($0.split(separator: ".").map(String.init)).isIdentity
    }
    #expect(answers == [true, true, false, false, false])
  }
}
