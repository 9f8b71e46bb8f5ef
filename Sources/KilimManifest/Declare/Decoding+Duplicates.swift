import KilimModel

extension Decoding {
  mutating func reportDuplicates(in list: Int32, _ field: String, names: [String]) {
    guard Set(names).count < names.count else { return }
    var first: [String: Int] = [:]
    var items: [Int32] = []
    tree.forEachItem(of: list) { items.append($0) }
    for (index, item) in items.enumerated() {
      guard tree.node(item).kind == .mapping, let entry = tree.entry(field, of: item),
        let name = written(entry.value), names.contains(name)
      else { continue }
      let line = Int(tree.node(entry.value).line)
      guard let other = first.updateValue(first[name] ?? line, forKey: name) else { continue }
      enterItem(index, item)
      report(
        .duplicateItem, at: entry.value, "`\(field)` `\(name)` occurs twice in this list",
        hint: "the first one is on line \(other)")
      leave()
    }
  }

  /// Items that equal an earlier one, among those that count.
  ///
  /// Nothing is said about a list in which some item could not be read.
  mutating func reportEqualItems<Item: Hashable>(
    in list: Int32, _ items: [Item], where counts: (Item) -> Bool
  ) {
    guard items.count == Int(tree.node(list).count), let pair = items.firstEqualPair(counts)
    else { return }
    var nodes: [Int32] = []
    tree.forEachItem(of: list) { nodes.append($0) }
    let (first, second) = pair
    enterItem(second, nodes[second])
    report(
      .duplicateItem, at: nodes[second], "the same item occurs twice in this list",
      hint: "the first one is on line \(tree.node(nodes[first]).line); remove one of them")
    leave()
  }
}

extension Array where Element: Hashable {
  /// The first two equal elements, among those that count.
  fileprivate func firstEqualPair(_ counts: (Element) -> Bool) -> (Int, Int)? {
    guard count > 16 else { return firstEqualPairOfFew(counts) }
    var seen: [Element: Int] = [:]
    for (index, element) in enumerated() where counts(element) {
      if let first = seen.updateValue(index, forKey: element) { return (first, index) }
    }
    return nil
  }

  /// Comparing is cheaper than hashing: most items differ in their first field.
  private func firstEqualPairOfFew(_ counts: (Element) -> Bool) -> (Int, Int)? {
    for second in indices.dropFirst() where counts(self[second]) {
      if let first = self[..<second].firstIndex(of: self[second]) { return (first, second) }
    }
    return nil
  }
}
