import KilimManifest
import KilimModel
import KilimStore

/// What is known of a run and of the one before it.
struct RunOrigin {
  var entry: LedgerEntry
  var origin: WhyReport.Origin
  var differences: [IdentityDifference] = []
  /// Nil for a run that is no longer kept.
  var components: IdentityComponents?

  /// - Parameter entries: all runs of the object, oldest first.
  init(
    _ entry: LedgerEntry, among entries: [LedgerEntry], _ comparison: inout IdentityComparison
  ) throws(StoreError) {
    self.entry = entry
    let reader = comparison.reader
    components = try reader.identityComponents(of: entry.run)
    guard let before = entries.last(where: { $0.number < entry.number }) else {
      origin = .first
      return
    }
    let name = RunName(owner: before.owner, number: before.number)
    let request = try reader.history(of: entry.run).first?.message.flatMap {
      RunRequest(rawValue: $0)
    }
    if let request {
      origin = .asked(request, after: name)
    } else {
      origin = before.identity == entry.identity ? .repeated(after: name) : .changed(since: name)
    }
    if let components, let old = try reader.identityComponents(of: before.run) {
      differences = try comparison.differences(from: old, to: components)
    }
  }
}

extension StoreReader {
  func identityComponents(of run: RunID) throws(StoreError) -> IdentityComponents? {
    try components(of: run).flatMap { try? JSONValue(reading: $0) }.flatMap {
      IdentityComponents(json: $0)
    }
  }
}
