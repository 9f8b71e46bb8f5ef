import KilimModel

extension Decoding {
  /// What a node is, as a scalar; nil for a collection.
  func scalar(_ index: Int32) -> ScalarValue? {
    let node = tree.node(index)
    switch node.kind {
    case .text: return .text
    case .plain: return tree.withBytes(of: node) { ScalarValue(plain: $0) }
    case .sequence, .mapping, .alias: return nil
    }
  }

  func isNull(_ index: Int32) -> Bool {
    let node = tree.node(index)
    guard node.kind == .plain, node.count <= 4 else { return false }
    return scalar(index) == .null
  }

  /// Whether a node is text that is empty or only blanks.
  func isBlank(_ index: Int32) -> Bool {
    let node = tree.node(index)
    guard node.kind == .text else { return false }
    return tree.withBytes(of: node) { $0.allSatisfy { $0 == UInt8(ascii: " ") } }
  }

  /// A node's text; nil when it is something else.
  func text(_ index: Int32) -> String? {
    scalar(index) == .text ? tree.string(tree.node(index)) : nil
  }

  /// As written, for messages; nil for a collection.
  func written(_ index: Int32) -> String? {
    let node = tree.node(index)
    return node.isScalar ? tree.string(node) : nil
  }

  mutating func reportType(_ node: Int32, _ expected: String, hint: String? = nil) {
    report(
      .wrongType, at: node, "`\(path.name)` must be \(expected), not \(found(node))", hint: hint)
  }

  private func found(_ index: Int32) -> String {
    switch tree.node(index).kind {
    case .mapping: return "a mapping"
    case .sequence: return "a list"
    case .plain, .text, .alias: break
    }
    let written = (written(index) ?? "").shortened
    switch scalar(index) {
    case .null, nil: return "empty"
    case .boolean: return "the boolean `\(written)`"
    case .integer, .number: return "the number `\(written)`"
    case .text: return written.isEmpty ? "empty text" : "the text `\(written)`"
    }
  }

  func quoteHint(_ node: Int32) -> String? {
    guard let written = written(node), !written.isEmpty else { return nil }
    return "put it in quotes: \"\(written)\""
  }

  func booleanHint(_ node: Int32) -> String {
    switch written(node)?.lowercased() {
    case "yes", "on", "y": "write true; `yes` and `on` are text"
    case "no", "off", "n": "write false; `no` and `off` are text"
    case "true", "false": "write it without quotes"
    default: "write true or false"
    }
  }

  func integerHint(_ node: Int32) -> String? {
    guard let written = written(node) else { return nil }
    if Int(written) != nil { return "write \(written) without quotes" }
    return scalar(node) == .text ? "write the number alone, without a unit" : nil
  }

  func listHint(_ node: Int32) -> String? {
    guard let written = written(node) else { return nil }
    return written.isEmpty ? "an empty list is []" : "a list of one: [\(written.shortened)]"
  }

  mutating func reportChoice(_ node: Int32, _ text: String, _ allowed: [String]) {
    let list = "allowed: " + allowed.joined(separator: ", ")
    let nearest = Spelling.nearest(to: text, among: allowed)
    report(
      .unknownValue, at: node, "`\(path.name)` cannot be `\(text.shortened)`",
      hint: nearest.map { "did you mean `\($0)`? \(list)" } ?? list)
  }

  mutating func reportDuplicates(in list: Int32, _ field: String, names: [String]) {
    // Most lists have a few items.
    let isUnique =
      names.count > 8
      ? Set(names).count == names.count
      : names.indices.allSatisfy { !names[..<$0].contains(names[$0]) }
    guard !isUnique else { return }
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
}

extension String {
  /// Enough to recognise it in a message of one line.
  var shortened: String {
    let line = prefix { !$0.isNewline }
    return line.count > 40 || line.count < count ? line.prefix(40) + "…" : String(line)
  }
}
