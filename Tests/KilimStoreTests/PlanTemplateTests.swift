import KilimModel
import Testing

@testable import KilimStore

struct PlanTemplateTests {
  private func template(_ seed: Int, _ name: String) throws -> PlanTemplate {
    PlanTemplate(uuid: try Samples.uuid(seed), jobName: name, created: Samples.start)
  }

  private static let names = [
    "a", "1", "-", "0", "digits", "2026-01-01", "uuid", "jobName", "007", "T", "é", "\"", "\\", "",
    "\u{1}", "\u{5}", "true",
  ]

  @Test(arguments: names)
  func `a plan comes back exactly`(name: String) throws {
    let uuid = try Samples.uuid(3)
    let plan = """
      {"jobName":"\(name)","uuid":"\(uuid)","dir":"/x/\(uuid)/\(name)-\(name)","a":"banana a",\
      "created":"\(Samples.start.text)","day":"\(Samples.start.dateText)",\
      "time":"\(Samples.start.timeText)","twice":"\(uuid)\(uuid)\(name)\(name)"}
      """
    let template = try template(3, name)
    let stored = template.template(of: plan)
    #expect(stored.withUnsafeBufferPointer { template.plan(of: $0) } == plan)
  }

  @Test(arguments: ["", "{}", "\u{1}", "\u{6}", "\u{6}\u{1}x", "line\u{2}", "\n\t{}"])
  func `a text with the bytes of marks comes back exactly`(plan: String) throws {
    let template = try template(3, "a")
    let stored = template.template(of: plan)
    #expect(stored.withUnsafeBufferPointer { template.plan(of: $0) } == plan)
  }

  @Test func `plans of like runs have the same template`() throws {
    let templates = try [("digits-1", 1), ("digits-22", 2), ("a", 3)].map { name, seed in
      let owner = RunOwner(id: ObjectID(1), name: Samples.job(name))
      return try template(seed, name).template(
        of: Samples.plan(owner, Samples.uuid(seed), Samples.start))
    }
    #expect(Set(templates).count == 1)
  }

  @Test func `a name is taken out only where it stands alone`() throws {
    let stored = try template(1, "a").template(of: #"{"a":"banana a_b a-b"}"#)
    #expect(String(decoding: stored, as: UTF8.self) == "{\"\u{5}\":\"banana a_b \u{5}-b\"}")
  }

  @Test func `the store gives back the plan that it was given`() throws {
    let scratch = try ScratchState()
    let store = try scratch.open()
    let runs = try (1...3).map { seed in
      try Samples.insertJob(["a", "b", "a"][seed - 1], seed: seed, in: store)
    }
    try store.read { state throws(StoreError) in
      for (index, run) in runs.enumerated() {
        let record = try state.run(run.id)
        let plan = try state.plan(of: run.id)
        #expect(record.map { Samples.plan($0.owner, $0.uuid, $0.created) } == plan, "run \(index)")
      }
      let plans = try state.prepare(
        "SELECT count(*) FROM documents WHERE id IN (SELECT plan FROM runs)")
      #expect(try plans.step() && plans.count(0) == 1)
      plans.reset()
    }
  }
}
