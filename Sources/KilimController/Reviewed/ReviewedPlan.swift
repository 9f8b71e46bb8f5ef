import KilimLifecycle
import KilimManifest
package import KilimModel
import KilimStore

/// What `diff -o plan.json` writes and `apply plan.json` runs: where the manifests are, what was
/// allowed, and each object with what becomes of it. It holds no manifests and no values of fields.
package struct ReviewedPlan: Sendable, Hashable {
  /// Absolute paths, as they were given.
  package var paths: [String]
  package var options: ApplyOptions
  package private(set) var digest: Digest
  private var items: [Item]

  /// One object, before and after.
  private struct Item: Sendable, Hashable {
    var change: Change
    /// Of what was known: generation and newest run; nil for nothing.
    var base: String?
    /// Of the new text, and of all that can change its run's result, bundles and inputs included.
    var content: String?

    /// The words are for people; what they say stands in the other members.
    func isSame(as other: Item) -> Bool {
      change.name == other.change.name && change.action == other.change.action
        && change.runs == other.change.runs && change.coreHours == other.change.coreHours
        && change.points == other.change.points
        && base == other.base && content == other.content
    }
  }

  init(
    _ plan: ApplyPlan, paths: [String], in reader: StoreReader
  ) throws(StoreError) {
    self.paths = paths
    options = plan.options
    items = []
    items.reserveCapacity(plan.changes.count)
    for (index, change) in plan.changes.enumerated() {
      let declaration = try reader.declaration(change.name)
      var base = declaration.map { known in
        "\(known.isDeleted ? "removed " : "")\(known.generation)"
          + (known.newestRun.map { "#\($0.number)" } ?? "")
      }
      if let sweep = try reader.sweep(change.name) { base = base.map { $0 + sweep.base } }
      let entry = index < plan.entries.count ? plan.entries[index] : nil
      items.append(Item(change: change, base: base, content: entry?.fingerprint))
    }
    digest = Digest.of("")
    digest = Digest.of(body.text)
  }

  /// The objects that are different now; empty when all is as it was reviewed.
  package func differences(from now: ReviewedPlan) -> [ResourceName] {
    let known = Dictionary(
      items.map { ($0.change.name, $0) }, uniquingKeysWith: { first, _ in first })
    let current = Dictionary(
      now.items.map { ($0.change.name, $0) }, uniquingKeysWith: { first, _ in first })
    let changed = now.items.filter { item in
      known[item.change.name].map { !$0.isSame(as: item) } ?? true
    }
    return changed.map(\.change.name)
      + items.map(\.change.name).filter { current[$0] == nil }
  }
}

extension ApplyEntry {
  fileprivate var fingerprint: String {
    var hasher = Digest.Hasher()
    hasher.update(digest)
    if let job { hasher.update(job.fullIdentity) }
    if let sweep {
      hasher.update(sweep.fullIdentity)
      hasher.update(sweep.table.identities)
    }
    return hasher.finish().hex
  }
}

extension SweepRecord {
  /// What of a sweep moves with an apply, a retry or a cancellation, and not with the runs of its
  /// points: how those end is seen by what would become of the points.
  fileprivate var base: String {
    let limit = settings.lastPosition.map { " limit \($0)" } ?? ""
    return " points \(nextPosition - 1)\(limit)\(isStopped ? " stopped" : "")"
  }
}

// As a file.
extension ReviewedPlan {
  private static let kind = "ApplyPlan"

  package var json: JSONValue {
    guard case .object(let members) = body else { return .null }
    return .object(members + [.init("digest", .string(digest.hex))])
  }

  /// All but the digest, which is taken of it.
  private var body: JSONValue {
    [
      "apiVersion": "kilim/v1", "kind": .string(Self.kind),
      "paths": .array(paths.map { .string($0) }),
      "options": [
        "replaceRunning": .bool(options.replaceRunning), "refresh": .bool(options.refresh),
        "inventory": .orNull(options.inventory?.name),
        "prune": .bool(options.inventory?.prunes ?? false),
        "limit": options.sweepLimit.map { .integer(Int64($0)) } ?? .null,
      ],
      "changes": .array(items.map(Self.json)),
    ]
  }

  private static func json(_ item: Item) -> JSONValue {
    let change = item.change
    return [
      "kind": .string(change.name.kind.rawValue), "name": .string(change.name.name),
      "action": .string(change.action.rawValue), "reason": .orNull(change.reason),
      "runs": .integer(Int64(change.runs)), "coreHours": .number(change.coreHours),
      "points": change.points?.json ?? .null, "base": .orNull(item.base),
      "content": .orNull(item.content),
    ]
  }

  /// - Throws: `.refused` for a file that somebody changed, and for what is no plan.
  package init(reading bytes: [UInt8], name: String) throws(EngineError) {
    guard let json = try? JSONValue(reading: bytes), json["kind"]?.plainText == Self.kind,
      let digest = json["digest"]?.plainText.flatMap(Digest.init(hex:)),
      let paths = json["paths"]?.items?.all(\.plainText),
      let options = json["options"], let items = json["changes"]?.items?.all(Self.item)
    else {
      throw EngineError(
        "\(name) is no plan", hint: "`kilim diff -f FILE -o plan.json` writes one", kind: .refused)
    }
    self.paths = paths
    self.items = items
    self.digest = digest
    self.options = ApplyOptions()
    self.options.isConfirmed = true
    self.options.replaceRunning = options["replaceRunning"] == true
    self.options.refresh = options["refresh"] == true
    self.options.inventory = options["inventory"]?.plainText.map {
      InventoryOptions(name: $0, prunes: options["prune"] == true)
    }
    if case .integer(let limit)? = options["limit"] { self.options.sweepLimit = Int(limit) }
    // Also what is not read here counts: the file is the reviewed one or it is not.
    guard Digest.of(body.text) == digest, self.json == json else {
      throw EngineError(
        "\(name) was changed after it was written; nothing was applied",
        hint: "run `kilim diff` again", kind: .refused)
    }
  }

  private static func item(_ json: JSONValue) -> Item? {
    guard let kind = json["kind"]?.plainText.flatMap(ResourceKind.init(rawValue:)),
      let name = json["name"]?.plainText,
      let action = json["action"]?.plainText.flatMap(Change.Action.init(rawValue:)),
      case .integer(let runs)? = json["runs"]
    else { return nil }
    var change = Change(
      name: ResourceName(kind, name), action: action, reason: json["reason"]?.plainText,
      runs: Int(runs))
    switch json["coreHours"] {
    case .number(let hours)?: change.coreHours = hours
    case .integer(let hours)?: change.coreHours = Double(hours)
    default: return nil
    }
    if let points = json["points"], points != .null {
      guard let tally = PointTally(json: points) else { return nil }
      change.points = tally
    }
    return Item(
      change: change, base: json["base"]?.plainText, content: json["content"]?.plainText)
  }
}

extension JSONValue {
  fileprivate static func orNull(_ text: String?) -> JSONValue { text.map { .string($0) } ?? .null }
}

extension PointTally {
  private static var members: [(String, WritableKeyPath<PointTally, Int>)] {
    [
      ("added", \.added), ("unchanged", \.unchanged), ("restored", \.restored),
      ("restarted", \.restarted), ("refreshed", \.refreshed), ("released", \.released),
      ("cancelled", \.cancelled), ("leaving", \.leaving), ("dropped", \.dropped),
      ("retired", \.retired),
    ]
  }

  fileprivate var json: JSONValue {
    .object(
      Self.members.map { JSONValue.Member($0.0, .integer(Int64(self[keyPath: $0.1]))) })
  }

  fileprivate init?(json: JSONValue) {
    self.init()
    for (name, path) in Self.members {
      guard case .integer(let count)? = json[name] else { return nil }
      self[keyPath: path] = Int(count)
    }
  }
}
