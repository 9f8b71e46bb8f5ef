extension NodeTree {
  struct Entry {
    var key: Int32
    var value: Int32
  }

  /// Calls `body` with each key and value of a mapping, in their order.
  ///
  /// Merge keys are resolved: what the mapping itself says comes first and wins, then what the
  /// merged mappings say, the earlier one first. Aliases are already followed.
  func forEachEntry(of mapping: Int32, _ body: (Entry) -> Void) {
    let node = nodes[Int(mapping)]
    guard node.kind == .mapping else { return }
    if node.hasMerge { return mergedEntries(of: mapping).forEach(body) }
    var key = node.first
    while key != Node.none {
      let value = nodes[Int(key)].next
      body(Entry(key: resolved(key), value: resolved(value)))
      key = nodes[Int(value)].next
    }
  }

  func forEachItem(of sequence: Int32, _ body: (Int32) -> Void) {
    var item = nodes[Int(sequence)].first
    while item != Node.none {
      body(resolved(item))
      item = nodes[Int(item)].next
    }
  }

  /// The entry of a mapping whose key says `name`.
  func entry(_ name: String, of mapping: Int32) -> Entry? {
    var found: Entry?
    forEachEntry(of: mapping) { entry in
      if found == nil, says(name, entry.key) { found = entry }
    }
    return found
  }

  private func mergedEntries(of mapping: Int32) -> [Entry] {
    var entries: [Entry] = []
    var merged: [Int32] = []
    var names: Set<String> = []
    var key = nodes[Int(mapping)].first
    while key != Node.none {
      let value = nodes[Int(key)].next
      if isMergeKey(key) {
        collectMerged(resolved(value), into: &merged)
      } else {
        names.insert(string(nodes[Int(resolved(key))]))
        entries.append(Entry(key: resolved(key), value: resolved(value)))
      }
      key = nodes[Int(value)].next
    }
    for source in merged {
      forEachEntry(of: source) { entry in
        guard names.insert(string(nodes[Int(entry.key)])).inserted else { return }
        entries.append(entry)
      }
    }
    return entries
  }

  private func collectMerged(_ value: Int32, into merged: inout [Int32]) {
    switch nodes[Int(value)].kind {
    case .mapping: merged.append(value)
    case .sequence: forEachItem(of: value) { merged.append($0) }
    case .plain, .text, .alias: break
    }
  }

  func isMergeKey(_ key: Int32) -> Bool {
    nodes[Int(key)].kind == .plain && says("<<", key)
  }
}
