import ArgumentParser
import KilimController
import KilimModel

/// What `get` is asked for.
struct Wanted: Hashable {
  enum Kind: Hashable {
    case objects(ResourceKind)
    case runs
    /// Of one sweep.
    case points
  }

  var kind: Kind
  /// Without the kind in front.
  var names: [String]

  /// Reads `jobs`, `job x y`, `job/x` and `job/x#2`; a name with a number asks for runs.
  init(kind text: String, names: [String]) throws(WantedError) {
    var names = names
    var word = text
    if let slash = text.firstIndex(of: "/") {
      word = String(text[..<slash])
      names.insert(String(text[text.index(after: slash)...]), at: 0)
    }
    if ["point", "points"].contains(word.lowercased()) {
      self.names = names.map { $0.hasPrefix("sweep/") ? String($0.dropFirst(6)) : $0 }
      kind = .points
      guard !names.isEmpty else {
        throw WantedError(message: "say of which sweep, as in `kilim get points sweep/x`")
      }
      return
    }
    guard let kind = ResourceKind(userText: word) else {
      throw WantedError(
        message:
          "there is no kind `\(word)`; there are systems, apps, jobs, sweeps, points and runs")
    }
    self.names = names.map { name in
      name.hasPrefix(word + "/") ? String(name.dropFirst(word.count + 1)) : name
    }
    let asksForRuns =
      ["run", "runs"].contains(word.lowercased())
      || kind == .sweep
        && self.names.contains { ResourceName(.sweep, $0).sweepPoint != nil || $0.contains("#") }
      || kind == .job
        && self.names.contains { $0.contains("#") || RunUUID($0) != nil }
    if kind == .sweep, asksForRuns { self.names = self.names.map { "sweep/\($0)" } }
    self.kind = asksForRuns ? .runs : .objects(kind)
  }
}

struct WantedError: Error, Hashable {
  var message: String
}

/// One thing that `get` shows.
enum GetItem {
  case object(ObjectReport)
  case run(RunReport)
  case sweep(SweepReport)
  case point(PointReport)

  var document: JSONValue {
    switch self {
    case .object(let report): ObjectDocument.json(report)
    case .run(let report): RunDocument.json(report)
    case .sweep(let report): SweepDocument.json(report)
    case .point(let point): PointDocument.json(point)
    }
  }

  var name: String {
    switch self {
    case .object(let report): report.name.description
    case .run(let report): report.name.description
    case .sweep(let report): report.name.description
    case .point(let point): point.name.description
    }
  }

  static func table(
    _ items: [GetItem], kind: Wanted.Kind, now: Timestamp, isWide: Bool
  ) -> TextTable {
    switch kind {
    case .points:
      return SweepTable.of(
        items.compactMap { if case .point(let point) = $0 { point } else { nil } })
    case .objects(.sweep):
      return SweepTable.of(
        items.compactMap { if case .sweep(let report) = $0 { report } else { nil } }, now: now)
    case .runs:
      let runs = items.compactMap { if case .run(let report) = $0 { report } else { nil } }
      return RunTable.of(runs, now: now, isWide: isWide)
    case .objects(let kind):
      let objects = items.compactMap { if case .object(let report) = $0 { report } else { nil } }
      return ObjectTable.of(objects, kind: kind, now: now, isWide: isWide)
    }
  }
}
