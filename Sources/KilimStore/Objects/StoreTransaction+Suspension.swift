/// Who holds the runs of an object back.
package struct Suspension: OptionSet, Sendable, Hashable {
  package let rawValue: Int
  package init(rawValue: Int) { self.rawValue = rawValue }

  /// `kilim suspend`.
  package static let command = Suspension(rawValue: 1)
  /// `suspend: true` of the manifest.
  package static let manifest = Suspension(rawValue: 2)
}

extension StoreReader {
  /// Whether no run of an object may start.
  package func isSuspended(_ object: ObjectID) throws(StoreError) -> Bool {
    try !suspension(of: object).isEmpty
  }

  package func suspension(of object: ObjectID) throws(StoreError) -> Suspension {
    let select = try prepare("SELECT suspension FROM objects WHERE id = ?")
    select.bind(1, object.rawValue)
    guard try select.step() else { return [] }
    defer { select.reset() }
    return Suspension(rawValue: select.count(0))
  }

  /// All suspended objects: cheap, however many others there are.
  package func suspendedObjects() throws(StoreError) -> Set<ObjectID> {
    let select = try prepare("SELECT id FROM objects WHERE suspension > 0")
    defer { select.reset() }
    var objects: Set<ObjectID> = []
    while try select.step() { objects.insert(ObjectID(select.integer(0))) }
    return objects
  }
}

extension StoreTransaction {
  /// Adds or takes away one of those who hold an object's runs back. Writes nothing when it is so
  /// already; false then.
  @discardableResult
  package func setSuspended(
    _ object: ObjectID, by who: Suspension, _ isHeld: Bool
  ) throws(StoreError) -> Bool {
    let before = try suspension(of: object)
    let after = isHeld ? before.union(who) : before.subtracting(who)
    guard after != before else { return false }
    let update = try prepare("UPDATE objects SET suspension = ? WHERE id = ?")
    update.bind(1, after.rawValue)
    update.bind(2, object.rawValue)
    try update.run()
    return true
  }
}
