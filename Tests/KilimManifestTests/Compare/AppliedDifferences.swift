import KilimModel

@testable import KilimManifest

/// Applies differences to an old text: what `FieldDifference` promises, done by other code.
enum AppliedDifferences {
  static func apply(_ differences: [FieldDifference], to old: JSONValue?) -> JSONValue? {
    if let whole = differences.first(where: \.steps.isEmpty), case .reordered = whole.change {
      return items(differences, old)
    } else if let whole = differences.first(where: \.steps.isEmpty) {
      return whole.newValue
    }
    guard let step = differences.first?.steps.first else { return old }
    if case .item = step { return items(differences, old) }
    return members(differences, old)
  }

  private static func members(_ differences: [FieldDifference], _ old: JSONValue?) -> JSONValue {
    var members: [JSONValue.Member] = []
    if case .object(let known)? = old { members = known }
    for (step, group) in grouped(differences) {
      guard case .field(let name)? = step else { continue }
      let place = members.firstIndex { $0.key == name }
      let value = apply(group, to: place.map { members[$0].value })
      switch (place, value) {
      case (let place?, let value?): members[place].value = value
      case (let place?, nil): members.remove(at: place)
      case (nil, let value?): members.append(.init(name, value))
      case (nil, nil): break
      }
    }
    return .object(members)
  }

  private static func items(_ differences: [FieldDifference], _ old: JSONValue?) -> JSONValue {
    var known: [JSONValue] = []
    if case .array(let items)? = old { known = items }
    var order = Array(known.indices)
    var changed: [Int: JSONValue] = [:]
    var added: [(Int, JSONValue)] = []
    for (step, group) in grouped(differences) {
      switch step {
      case .item(let place?, nil, _): order.removeAll { $0 == place }
      case .item(nil, let place?, _): added.append((place, apply(group, to: nil) ?? .null))
      case .item(let place?, .some, _): changed[place] = apply(group, to: known[place])
      default: break
      }
    }
    for case .reordered(let places, _) in differences.filter(\.steps.isEmpty).map(\.change) {
      order = places
    }
    var items = order.map { changed[$0] ?? known[$0] }
    for (place, item) in added.sorted(by: { $0.0 < $1.0 }) { items.insert(item, at: place) }
    return .array(items)
  }

  private static func grouped(
    _ differences: [FieldDifference]
  ) -> [(FieldDifference.Step?, [FieldDifference])] {
    var groups: [(FieldDifference.Step?, [FieldDifference])] = []
    for difference in differences where !difference.steps.isEmpty {
      var inner = difference
      let step = inner.steps.removeFirst()
      if let index = groups.firstIndex(where: { $0.0 == step }) {
        groups[index].1.append(inner)
      } else {
        groups.append((step, [inner]))
      }
    }
    return groups
  }
}

extension FieldDifference {
  fileprivate var newValue: JSONValue? {
    switch change {
    case .added(let value), .changed(_, let value): value
    case .removed, .reordered: nil
    }
  }
}

extension JSONValue {
  /// With the members of every mapping in one order.
  var sorted: JSONValue {
    switch self {
    case .object(let members):
      .object(members.map { .init($0.key, $0.value.sorted) }.sorted { $0.key < $1.key })
    case .array(let items): .array(items.map(\.sorted))
    default: self
    }
  }
}
