import KilimController
import KilimModel
import Testing

@testable import KilimCommands

@Suite struct DifferenceListingTests {
  private static func field(
    _ kind: FieldChange.Kind, _ path: String, _ old: JSONValue?, _ new: JSONValue?,
    identity: Bool = false, line: Int = 3
  ) -> FieldChange {
    FieldChange(
      kind: kind, path: path, label: path, old: old, new: new, isIdentity: identity,
      file: "a.yaml", line: line)
  }

  private static let changes = [
    Change(name: ResourceName(.app, "a@1"), action: .updated),
    Change(name: ResourceName(.job, "new"), action: .created, runs: 1),
    Change(
      name: ResourceName(.job, "old"), action: .rerun, reason: "changed since run #1", runs: 1),
    Change(name: ResourceName(.job, "same"), action: .unchanged),
    Change(name: ResourceName(.job, "stale"), action: .unchanged, reason: "Stale: the App"),
  ]

  private static let details: [ChangeDetail] = {
    var details = [ChangeDetail](repeating: ChangeDetail(), count: 5)
    details[0].fields = [field(.changed, "spec.command[1]", "x", "y: z", identity: true)]
    details[0].affected = [
      AffectedJob(name: ResourceName(.job, "stale"), becomesStale: true),
      AffectedJob(name: ResourceName(.job, "old"), becomesStale: false),
    ]
    details[1].fields = [field(.added, "spec.appId", nil, "a", identity: true, line: 12)]
    details[2].fields = [
      field(.removed, "spec.maxMinutes", 3, nil),
      field(.reordered, "spec.parameterSet.appArgs", ["k", "l"], ["l", "k"], identity: true),
      field(.changed, "metadata.labels.team", "one", "two"),
    ]
    return details
  }()

  @Test func `lists what changes field by field`() {
    let listing = DifferenceListing(paint: .none, width: nil)
    #expect(
      listing.text(Self.changes, Self.details) == """
        ~ app/a@1 updated
          ~ command[1]: x → "y: z"  a.yaml:3  changes results
            makes Stale: job/stale
            used by: job/old
        + job/new created
          + appId: a  a.yaml:12
        ~ job/old rerun: changed since run #1
          - maxMinutes: 3
          ~ parameterSet.appArgs: [k, l] → [l, k]  a.yaml:3  new run
          ~ metadata.labels.team: one → two        a.yaml:3
        = job/stale unchanged: Stale: the App
        1 created, 1 updated, 2 unchanged, 1 rerun; 2 runs to start

        """)
  }

  @Test func `colours on a terminal and keeps to its width`() {
    let listing = DifferenceListing(paint: Paint(isColoured: true), width: 40)
    let text = listing.text(Self.changes, Self.details)
    #expect(text.contains("\u{1B}[32m+ job/new created\u{1B}[0m"))
    #expect(text.contains("\u{1B}[31m  - maxMinutes: 3"))
    var plain = text
    for code in ["0", "1", "2", "31", "32", "33", "34"] {
      plain = plain.replacing("\u{1B}[\(code)m", with: "")
    }
    let lines = plain.split(separator: "\n" as Character).dropLast()
    #expect(lines.allSatisfy { $0.count <= 40 }, "\(plain)")
  }

  @Test func `the JSON adds the fields to the contract`() {
    let json = ChangeDocument.json(
      diagnostics: [], changes: Self.changes, details: Self.details)
    #expect(
      json["changes"]?.text.hasPrefix(
        #"[{"kind":"App","name":"a@1","action":"updated","reason":null,"runs":0,"coreHours":0.0,"fields":["#
          + #"{"path":"spec.command[1]","old":"x","new":"y: z","identity":true,"#
          + #""file":"a.yaml","line":3}],"affects":[{"kind":"Job","name":"stale","stale":true},"#
      ) == true)
    let apply = ChangeDocument.json(diagnostics: [], changes: Self.changes)
    guard case .array(let items)? = apply["changes"] else {
      Issue.record("no changes")
      return
    }
    #expect(items.allSatisfy { $0["fields"] == .none })
  }
}
