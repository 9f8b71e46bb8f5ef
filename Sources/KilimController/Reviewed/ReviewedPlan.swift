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
      let base = declaration.map { known in
        "\(known.isDeleted ? "removed " : "")\(known.generation)"
          + (known.newestRun.map { "#\($0.number)" } ?? "")
      }
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
    return hasher.finish().hex
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
      "base": .orNull(item.base), "content": .orNull(item.content),
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
    return Item(
      change: change, base: json["base"]?.plainText, content: json["content"]?.plainText)
  }
}

extension JSONValue {
  fileprivate static func orNull(_ text: String?) -> JSONValue { text.map { .string($0) } ?? .null }
}
