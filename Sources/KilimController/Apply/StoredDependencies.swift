import KilimManifest
import KilimModel
import KilimStore

/// What objects of the state depend on, for checks.
struct StoredDependencies {
  private let store: Store?

  /// - Parameter store: nil to know nothing.
  init(_ store: Store?) { self.store = store }

  /// Nil when there is no such object.
  func dependsOn(_ name: ResourceName) -> [ResourceName]? {
    guard let store,
      let object = try? store.read({ reader throws(StoreError) in try reader.object(name) }),
      object.deleted == nil
    else { return nil }
    let texts: [String] =
      switch name.kind {
      case .job: SpecCoding.jobSpec(fromJSON: object.content.spec)?.dependsOn ?? []
      case .sweep: SpecCoding.sweepSpec(fromJSON: object.content.spec)?.dependsOn ?? []
      default: []
      }
    return texts.compactMap(ResourceName.init(reference:))
  }

  func names() -> [String] {
    guard let store else { return [] }
    let kinds: [ResourceKind] = [.job, .sweep, .workflow]
    let objects = try? store.read { reader throws(StoreError) in
      var names: [String] = []
      for kind in kinds { names += try reader.objects(kind: kind).map(\.name.description) }
      return names
    }
    return objects ?? []
  }
}
