import KilimModel

/// One member of an object somewhere inside of a JSON value.
struct MemberPlace: Hashable {
  /// Positions of members and items from the top.
  var steps: [Int]
  /// As in `spec.retry.limit`.
  var path: String
  var name: String
}

extension JSONValue {
  /// The places of all members, but those inside of the ones in `closed`.
  func memberPlaces(closed: Set<String>, from path: String = "spec") -> [MemberPlace] {
    switch self {
    case .object(let members):
      members.enumerated().flatMap { index, member in
        let own = MemberPlace(steps: [index], path: "\(path).\(member.key)", name: member.key)
        guard !closed.contains(member.key) else { return [own] }
        return [own]
          + member.value.memberPlaces(closed: closed, from: own.path).map { $0.under(index) }
      }
    case .array(let items):
      items.enumerated().flatMap { index, item in
        item.memberPlaces(closed: closed, from: "\(path)[\(index)]").map { $0.under(index) }
      }
    case .null, .bool, .integer, .number, .string: []
    }
  }

  /// With the member at `steps` replaced by others.
  func replacing(_ steps: ArraySlice<Int>, _ change: (Member) -> [Member]) -> JSONValue {
    guard let index = steps.first else { return self }
    switch self {
    case .object(var members):
      let rest = steps.dropFirst()
      if rest.isEmpty {
        members.replaceSubrange(index...index, with: change(members[index]))
      } else {
        members[index].value = members[index].value.replacing(rest, change)
      }
      return .object(members)
    case .array(var items):
      items[index] = items[index].replacing(steps.dropFirst(), change)
      return .array(items)
    case .null, .bool, .integer, .number, .string: return self
    }
  }
}

extension MemberPlace {
  fileprivate func under(_ index: Int) -> MemberPlace {
    MemberPlace(steps: [index] + steps, path: path, name: name)
  }
}
