import KilimModel

extension RecordType {
  /// Reports a field that does not belong here; the number of the field that was meant, if known.
  func reportUnknown(_ entry: NodeTree.Entry, _ decoding: inout Decoding) -> Int? {
    let name = decoding.tree.string(decoding.tree.node(entry.key))
    if ignored.contains(name) {
      decoding.ignored.append((name, entry.key))
      return nil
    }
    let advice = advice(forUnknown: name)
    decoding.enterField(name, entry.key)
    decoding.report(
      .unknownField, at: entry.key, "there is no field `\(name)` in \(title)", hint: advice.hint)
    decoding.leave()
    guard let meant = advice.replaces else { return nil }
    decoding.excuse(meant)
    return fields.firstIndex { $0.name == meant || $0.otherName == meant }
  }

  /// Reads a misspelt field as the one that was meant, so that all that is in it is checked at once.
  func readMisspelt(
    _ entry: NodeTree.Entry, as number: Int, into record: inout Record, _ node: Int32,
    _ decoding: inout Decoding
  ) {
    let field = fields[number]
    let written = decoding.tree.string(decoding.tree.node(entry.key))
    guard Spelling.nearest(to: written, among: [field.name]) != nil, !decoding.isNull(entry.value),
      decoding.tree.entry(field.name, of: node) == nil
    else { return }
    decoding.enterMisspelt(field.name, entry)
    field.read(entry.value, &record, &decoding)
    decoding.leaveMisspelt(entry)
  }

  private func advice(forUnknown name: String) -> Advice {
    if let advice = advice[name] { return advice }
    if let way = nested[name], !way.isEmpty { return Advice("`\(name)` belongs in `\(way)`") }
    let names = fields.flatMap { [$0.name] + ($0.otherName.map { [$0] } ?? []) }
    if let nearest = Spelling.nearest(to: name, among: names) {
      return Advice("did you mean `\(nearest)`?", replaces: nearest)
    }
    if let nearest = Spelling.nearest(to: name, among: ignored.sorted()) {
      return Advice("did you mean `\(nearest)`? it is ignored here, so it can be left out")
    }
    return Advice("fields here: " + fields.map(\.name).joined(separator: ", "))
  }
}
