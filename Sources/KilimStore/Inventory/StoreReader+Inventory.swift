package import KilimModel

/// One object of an inventory.
package struct InventoryMember: Sendable, Hashable {
  package var id: ObjectID
  package var name: ResourceName
  /// The declaration was removed by other means.
  package var isDeleted: Bool

  package init(id: ObjectID, name: ResourceName, isDeleted: Bool) {
    self.id = id
    self.name = name
    self.isDeleted = isDeleted
  }
}

extension StoreReader {
  /// What came from a set of sources, in no order; empty for one that was never applied.
  package func inventory(_ name: String) throws(StoreError) -> [InventoryMember] {
    let select = try prepare(
      """
      SELECT m.object, o.kind, o.name, o.deleted IS NOT NULL
      FROM inventories i JOIN inventory_members m ON m.inventory = i.id
      JOIN objects o ON o.id = m.object WHERE i.name = ?
      """)
    select.bind(1, name)
    defer { select.reset() }
    var members: [InventoryMember] = []
    while try select.step() {
      members.append(
        InventoryMember(
          id: ObjectID(select.integer(0)), name: try resourceName(select, kind: 1, name: 2),
          isDeleted: select.flag(3)))
    }
    return members
  }

  /// The objects that came from some sets of sources.
  ///
  /// - Parameter isCounted: told the name of each inventory.
  package func inventoryObjects(
    where isCounted: (String) -> Bool
  ) throws(StoreError) -> Set<ObjectID> {
    let names = try prepare("SELECT id, name FROM inventories")
    var inventories: [Int64] = []
    while try names.step() {
      if isCounted(names.text(1)) { inventories.append(names.integer(0)) }
    }
    let select = try prepare("SELECT object FROM inventory_members WHERE inventory = ?")
    var objects: Set<ObjectID> = []
    for inventory in inventories {
      select.bind(1, inventory)
      while try select.step() { objects.insert(ObjectID(select.integer(0))) }
    }
    return objects
  }
}

extension StoreTransaction {
  /// Notes what came from a set of sources, and what does not any more.
  package func changeInventory(
    _ name: String, adding new: [ObjectID], removing old: [ObjectID]
  ) throws(StoreError) {
    guard !new.isEmpty || !old.isEmpty else { return }
    let inventory = try inventoryID(name)
    let insert = try prepare("INSERT OR IGNORE INTO inventory_members VALUES (?, ?)")
    for object in new {
      insert.bind(1, inventory)
      insert.bind(2, object.rawValue)
      try insert.run()
    }
    let delete = try prepare("DELETE FROM inventory_members WHERE inventory = ? AND object = ?")
    for object in old {
      delete.bind(1, inventory)
      delete.bind(2, object.rawValue)
      try delete.run()
    }
  }

  private func inventoryID(_ name: String) throws(StoreError) -> Int64 {
    let select = try prepare("SELECT id FROM inventories WHERE name = ?")
    select.bind(1, name)
    if try select.step() {
      defer { select.reset() }
      return select.integer(0)
    }
    let insert = try prepare("INSERT INTO inventories (name) VALUES (?)")
    insert.bind(1, name)
    try insert.run()
    return database.lastInsertedRowID
  }
}
