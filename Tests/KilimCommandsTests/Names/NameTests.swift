import KilimModel
import Testing

@testable import KilimCommands

@Suite struct NameTests {
  @Test func `takes a name without a kind for a job's`() throws {
    let job = ResourceName(.job, "x")
    #expect(try NameReference("x") == .object(job))
    #expect(try NameReference("job/x") == .object(job))
    #expect(try NameReference("jobs/x") == .object(job))
    #expect(try NameReference("x#2") == .run(job, number: 2))
    #expect(try NameReference("job/x#2") == .run(job, number: 2))
    #expect(try NameReference("app/a@1.0") == .object(ResourceName(.app, "a@1.0")))
  }

  @Test func `knows a run by its uuid`() throws {
    let uuid = RunReportFixture.uuid
    #expect(try NameReference(uuid.description) == .uuid(uuid))
  }

  @Test(arguments: ["", "job/", "pod/x", "x#", "x#0", "x#a", "x#1#2", "#1", "app/a#1"])
  func `refuses what names nothing, as a mistake of usage`(text: String) {
    #expect { try NameReference(text) } throws: { ($0 as? CommandFailure)?.status == .usage }
  }

  @Test(
    arguments: [
      ("jobs", [], .objects(.job), []), ("job", ["x"], .objects(.job), ["x"]),
      ("job/x", [], .objects(.job), ["x"]), ("job/x#2", [], .runs, ["x#2"]),
      ("job", ["job/x"], .objects(.job), ["x"]), ("runs", [], .runs, []),
      ("run", ["x"], .runs, ["x"]), ("Apps", [], .objects(.app), []),
      ("sys/local", [], .objects(.system), ["local"]),
    ] as [(String, [String], Wanted.Kind, [String])])
  func `understands what get is asked for`(
    word: String, given: [String], kind: Wanted.Kind, names: [String]
  ) throws {
    let wanted = try Wanted(kind: word, names: given)
    #expect(wanted.kind == kind && wanted.names == names)
  }

  @Test func `names the nearest spelling of an unknown name`() {
    let known = [ResourceName(.job, "digits-k5"), ResourceName(.job, "hello")]
    let failure = UnknownName.failure(ResourceName(.job, "digts-k5"), known: known)
    #expect(failure.status == .notFound)
    #expect(
      failure.text == "there is no Job `digts-k5`\n  hint: did you mean `job/digits-k5`?")
  }

  @Test func `reads label selectors`() throws {
    let selector = try LabelSelector(option: "team=vision,year==2026,note=a=b")
    #expect(selector.labels == ["team": "vision", "year": "2026", "note": "a=b"])
    for wrong in ["team", "=x", "a!=b", ""] {
      #expect(throws: (any Error).self) { try LabelSelector(option: wrong) }
    }
  }

  @Test(arguments: [("a/b", "a/b"), ("./a//b/", "a/b"), ("", ""), (".", "")])
  func `takes paths among the outputs`(path: String, text: String) throws {
    #expect(try OutputPath(path).text == text)
  }

  @Test(arguments: ["/etc/passwd", "..", "a/../../b"])
  func `refuses paths out of the outputs`(path: String) {
    #expect(throws: CommandFailure.self) { try OutputPath(path) }
  }
}
