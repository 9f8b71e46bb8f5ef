import KilimModel
import Testing

@testable import KilimManifest

/// Section 2.2 of the Tapis reference.
struct EnvironmentMergeTests {
  struct Case: Sendable, CustomStringConvertible {
    var description: String
    var system: [EnvironmentVariable] = []
    var app: [EnvironmentVariable] = []
    var job: [EnvironmentVariable] = []
    /// The value; nil for not set.
    var value: String?
    var code: DiagnosticCode?
  }

  private static let notSet = EnvironmentVariable.notSet
  static let cases: [Case] = [
    Case(description: "system alone", system: [.of("K", "s")], value: "s"),
    Case(description: "app alone", app: [.of("K", "a")], value: "a"),
    Case(description: "job alone", job: [.of("K", "j")], value: "j"),
    Case(description: "empty is a value", job: [.of("K", "")], value: ""),
    Case(description: "app over system", system: [.of("K", "s")], app: [.of("K", "a")], value: "a"),
    Case(description: "job over system", system: [.of("K", "s")], job: [.of("K", "j")], value: "j"),
    Case(
      description: "job over both", system: [.of("K", "s")], app: [.of("K", "a")],
      job: [.of("K", "j")], value: "j"),
    Case(
      description: "app hides system by not set", system: [.of("K", "s")], app: [.of("K", notSet)],
      value: nil),
    Case(description: "app without a value is empty", app: [.of("K")], value: ""),
    Case(
      description: "system fixed, app other", system: [.of("K", "s", mode: .fixed)],
      app: [.of("K", "a")], value: "a", code: .fixedValueChanged),
    Case(
      description: "system fixed, app fixed alike", system: [.of("K", "s", mode: .fixed)],
      app: [.of("K", "s", mode: .fixed)], value: "s"),
    Case(
      description: "system fixed, app alike but open", system: [.of("K", "s", mode: .fixed)],
      app: [.of("K", "s")], value: "s", code: .fixedValueChanged),
    Case(
      description: "system fixed, job other", system: [.of("K", "s", mode: .fixed)],
      job: [.of("K", "j")], value: "s", code: .fixedValueChanged),
    Case(
      description: "system fixed, job alike", system: [.of("K", "s", mode: .fixed)],
      job: [.of("K", "s")], value: "s"),
    Case(
      description: "system required, nobody", system: [.of("K", notSet, mode: .required)],
      value: nil, code: .missingValue),
    Case(
      description: "system required, job gives", system: [.of("K", notSet, mode: .required)],
      job: [.of("K", "j")], value: "j"),
    Case(
      description: "system required, app gives on demand",
      system: [.of("K", notSet, mode: .required)], app: [.of("K", "a", mode: .includeOnDemand)],
      value: "a"),
    Case(
      description: "app required, nobody", app: [.of("K", notSet, mode: .required)], value: nil,
      code: .missingValue),
    Case(description: "app required, app value", app: [.of("K", "a", mode: .required)], value: "a"),
    Case(
      description: "app required, excluded", app: [.of("K", "a", mode: .required)],
      job: [.of("K", "j", include: false)], value: "j"),
    Case(
      description: "app fixed, job other", app: [.of("K", "a", mode: .fixed)], job: [.of("K", "j")],
      value: "a", code: .fixedValueChanged),
    Case(
      description: "app fixed, job not set", app: [.of("K", "a", mode: .fixed)],
      job: [.of("K", notSet)], value: "a", code: .fixedValueChanged),
    Case(
      description: "by default, excluded", app: [.of("K", "a")],
      job: [.of("K", "j", include: false)], value: nil,
      code: .droppedVariable),
    Case(description: "by default, not set, silent", app: [.of("K", notSet)], value: nil),
    Case(
      description: "by default, not set, asked for", app: [.of("K", notSet)],
      job: [.of("K", notSet)], value: nil, code: .missingValue),
    Case(
      description: "by default, job takes the app's", app: [.of("K", "a")], job: [.of("K", notSet)],
      value: "a"),
    Case(
      description: "on demand, silent", app: [.of("K", "a", mode: .includeOnDemand)], value: nil),
    Case(
      description: "on demand, named", app: [.of("K", "a", mode: .includeOnDemand)],
      job: [.of("K", "j")], value: "j"),
    Case(
      description: "on demand, asked for", app: [.of("K", "a", mode: .includeOnDemand)],
      job: [.of("K", notSet)], value: "a"),
    Case(
      description: "on demand, excluded", app: [.of("K", "a", mode: .includeOnDemand)],
      job: [.of("K", "j", include: false)], value: nil,
      code: .droppedVariable),
    Case(
      description: "job alone, excluded", job: [.of("K", "j", include: false)], value: nil,
      code: .droppedVariable),
    Case(
      description: "job alone, not set", job: [.of("K", notSet)], value: nil, code: .missingValue),
  ]

  @Test(arguments: cases)
  func `merges system, app and job`(row: Case) {
    let merge = EnvironmentMerge(system: row.system, app: row.app, job: row.job)
    #expect(merge.variables.map(\.value) == row.value.map { [$0] } ?? [])
    #expect(merge.mistakes.map(\.diagnostic.code) == row.code.map { [$0] } ?? [])
  }

  @Test func `sorts by key without case`() throws {
    var bench = Workbench()
    bench.job.attributes.parameterSet.envVariables = [
      .of("zeta", "1"), .of("Alpha", "2"), .of("_x", "3"), .of("beta", "4"), .of("ALPHA_2", "5"),
      .of("_Z", "6"), .of("alpha", "7"),
    ]
    let keys = try bench.plan().environment.map(\.key)
    let order: (String, String) -> Bool = { left, right in
      let (low, high) = (left.lowercased(), right.lowercased())
      return low == high
        ? left < right : Array(low.utf8).lexicographicallyPrecedes(Array(high.utf8))
    }
    #expect(keys == keys.sorted(by: order))
    #expect(Set(keys).count == keys.count)
  }

  @Test func `the base is small and can be overridden`() throws {
    var bench = Workbench()
    #expect(
      try bench.plan().environment.filter { !$0.key.hasPrefix("_tapis") } == [
        PlannedVariable("HOME", "/home/ada"), PlannedVariable("LANG", "C.UTF-8"),
        PlannedVariable("LOGNAME", "ada"), PlannedVariable("PATH", "/usr/local/bin:/usr/bin:/bin"),
        PlannedVariable("PWD", "/work/jobs/\(Workbench.uuidText)"), PlannedVariable("USER", "ada"),
      ])
    bench.system.jobEnvVariables = [.of("LANG", "de_DE.UTF-8"), .of("PATH", "/opt/bin")]
    bench.job.attributes.parameterSet.envVariables = [.of("PATH", "/my/bin")]
    let plan = try bench.plan()
    #expect(plan.variable("LANG") == "de_DE.UTF-8")
    #expect(plan.variable("PATH") == "/my/bin")
    #expect(plan.environment.filter { $0.key == "PATH" }.count == 1)
  }
}
