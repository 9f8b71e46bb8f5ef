import KilimModel
import Testing

@testable import KilimManifest

/// The table of section 2.1 of the Tapis reference, every cell with and without an app's value.
struct ArgumentMergeTests {
  enum Outcome: Hashable, Sendable {
    case app, job, excluded, missing, changed
  }
  struct Cell: Sendable, CustomStringConvertible {
    var mode: InputMode?
    var appHasValue: Bool
    /// Nil: the job does not name it.
    var include: Bool??
    var outcome: Outcome
    var description: String {
      "\(mode?.rawValue ?? "default") \(appHasValue) \(String(describing: include))"
    }
  }

  static let unnamed: Bool?? = nil
  static let cells: [Cell] = [
    (.required, [.app, .job, .job, .job], [.missing, .job, .job, .job]),
    (.fixed, [.app, .changed, .changed, .changed], [.missing, .changed, .changed, .changed]),
    (.includeByDefault, [.app, .job, .job, .excluded], [.excluded, .job, .job, .excluded]),
    (.includeOnDemand, [.excluded, .job, .job, .excluded], [.excluded, .job, .job, .excluded]),
    (nil, [.excluded, .job, .job, .excluded], [.excluded, .job, .job, .excluded]),
  ].flatMap { (row: (InputMode?, [Outcome], [Outcome])) -> [Cell] in
    let named: [Bool??] = [unnamed, .some(nil), .some(true), .some(false)]
    return zip(named, row.1).map { Cell(mode: row.0, appHasValue: true, include: $0, outcome: $1) }
      + zip(named, row.2).map { Cell(mode: row.0, appHasValue: false, include: $0, outcome: $1) }
  }

  @Test(arguments: cells, ArgumentList.allCases)
  func `merges by mode`(cell: Cell, list: ArgumentList) {
    let app = Argument.of("k", cell.appHasValue ? "app" : nil, mode: cell.mode)
    let job = cell.include.map { Argument.of("k", "job", include: $0) }
    let merge = ArgumentMerge.merge(list, app: [app], job: job.map { [$0] } ?? [])
    let values = merge.arguments.compactMap(\.value)
    let codes = merge.mistakes.map(\.diagnostic.code)
    switch cell.outcome {
    case .app: #expect(values == [.fragment("app")] && codes.isEmpty)
    case .job: #expect(values == [.fragment("job")] && codes.isEmpty)
    case .excluded: #expect(values.isEmpty && codes.isEmpty)
    case .missing: #expect(values.isEmpty && codes == [.missingValue])
    case .changed: #expect(codes.contains(.fixedValueChanged))
    }
  }

  @Test(arguments: [
    (Argument.of("k", "5"), true), (.of("k", nil), true), (.of("k", "5", include: false), true),
    (.of("k", "6"), false), (.of("k", "5", notes: [:]), true), (.of("k", "5", notes: ""), true),
    (.of("k", "5", notes: nil), true), (.of("k", "5", notes: ["a": 1]), false),
  ])
  func `a fixed argument may be repeated but not changed`(job: Argument, isFine: Bool) {
    let merge = ArgumentMerge.merge(
      .appArgs, app: [.of("k", "5", mode: .fixed)], job: [job])
    #expect(merge.mistakes.isEmpty == isFine)
    #expect(merge.arguments.map(\.value) == [.fragment("5")])
  }

  @Test func `keeps the app's order, then the job's`() {
    let merge = ArgumentMerge.merge(
      .appArgs,
      app: [
        .of("a", "A", mode: .required), .of("b", "B", mode: .includeOnDemand),
        .of("c", "C", mode: .includeByDefault), .of("d", "D", mode: .fixed),
      ],
      job: [
        .of("x", "X"), .of("c", "C2"), .of(nil, "N"), .of("b", "B2"), .of("y", "Y", include: false),
      ])
    #expect(
      merge.arguments.compactMap(\.value) == ["A", "B2", "C2", "D", "X", "N"].map { .fragment($0) })
    #expect(merge.arguments.map(\.layer) == [.app, .job, .job, .app, .job, .job])
    #expect(merge.mistakes.isEmpty)
  }

  @Test func `literal words take part as fragments do`() {
    var app = Argument.of("k", "--k 1", mode: .includeByDefault)
    var job = Argument.of("k")
    job.args = ["--k", "a b"]
    #expect(
      ArgumentMerge.merge(.appArgs, app: [app], job: [job]).arguments.compactMap(\.value)
        == [.words(["--k", "a b"])])
    app.arg = nil
    app.args = ["x"]
    #expect(
      ArgumentMerge.merge(.appArgs, app: [app], job: []).arguments.compactMap(\.value)
        == [.words(["x"])])
  }
}
