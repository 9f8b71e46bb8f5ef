import CLibYAML
import Glibc

extension Composer {
  mutating func addScalar(_ event: UnsafeMutablePointer<yaml_event_t>) {
    let scalar = event.pointee.data.scalar
    let offset = text.count
    text.append(contentsOf: UnsafeBufferPointer(start: scalar.value, count: scalar.length))
    if isMasked, scalar.length >= 48, memchr(scalar.value, 0xF4, scalar.length) != nil {
      SurrogatePairs.unmask(
        &text, from: offset, isDoubleQuoted: scalar.style == YAML_DOUBLE_QUOTED_SCALAR_STYLE)
    }
    var node = makeNode(scalar.style == YAML_PLAIN_SCALAR_STYLE ? .plain : .text, event)
    if scalar.length == 0 { keepInside(&node) }
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

  mutating func addAlias(_ event: UnsafeMutablePointer<yaml_event_t>) {
    let name = event.pointee.data.alias.anchor.map { String(cString: $0) } ?? ""
    var node = makeNode(.alias, event)
    guard let anchor = anchors[name] else {
      reportUnknownAlias(name, node)
      return addUnresolved(node)
    }
    node.first = anchor.node
    aliasedNodes += anchor.size
    if aliasedNodes > Self.mostAliasedNodes { return reportBomb(name, node) }
    if frames.count + anchor.height > Self.deepest {
      reportTooDeep(line: Int(node.line), column: Int(node.column))
      return addUnresolved(node)
    }
    add(node, size: anchor.size, height: anchor.height, anchor: nil)
  }

  /// Adds an alias that stands for nothing, because it was reported.
  mutating func addUnresolved(_ alias: Node) {
    var node = alias
    node.kind = .plain
    node.first = Node.none
    add(node, size: 1, height: 0, anchor: nil)
  }

  /// libyaml sees the end of a text on a line of its own, and so what is missing there.
  private mutating func keepInside(_ node: inout Node) {
    guard node.column == 1, node.line > 1 else { return }
    let last = end ?? stretch.end
    end = last
    guard Int(node.line) - firstLine - 1 > last.line else { return }
    node.line = Int32(last.line + firstLine + 1)
    node.column = Int32(last.column + 1)
    (node.endLine, node.endColumn) = (node.line, node.column)
  }

  func makeNode(_ kind: Node.Kind, _ event: UnsafeMutablePointer<yaml_event_t>) -> Node {
    let (start, end) = (event.pointee.start_mark, event.pointee.end_mark)
    return Node(
      kind: kind, line: Int32(start.line + firstLine + 1), column: Int32(start.column + 1),
      endLine: Int32(end.line + firstLine + 1), endColumn: Int32(end.column + 1))
  }

  mutating func add(_ node: Node, size: Int, height: Int, anchor: String?) {
    let index = Int32(nodes.count)
    nodes.append(node)
    if let anchor { anchors[anchor] = Anchor(node: index, size: size, height: height) }
    attach(index, size: size, height: height)
  }

  mutating func attach(_ index: Int32, size: Int, height: Int) {
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
