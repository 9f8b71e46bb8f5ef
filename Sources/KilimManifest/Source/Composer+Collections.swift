import CLibYAML

extension Composer {
  mutating func openCollection(_ event: UnsafeMutablePointer<yaml_event_t>) {
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

  mutating func closeCollection(_ event: UnsafeMutablePointer<yaml_event_t>) {
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
}
