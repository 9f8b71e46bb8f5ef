import KilimModel

extension WorkflowGraph {
  /// The graph in Graphviz' language, coloured by state.
  package var dot: String {
    var text = """
      digraph \(Self.quoted(title)) {
        graph [compound=true, fontname="Helvetica", fontsize=11, rankdir=TB];
        node [fontname="Helvetica", fontsize=11, shape=box, style="rounded,filled"];
        edge [color="#555555", fontname="Helvetica", fontsize=10];

      """
    write(cluster: nil, indent: "  ", into: &text)
    for edge in soundEdges {
      var attributes: [String] = []
      if let label = edge.label { attributes.append("label=\(Self.quoted(label))") }
      let tail = end(edge.from, "ltail", isTail: true, &attributes)
      let head = end(edge.to, "lhead", isTail: false, &attributes)
      let list = attributes.isEmpty ? "" : " [\(attributes.joined(separator: ", "))]"
      text += "  \(Self.quoted(tail)) -> \(Self.quoted(head))\(list);\n"
    }
    return text + "}\n"
  }

  private func write(cluster: String?, indent: String, into text: inout String) {
    for node in nodes where place(of: node.cluster) == cluster {
      text += "\(indent)\(Self.quoted(node.id)) [\(Self.attributes(node))];\n"
    }
    for (number, inner) in clusters.enumerated() where parent(of: inner) == cluster {
      text += "\(indent)subgraph \"cluster_\(number)\" {\n"
      text += "\(indent)  label=\(Self.quoted(inner.title)); style=rounded; color=\"#999999\";\n"
      if isEmpty(inner.id) {
        // An edge to a cluster is one to a node inside.
        text += "\(indent)  \(Self.quoted(inner.id)) [shape=point, style=invis];\n"
      }
      write(cluster: inner.id, indent: indent + "  ", into: &text)
      text += "\(indent)}\n"
    }
  }

  private static func attributes(_ node: GraphNode) -> String {
    let colours = node.state.stateClass
    let label = quoted(node.name + "\n" + node.detail)
    let style =
      switch colours {
      case .waiting: "rounded,filled,dashed"
      case .skipped: "rounded,filled,dotted"
      default: "rounded,filled"
      }
    let borders = node.kind == .job ? "" : ", peripheries=2"
    return "label=\(label), style=\(quoted(style)), fillcolor=\"\(colours.fill)\", "
      + "color=\"\(colours.stroke)\", penwidth=\(NumberText.length(colours.strokeWidth))\(borders)"
  }

  /// The node that stands for an edge's end; for a cluster one inside it.
  private func end(
    _ id: String, _ key: String, isTail: Bool, _ attributes: inout [String]
  ) -> String {
    guard let number = clusters.firstIndex(where: { $0.id == id }) else { return id }
    attributes.append("\(key)=\"cluster_\(number)\"")
    let inside = nodes.filter { isInside($0.cluster, id) }
    return (isTail ? inside.last : inside.first)?.id ?? id
  }

  private func isEmpty(_ cluster: String) -> Bool {
    !nodes.contains { isInside($0.cluster, cluster) }
  }

  private static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"", "\\": result += "\\" + String(scalar)
      case "\n": result += "\\n"
      case _ where scalar.value < 0x20 || (0x7F..<0xA0).contains(scalar.value): result += "\u{FFFD}"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }
}
