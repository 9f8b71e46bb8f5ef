import CLibYAML
import KilimModel

extension Composer {
  /// Nobody reads more of them, and a file of 64 MiB has room for millions.
  private static let mostProblems = 1000
  /// So many anchors are looked through for one that is spelled like an unknown alias.
  private static let mostSuggested = 100

  mutating func report(
    _ code: DiagnosticCode, _ message: String, _ hint: String, at node: Node, damaging: Bool = true
  ) {
    document.hasProblem = true
    if damaging { document.isDamaged = true }
    guard diagnostics.count < Self.mostProblems else {
      diagnostics[Self.mostProblems - 1].hint = "there are more problems in this file, not shown"
      return
    }
    diagnostics.append(
      Diagnostic(
        code, message, hint: hint,
        span: SourceSpan(
          file: file, line: Int(node.line), column: Int(node.column), endLine: Int(node.endLine),
          endColumn: Int(node.endColumn))))
  }

  mutating func reportTooDeep(line: Int, column: Int) {
    let place = Node(
      kind: .plain, line: Int32(line), column: Int32(column), endLine: Int32(line),
      endColumn: Int32(column + 1))
    report(
      .tooDeep, "the nesting is deeper than \(Self.deepest) levels",
      "no field needs more than 10; check for brackets or indentation that are never closed",
      at: place)
  }

  mutating func reportTooManyDirectives(_ place: TextPosition) {
    let (line, column) = (Int32(place.line), Int32(place.column))
    report(
      .syntax, "there are more than \(DirectiveLimit.most) lines that begin with `%`",
      "remove the `%TAG` lines; tags have no meaning here",
      at: Node(kind: .plain, line: line, column: column, endLine: line, endColumn: column + 1))
  }

  mutating func reportBomb(_ name: String, _ node: Node) {
    if !document.isDamaged {
      report(
        .aliasBomb,
        "the aliases of this document stand for more than \(Self.mostAliasedNodes) values",
        "`*\(name)` is the one that is too much; write the values out, or use fewer aliases",
        at: node)
    }
    addUnresolved(node)
  }

  mutating func reportUnknownAlias(_ name: String, _ node: Node) {
    if frames.contains(where: { $0.anchor == name }) {
      return report(
        .unknownAlias, "`*\(name)` stands inside `&\(name)`, so it would contain itself",
        "an alias repeats a value that is complete", at: node)
    }
    let nearest =
      anchors.count > Self.mostSuggested
      ? nil : Spelling.nearest(to: name, among: anchors.keys.sorted())
    report(
      .unknownAlias, "there is no anchor `&\(name)` before this alias",
      nearest.map { "did you mean `*\($0)`?" }
        ?? "an anchor is set with `&\(name)` at a value earlier in the same document", at: node)
  }

  mutating func reportDuplicate(_ key: Int32, first: Int32) {
    let line = nodes[Int(first)].line
    report(
      .duplicateKey, "`\(string(key))` stands twice in the same mapping",
      isMergeKey(key)
        ? "the first one is on line \(line); write `<<: [*first, *second]`"
        : "the first one is on line \(line); keep one of them",
      at: nodes[Int(key)], damaging: false)
  }

  mutating func checkQuotes(_ node: Node) {
    let bytes = text[Int(node.first)...]
    if bytes.isEmpty {
      wantsQuotes = false
      return report(
        .syntax, "a value is missing here", "write a value, or `null` for none", at: node)
    }
    guard bytes.withUnsafeBufferPointer({ ScalarValue(plain: $0) }) == .text else { return }
    wantsQuotes = false
    let word = String(decoding: bytes, as: UTF8.self).shortened
    report(
      .syntax, "`\(word)` must stand in quotes in JSON",
      word == "None"
        ? "this looks like a Python dictionary: JSON has `null`, `true` and `false`"
        : "put it in double quotes, or the value in its place if it names a variable; in a file named .yaml quotes can be left out",
      at: node)
  }

  mutating func reportKey(_ key: Int32) {
    report(
      .syntax, "a key must be text", "if this is a template like `{{ name }}`, fill it in first",
      at: nodes[Int(key)])
  }

  mutating func reportMerge(_ value: Int32) {
    report(
      .wrongType, "`<<` merges mappings only", "write `<<: *name` or `<<: [*first, *second]`",
      at: nodes[Int(value)])
  }

  mutating func checkTag(
    _ tag: UnsafeMutablePointer<yaml_char_t>?, _ expected: String, _ node: Int32
  ) {
    guard let tag else { return }
    let name = String(cString: tag)
    if name != "!", name != expected { reportTag(name, nodes[Int(node)]) }
  }

  mutating func reportTag(_ name: String, _ node: Node) {
    var place = node
    place.endLine = place.line
    place.endColumn = place.column + 1
    report(
      .unsupportedTag, "the tag `\(name)` has no meaning here",
      "remove it; text needs no tag, and quotes make anything text", at: place)
  }
}
