import KilimModel

/// The capabilities of a system, by name.
struct CapabilityIndex {
  /// Of one name no more count, so that every comparison ends soon.
  static let maximumOfOneName = 100

  private let byName: [String: [Capability]]

  init(_ capabilities: [Capability]) {
    byName = Dictionary(grouping: capabilities, by: \.name).mapValues {
      $0.count > Self.maximumOfOneName ? Array($0.prefix(Self.maximumOfOneName)) : $0
    }
  }

  var names: some Sequence<String> { byName.keys.sorted() }

  /// Those that a name in a constraint means: `name`, `category.name` or
  /// `category.subcategory.name`. A name may itself have dots.
  subscript(name: String) -> [Capability] {
    if let exact = byName[name] { return exact }
    let parts = name.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
    guard parts.count > 1 else { return [] }
    let afterCategory = byName[parts.dropFirst().joined(separator: ".")] ?? []
    let found = afterCategory.filter { Self.isSame($0.category, parts[0]) }
    guard found.isEmpty, parts.count > 2 else { return found }
    let last = byName[parts.dropFirst(2).joined(separator: ".")] ?? []
    return last.filter {
      Self.isSame($0.category, parts[0]) && Self.isSame($0.subcategory, parts[1])
    }
  }

  private static func isSame(_ written: String?, _ asked: String) -> Bool {
    written.map { $0.lowercased() == asked.lowercased() } ?? false
  }
}
