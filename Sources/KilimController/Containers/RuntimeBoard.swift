import KilimModel
import KilimStore

/// The runs that wait for a runtime's service, and when it is asked next: one question for all.
struct RuntimeBoard {
  private struct Waiting {
    var runs: Set<RunID> = []
    var due: Int64
    var delay: Int64 = 500
    var isAsked = false
  }

  private static let longestDelay: Int64 = 10_000
  private var waiting: [Runtime: Waiting] = [:]

  var isEmpty: Bool { waiting.isEmpty }

  mutating func add(_ run: RunID, _ runtime: Runtime, at moment: Int64) {
    waiting[runtime, default: Waiting(due: moment + 500)].runs.insert(run)
  }

  /// The runtimes to ask now; each is asked by one at a time.
  mutating func takeDue(at moment: Int64) -> [Runtime] {
    let due = waiting.filter { !$0.value.isAsked && $0.value.due <= moment }.map(\.key)
    for runtime in due { waiting[runtime]?.isAsked = true }
    return due
  }

  /// It gave no answer: it is asked again, later and later.
  mutating func failed(_ runtime: Runtime, at moment: Int64) {
    guard var entry = waiting[runtime] else { return }
    entry.isAsked = false
    entry.delay = min(entry.delay * 2, Self.longestDelay)
    entry.due = moment + entry.delay
    waiting[runtime] = entry
  }

  /// It answers: the runs that waited, in the order of their keys.
  mutating func answered(_ runtime: Runtime) -> [RunID] {
    (waiting.removeValue(forKey: runtime)?.runs ?? []).sorted()
  }
}
