import KilimLifecycle
import KilimModel
import KilimTestSupport
import Testing

/// `specs/lifecycle.md` says what the rules say. One after the other: all write the same file.
@Suite(.serialized) struct LifecycleDocumentTests {
  @Test func `the document has every transition`() throws {
    let steps = ReachableStates().steps
    var text = "| Event | Happens in | Leads to |\n|---|---|---|\n"
    var names: [String] = []
    for event in ReachableStates.events where !names.contains(event.name) {
      names.append(event.name)
      let these = steps.filter { $0.event.name == event.name }
      text += "| \(event.words) (`\(event.name)`) | \(Self.sources(of: these)) |"
      text += " \(Self.results(of: these)) |\n"
    }
    try GeneratedSection("transitions", in: "specs/lifecycle.md").check(text)
  }

  @Test func `the document has every decision after the launch`() throws {
    var text = "| The launcher says | QUEUED | RUNNING | QUEUED, to be cancelled |"
    text += " RUNNING, to be cancelled |\n|---|---|---|---|---|\n"
    for (words, witness) in Self.witnesses {
      let actions = [false, true].flatMap { cancel in
        [RunStatus.queued, .running].map { status in
          RunLifecycle.next(
            state: RunState(status: status, cancelRequested: cancel), desired: DesiredRun(),
            witness: witness
          ).words
        }
      }
      text += "| \(words) | \(actions.joined(separator: " | ")) |\n"
    }
    try GeneratedSection("decisions", in: "specs/lifecycle.md").check(text)
  }

  @Test func `the document explains every condition`() throws {
    let document = try TextFile.read(GeneratedSection.root + "/specs/lifecycle.md")
    for condition in RunCondition.allCases {
      #expect(document.contains("| `\(condition.rawValue)` |"))
    }
    for status in RunStatus.allCases { #expect(document.contains("| `\(status.name)` |")) }
  }

  private static let witnesses: [(String, LaunchWitness)] = [
    ("nothing yet", .silent), ("that it will answer", .asked), ("never claimed", .notClaimed),
    ("in its queue", .queued),
    ("running", .running(processID: 7)), ("ended", .ended(.success)),
    ("could not be started", .failedToStart(reason: "")),
    ("taken out of the queue", .cancelledBeforeStart), ("lost", .lost(reason: "")),
    ("the command of a container is over", .unsettled),
    ("the runtime: never started", .refused(.imageNotFound, reason: "")),
    ("the runtime: ended from outside", .killed(.success, .outOfMemory, reason: "")),
    ("the runtime: no answer", .outOfReach(.runtimeUnavailable, reason: "")),
  ]

  /// Those that `ReachableStates` has the events bring along: any other could stand in their place.
  private static let broughtAlong: Set<RunCondition> = [
    .unableToStageInputs, .remoteAccessError, .imageNotFound, .outOfMemory, .runtimeUnavailable,
  ]

  private static func sources(of steps: Set<ReachableStates.Step>) -> String {
    let statuses = StatusRange.text(Set(steps.map(\.from.status)))
    guard let condition = steps.first?.from.condition, !broughtAlong.contains(condition),
      steps.allSatisfy({ $0.from.condition == condition })
    else { return statuses }
    return "\(statuses) `\(condition.rawValue)`"
  }

  private static func results(of steps: Set<ReachableStates.Step>) -> String {
    if steps.allSatisfy({ $0.to.status == $0.from.status }) { return "the same status" }
    if steps.allSatisfy({ $0.from.resume == $0.to.status }) { return "the status before" }
    let results = Set(steps.map { Result(status: $0.to.status, condition: $0.to.condition) })
    return results.sorted { $0.order < $1.order }.map(\.words)
      .reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }.joined(separator: ", ")
  }

  private struct Result: Hashable {
    var status: RunStatus
    var condition: RunCondition?

    var order: (Int, String) { (status.rawValue, condition?.rawValue ?? "") }

    var words: String {
      guard let condition else { return status.name }
      return broughtAlong.contains(condition)
        ? "\(status.name) with the condition that it brings"
        : "\(status.name) `\(condition.rawValue)`"
    }
  }
}
