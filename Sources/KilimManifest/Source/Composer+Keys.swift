import Glibc

extension Composer {
  func resolved(_ index: Int32) -> Int32 {
    nodes[Int(index)].kind == .alias ? nodes[Int(index)].first : index
  }

  mutating func checkKeys(of mapping: Int32) {
    keys.removeAll(keepingCapacity: true)
    var key = nodes[Int(mapping)].first
    while key != Node.none {
      let value = nodes[Int(key)].next
      guard value != Node.none else { break }
      checkKey(key, value, of: mapping)
      key = nodes[Int(value)].next
    }
    if keys.count > 16 { return findDuplicatesByHash() }
    for second in keys.indices.dropFirst() {
      for first in 0..<second where sameText(keys[first], keys[second]) {
        reportDuplicate(keys[second], first: keys[first])
        break
      }
    }
  }

  mutating func checkKey(_ key: Int32, _ value: Int32, of mapping: Int32) {
    guard nodes[Int(resolved(key))].isScalar else { return reportKey(key) }
    guard !isUnresolved(key) else { return }
    keys.append(resolved(key))
    guard isMergeKey(key) else { return }
    nodes[Int(mapping)].hasMerge = true
    if let wrong = notMergeable(in: resolved(value)) {
      reportMerge(nodes[Int(value)].kind == .alias ? value : wrong)
    }
  }

  func isMergeKey(_ key: Int32) -> Bool {
    let node = nodes[Int(key)]
    return node.kind == .plain && node.count == 2 && text[Int(node.first)] == UInt8(ascii: "<")
      && text[Int(node.first) + 1] == UInt8(ascii: "<")
  }

  /// What keeps a value from being merged: itself, or an item of the list; nil for nothing, or for
  /// an alias that was reported.
  private func notMergeable(in value: Int32) -> Int32? {
    if isUnresolved(value) || nodes[Int(value)].kind == .mapping { return nil }
    guard nodes[Int(value)].kind == .sequence else { return value }
    var item = nodes[Int(value)].first
    while item != Node.none {
      let node = resolved(item)
      if nodes[Int(node)].kind != .mapping, !isUnresolved(node) { return item }
      item = nodes[Int(item)].next
    }
    return nil
  }

  /// Whether a node is an alias that stands for nothing.
  private func isUnresolved(_ index: Int32) -> Bool {
    nodes[Int(index)].isScalar && nodes[Int(index)].first == Node.none
  }

  func sameText(_ left: Int32, _ right: Int32) -> Bool {
    let (left, right) = (nodes[Int(left)], nodes[Int(right)])
    guard left.count == right.count else { return false }
    return text.withUnsafeBufferPointer { all in
      guard let base = all.baseAddress else { return true }
      return memcmp(base + Int(left.first), base + Int(right.first), Int(left.count)) == 0
    }
  }

  mutating func findDuplicatesByHash() {
    var seen: [String: Int32] = [:]
    seen.reserveCapacity(keys.count)
    for key in keys {
      let name = string(key)
      if let first = seen[name] {
        reportDuplicate(key, first: first)
      } else {
        seen[name] = key
      }
    }
  }

  func string(_ index: Int32) -> String {
    let node = nodes[Int(index)]
    return String(decoding: text[Int(node.first)..<Int(node.first + node.count)], as: UTF8.self)
  }
}
