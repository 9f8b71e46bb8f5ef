import KilimModel

/// Finds the differences of two texts of one declaration.
struct FieldComparison {
  private(set) var differences: [FieldDifference] = []
  private var steps: [FieldDifference.Step] = []

  /// - Parameters:
  ///   - record: the fields of the mapping, or of each mapping in the list; nil for anything free.
  ///   - isIdentity: whether what stands here can change a run's result.
  mutating func compare(
    _ old: JSONValue?, _ new: JSONValue?, _ record: RecordDescription?, isIdentity: Bool
  ) {
    switch (old, new) {
    case _ where old == new: break
    case (.object(let old)?, .object(let new)?):
      compareMembers(old, new, record, isIdentity: isIdentity)
    case (.array(let old)?, .array(let new)?):
      compareItems(old, new, record, isIdentity: isIdentity)
    // A new mapping or list is told field by field, each with its place.
    case (.none, .object(let new)?) where !new.isEmpty && record != nil:
      compareMembers([], new, record, isIdentity: isIdentity)
    case (.none, .array(let new)?) where !new.isEmpty && record != nil:
      compareItems([], new, record, isIdentity: isIdentity)
    case (.none, .some(let new)):
      report(.added(new), isIdentity && Self.saysIdentity(new, record))
    case (.some(let old), .none):
      report(.removed(old), isIdentity && Self.saysIdentity(old, record))
    case (.some(let old), .some(let new)): report(.changed(from: old, to: new), isIdentity)
    case (.none, .none): break
    }
  }

  /// Compares below a field.
  mutating func compare(
    field name: String, _ old: JSONValue?, _ new: JSONValue?, _ record: RecordDescription?,
    isIdentity: Bool
  ) {
    inside(.field(name)) { $0.compare(old, new, record, isIdentity: isIdentity) }
  }

  private mutating func compareMembers(
    _ old: [JSONValue.Member], _ new: [JSONValue.Member], _ record: RecordDescription?,
    isIdentity: Bool
  ) {
    guard let record, !record.isMapped else {
      return compareFree(old, new, isIdentity: isIdentity)
    }
    for field in record.fields {
      compare(
        field: field.name, old.value(field.name), new.value(field.name), field.record,
        isIdentity: isIdentity && field.isIdentity)
    }
  }

  /// Mappings of the user's own: where even the order of what stayed is another one, the whole
  /// mapping is the difference.
  private mutating func compareFree(
    _ old: [JSONValue.Member], _ new: [JSONValue.Member], isIdentity: Bool
  ) {
    let (oldKeys, newKeys) = (old.map(\.key), new.map(\.key))
    let (isOld, isNew) = (Set(oldKeys), Set(newKeys))
    guard oldKeys.filter(isNew.contains) == newKeys.filter(isOld.contains) else {
      return report(.changed(from: .object(old), to: .object(new)), isIdentity)
    }
    for member in old {
      compare(
        field: member.key, member.value, new.value(member.key), nil, isIdentity: isIdentity)
    }
    for member in new where !isOld.contains(member.key) {
      compare(field: member.key, nil, member.value, nil, isIdentity: isIdentity)
    }
  }

  private mutating func compareItems(
    _ old: [JSONValue], _ new: [JSONValue], _ record: RecordDescription?, isIdentity: Bool
  ) {
    let matching = ItemMatching(old, new, record)
    for (index, item) in old.enumerated() where matching.newIndex[index] == nil {
      inside(.item(old: index, new: nil, key: matching.key(of: item))) {
        $0.report(.removed(item), isIdentity)
      }
    }
    for (index, item) in new.enumerated() {
      let before = matching.oldIndex[index]
      inside(.item(old: before, new: index, key: matching.key(of: item))) {
        if let before {
          $0.compare(old[before], item, record, isIdentity: isIdentity)
        } else {
          $0.report(.added(item), isIdentity)
        }
      }
    }
    let order = matching.oldIndex.compactMap(\.self)
    if order != order.sorted() {
      let names = order.map { matching.key(of: old[$0]) ?? "\($0)" }
      report(.reordered(order, names: names), isIdentity && record?.isUnordered != true)
    }
  }

  private mutating func report(_ change: FieldDifference.Change, _ isIdentity: Bool) {
    differences.append(FieldDifference(steps: steps, change: change, isIdentity: isIdentity))
  }

  private mutating func inside(
    _ step: FieldDifference.Step, _ body: (inout FieldComparison) -> Void
  ) {
    steps.append(step)
    body(&self)
    steps.removeLast()
  }

  /// Whether anything in a value can change a run's result.
  private static func saysIdentity(_ value: JSONValue, _ record: RecordDescription?) -> Bool {
    guard let record else { return true }
    switch value {
    case .object(let members):
      return record.fields.contains { field in
        field.isIdentity
          && (members.value(field.name).map { saysIdentity($0, field.record) } ?? false)
      }
    case .array(let items): return items.contains { saysIdentity($0, record) }
    default: return true
    }
  }
}

extension [JSONValue.Member] {
  fileprivate func value(_ key: String) -> JSONValue? { first { $0.key == key }?.value }
}
