import CLibYAML
import Glibc
import KilimModel

/// Builds nodes from libyaml's events, in one pass and without recursion.
struct Composer {
  /// Deeper nesting is refused; libyaml itself has no limit.
  static let deepest = 100
  /// So many nodes may come into a document through aliases.
  static let mostAliasedNodes = 100_000
  /// After so many syntax errors the rest of a file is left alone.
  private static let mostSyntaxErrors = 20

  let file: String
  private(set) var nodes: [Node] = []
  private(set) var text: [UInt8] = []
  private(set) var documents: [ComposedFile.Document] = []
  private(set) var diagnostics: [Diagnostic] = []
  private(set) var isComplete = true

  private var frames: [Frame] = []
  private var anchors: [String: Anchor] = [:]
  private var document = ComposedFile.Document(root: Node.none)
  private var aliasedNodes = 0
  private var firstLine = 0
  private var keys: [Int32] = []

  /// A collection that is not complete yet.
  private struct Frame {
    var node: Int32
    var last = Node.none
    var isFlow: Bool
    var anchor: String?
    /// Nodes in it, with what its aliases stand for.
    var size = 1
    var height = 0
  }

  private struct Anchor {
    var node: Int32
    var size: Int
    var height: Int
  }

  /// Whether text without quotes is still to be reported; in JSON it is a mistake, once a file.
  private var wantsQuotes: Bool

  init(file: String) {
    self.file = file
    wantsQuotes = file.hasSuffix(".json")
  }

  /// Reads a whole text; after a syntax error it goes on at the next document.
  mutating func compose(_ bytes: [UInt8]) {
    nodes.reserveCapacity(bytes.count / 8)
    text.reserveCapacity(bytes.count / 2)
    bytes.withUnsafeBufferPointer { all in
      var stretch = UnsafeBufferPointer(rebasing: all.dropFirst(hasMark(all) ? 3 : 0))
      var errors = 0
      while let stop = composeStretch(stretch) {
        isComplete = false
        errors += 1
        guard errors < Self.mostSyntaxErrors,
          let next = stretch.nextDocument(fromLine: max(stop - firstLine, 1))
        else { return }
        firstLine += next.line
        stretch = UnsafeBufferPointer(rebasing: stretch[next.offset...])
      }
    }
  }

  private func hasMark(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    bytes.starts(with: [0xEF, 0xBB, 0xBF])
  }

  /// Reads documents until the end (nil) or a problem that stops the parser (its line, from 0).
  private mutating func composeStretch(_ bytes: UnsafeBufferPointer<UInt8>) -> Int? {
    guard var parser = EventParser(bytes) else { return nil }
    startDocument()
    while let event = parser.next() {
      let start = event.pointee.start_mark
      switch event.pointee.type {
      case YAML_STREAM_END_EVENT: return nil
      case YAML_DOCUMENT_START_EVENT: startDocument()
      case YAML_DOCUMENT_END_EVENT: endDocument()
      case YAML_ALIAS_EVENT: addAlias(event)
      case YAML_SCALAR_EVENT: addScalar(event)
      case YAML_SEQUENCE_START_EVENT, YAML_MAPPING_START_EVENT:
        guard frames.count < Self.deepest else {
          reportTooDeep(line: Int(start.line) + firstLine + 1, column: Int(start.column) + 1)
          return Int(start.line) + firstLine
        }
        openCollection(event)
      case YAML_SEQUENCE_END_EVENT, YAML_MAPPING_END_EVENT: closeCollection(event)
      default: break
      }
    }
    let problem = parser.problem
    diagnostics.append(problem.diagnostic(in: bytes, file: file, firstLine: firstLine))
    return problem.line(in: bytes) + firstLine
  }

  private mutating func startDocument() {
    frames.removeAll(keepingCapacity: true)
    if !anchors.isEmpty { anchors.removeAll() }
    aliasedNodes = 0
    document = .init(root: Node.none)
  }

  private mutating func endDocument() {
    guard document.root != Node.none else { return }
    let root = nodes[Int(document.root)]
    let isEmpty = root.kind == .plain && root.count == 0
    if !isEmpty { documents.append(document) }
  }
}

// Scalars and aliases.
extension Composer {
  private mutating func addScalar(_ event: UnsafeMutablePointer<yaml_event_t>) {
    let scalar = event.pointee.data.scalar
    let offset = text.count
    text.append(contentsOf: UnsafeBufferPointer(start: scalar.value, count: scalar.length))
    if scalar.length >= 48, memchr(scalar.value, 0xF4, scalar.length) != nil {
      SurrogatePairs.unmask(
        &text, from: offset, isDoubleQuoted: scalar.style == YAML_DOUBLE_QUOTED_SCALAR_STYLE)
    }
    var node = makeNode(scalar.style == YAML_PLAIN_SCALAR_STYLE ? .plain : .text, event)
    node.first = Int32(offset)
    node.count = Int32(text.count - offset)
    if let tag = scalar.tag {
      let name = String(cString: tag)
      switch name {
      case "!", "tag:yaml.org,2002:str": node.kind = .text
      case "tag:yaml.org,2002:int", "tag:yaml.org,2002:float", "tag:yaml.org,2002:bool",
        "tag:yaml.org,2002:null":
        node.kind = .plain
      default: reportTag(name, node)
      }
    }
    if wantsQuotes, node.kind == .plain { checkQuotes(node) }
    add(node, size: 1, height: 0, anchor: scalar.anchor.map { String(cString: $0) })
  }

  private mutating func addAlias(_ event: UnsafeMutablePointer<yaml_event_t>) {
    let name = event.pointee.data.alias.anchor.map { String(cString: $0) } ?? ""
    var node = makeNode(.alias, event)
    guard let anchor = anchors[name] else {
      reportUnknownAlias(name, node)
      node.kind = .plain
      return add(node, size: 1, height: 0, anchor: nil)
    }
    node.first = anchor.node
    aliasedNodes += anchor.size
    if aliasedNodes > Self.mostAliasedNodes { return reportBomb(name, &node) }
    if frames.count + anchor.height > Self.deepest {
      reportTooDeep(line: Int(node.line), column: Int(node.column))
      node.kind = .plain
    }
    add(node, size: anchor.size, height: anchor.height, anchor: nil)
  }

  private func makeNode(_ kind: Node.Kind, _ event: UnsafeMutablePointer<yaml_event_t>) -> Node {
    let (start, end) = (event.pointee.start_mark, event.pointee.end_mark)
    return Node(
      kind: kind, line: Int32(start.line + firstLine + 1), column: Int32(start.column + 1),
      endLine: Int32(end.line + firstLine + 1), endColumn: Int32(end.column + 1))
  }

  private mutating func add(_ node: Node, size: Int, height: Int, anchor: String?) {
    let index = Int32(nodes.count)
    nodes.append(node)
    if let anchor { anchors[anchor] = Anchor(node: index, size: size, height: height) }
    attach(index, size: size, height: height)
  }

  private mutating func attach(_ index: Int32, size: Int, height: Int) {
    guard let top = frames.indices.last else {
      document.root = index
      return
    }
    let last = frames[top].last
    if last == Node.none {
      nodes[Int(frames[top].node)].first = index
    } else {
      nodes[Int(last)].next = index
    }
    nodes[Int(frames[top].node)].count += 1
    frames[top].last = index
    frames[top].size += size
    frames[top].height = max(frames[top].height, height + 1)
  }
}

// Collections.
extension Composer {
  private mutating func openCollection(_ event: UnsafeMutablePointer<yaml_event_t>) {
    let index = Int32(nodes.count)
    if event.pointee.type == YAML_MAPPING_START_EVENT {
      let mapping = event.pointee.data.mapping_start
      nodes.append(makeNode(.mapping, event))
      frames.append(
        Frame(
          node: index, isFlow: mapping.style == YAML_FLOW_MAPPING_STYLE,
          anchor: mapping.anchor.map { String(cString: $0) }))
      checkTag(mapping.tag, "tag:yaml.org,2002:map", index)
    } else {
      let sequence = event.pointee.data.sequence_start
      nodes.append(makeNode(.sequence, event))
      frames.append(
        Frame(
          node: index, isFlow: sequence.style == YAML_FLOW_SEQUENCE_STYLE,
          anchor: sequence.anchor.map { String(cString: $0) }))
      checkTag(sequence.tag, "tag:yaml.org,2002:seq", index)
    }
  }

  private mutating func closeCollection(_ event: UnsafeMutablePointer<yaml_event_t>) {
    guard let frame = frames.popLast() else { return }
    let index = Int(frame.node)
    if frame.isFlow {
      nodes[index].endLine = Int32(event.pointee.end_mark.line + firstLine + 1)
      nodes[index].endColumn = Int32(event.pointee.end_mark.column + 1)
    } else if frame.last != Node.none {
      // libyaml ends a block where the next one begins, many lines later.
      nodes[index].endLine = nodes[Int(frame.last)].endLine
      nodes[index].endColumn = nodes[Int(frame.last)].endColumn
    }
    if nodes[index].kind == .mapping { checkKeys(of: frame.node) }
    if let anchor = frame.anchor {
      anchors[anchor] = Anchor(node: frame.node, size: frame.size, height: frame.height)
    }
    attach(frame.node, size: frame.size, height: frame.height)
  }

  private func resolved(_ index: Int32) -> Int32 {
    nodes[Int(index)].kind == .alias ? nodes[Int(index)].first : index
  }

  private mutating func checkKeys(of mapping: Int32) {
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

  private mutating func checkKey(_ key: Int32, _ value: Int32, of mapping: Int32) {
    guard nodes[Int(resolved(key))].isScalar else { return reportKey(key) }
    keys.append(resolved(key))
    let node = nodes[Int(key)]
    guard node.kind == .plain, node.count == 2, text[Int(node.first)] == UInt8(ascii: "<"),
      text[Int(node.first) + 1] == UInt8(ascii: "<")
    else { return }
    nodes[Int(mapping)].hasMerge = true
    if !isMergeable(resolved(value)) { reportMerge(value) }
  }

  private func isMergeable(_ value: Int32) -> Bool {
    guard nodes[Int(value)].kind == .sequence else { return nodes[Int(value)].kind == .mapping }
    var item = nodes[Int(value)].first
    while item != Node.none {
      guard nodes[Int(resolved(item))].kind == .mapping else { return false }
      item = nodes[Int(item)].next
    }
    return true
  }

  private func sameText(_ left: Int32, _ right: Int32) -> Bool {
    let (left, right) = (nodes[Int(left)], nodes[Int(right)])
    guard left.count == right.count else { return false }
    return text.withUnsafeBufferPointer { all in
      guard let base = all.baseAddress else { return true }
      return memcmp(base + Int(left.first), base + Int(right.first), Int(left.count)) == 0
    }
  }

  private mutating func findDuplicatesByHash() {
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

  private func string(_ index: Int32) -> String {
    let node = nodes[Int(index)]
    return String(decoding: text[Int(node.first)..<Int(node.first + node.count)], as: UTF8.self)
  }
}

// What is refused.
extension Composer {
  private mutating func report(
    _ code: DiagnosticCode, _ message: String, _ hint: String, at node: Node, damaging: Bool = true
  ) {
    document.hasProblem = true
    if damaging { document.isDamaged = true }
    diagnostics.append(
      Diagnostic(
        code, message, hint: hint,
        span: SourceSpan(
          file: file, line: Int(node.line), column: Int(node.column), endLine: Int(node.endLine),
          endColumn: Int(node.endColumn))))
  }

  private mutating func reportTooDeep(line: Int, column: Int) {
    let place = Node(
      kind: .plain, line: Int32(line), column: Int32(column), endLine: Int32(line),
      endColumn: Int32(column + 1))
    report(
      .tooDeep, "the nesting is deeper than \(Self.deepest) levels",
      "no field needs more than 10; check for brackets or indentation that are never closed",
      at: place)
  }

  private mutating func reportBomb(_ name: String, _ node: inout Node) {
    if !document.isDamaged {
      report(
        .aliasBomb, "the aliases of this document stand for more than \(Self.mostAliasedNodes) values",
        "`*\(name)` is the one that is too much; write the values out, or use fewer aliases", at: node)
    }
    node.kind = .plain
    node.first = 0
    add(node, size: 1, height: 0, anchor: nil)
  }

  private mutating func reportUnknownAlias(_ name: String, _ node: Node) {
    if frames.contains(where: { $0.anchor == name }) {
      return report(
        .unknownAlias, "`*\(name)` stands inside `&\(name)`, so it would contain itself",
        "an alias repeats a value that is complete", at: node)
    }
    let nearest = Spelling.nearest(to: name, among: anchors.keys.sorted())
    report(
      .unknownAlias, "there is no anchor `&\(name)` before this alias",
      nearest.map { "did you mean `*\($0)`?" }
        ?? "an anchor is set with `&\(name)` at a value earlier in the same document", at: node)
  }

  private mutating func reportDuplicate(_ key: Int32, first: Int32) {
    report(
      .duplicateKey, "`\(string(key))` stands twice in the same mapping",
      "the first one is on line \(nodes[Int(first)].line); keep one of them",
      at: nodes[Int(key)], damaging: false)
  }

  private mutating func checkQuotes(_ node: Node) {
    let bytes = text[Int(node.first)...]
    guard bytes.withUnsafeBufferPointer({ ScalarValue(plain: $0) }) == .text else { return }
    wantsQuotes = false
    report(
      .syntax, "`\(String(decoding: bytes, as: UTF8.self).shortened)` must stand in quotes in JSON",
      "put it in double quotes; in a file named .yaml they can be left out", at: node)
  }

  private mutating func reportKey(_ key: Int32) {
    report(
      .syntax, "a key must be text", "if this is a template like `{{ name }}`, fill it in first",
      at: nodes[Int(key)])
  }

  private mutating func reportMerge(_ value: Int32) {
    report(
      .wrongType, "`<<` merges mappings only", "write `<<: *name` or `<<: [*first, *second]`",
      at: nodes[Int(value)])
  }

  private mutating func checkTag(_ tag: UnsafeMutablePointer<yaml_char_t>?, _ expected: String, _ node: Int32) {
    guard let tag else { return }
    let name = String(cString: tag)
    if name != "!", name != expected { reportTag(name, nodes[Int(node)]) }
  }

  private mutating func reportTag(_ name: String, _ node: Node) {
    var place = node
    place.endLine = place.line
    place.endColumn = place.column + 1
    report(
      .unsupportedTag, "the tag `\(name)` has no meaning here",
      "remove it; text needs no tag, and quotes make anything text", at: place)
  }
}
