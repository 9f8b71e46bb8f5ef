/// Which set of sources is applied, and whether what it no longer declares is removed.
package struct InventoryOptions: Sendable, Hashable {
  /// A name, or absolute paths, each on a line of its own.
  package var name: String
  /// `--prune`.
  package var prunes: Bool

  package init(name: String, prunes: Bool = false) {
    self.name = name
    self.prunes = prunes
  }

  /// The inventory of the given files and directories, in whatever order.
  package init(paths: [String], prunes: Bool = false) {
    self.init(name: Set(paths).sorted().joined(separator: "\n"), prunes: prunes)
  }

  /// Whether another inventory is a part of this one: each of its paths lies under one of ours.
  func contains(_ other: String) -> Bool {
    if other == name { return true }
    guard name.hasPrefix("/"), other.hasPrefix("/") else { return false }
    let own = name.split(separator: "\n")
    return other.split(separator: "\n").allSatisfy { path in
      own.contains { path == $0 || path.hasPrefix($0.hasSuffix("/") ? $0 : $0 + "/") }
    }
  }
}
