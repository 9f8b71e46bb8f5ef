extension WorkflowGraph {
  /// The graph as a Mermaid flowchart, for pages that draw it: pull requests, READMEs.
  package var mermaid: String {
    var names: [String: String] = [:]
    for (number, node) in nodes.enumerated() { names[node.id] = "n\(number)" }
    for (number, cluster) in clusters.enumerated() { names[cluster.id] = "c\(number)" }
    var text = "flowchart TB\n"
    write(cluster: nil, indent: "  ", names, into: &text)
    for edge in soundEdges {
      guard let from = names[edge.from], let to = names[edge.to] else { continue }
      let label = edge.label.map { "|\"\(Self.entities($0))\"|" } ?? ""
      text += "  \(from) -->\(label) \(to)\n"
    }
    for state in GraphState.Class.allCases {
      let members = nodes.filter { $0.state.stateClass == state }.compactMap { names[$0.id] }
      guard !members.isEmpty else { continue }
      let dashes = state.dashes.map { ",stroke-dasharray:\($0)" } ?? ""
      text +=
        "  classDef \(state.rawValue) fill:\(state.fill),stroke:\(state.stroke),color:#1a1a1a\(dashes)\n"
      text += "  class \(members.joined(separator: ",")) \(state.rawValue)\n"
    }
    return text
  }

  private func write(
    cluster: String?, indent: String, _ names: [String: String], into text: inout String
  ) {
    for node in nodes where place(of: node.cluster) == cluster {
      let label = "\"\(Self.entities(node.name))<br/>\(Self.entities(node.detail))\""
      let shape =
        switch node.kind {
        case .job: "(\(label))"
        case .sweep: "[[\(label)]]"
        case .workflow: "{{\(label)}}"
        }
      text += "\(indent)\(names[node.id] ?? "")\(shape)\n"
    }
    for inner in clusters where parent(of: inner) == cluster {
      text += "\(indent)subgraph \(names[inner.id] ?? "")[\"\(Self.entities(inner.title))\"]\n"
      write(cluster: inner.id, indent: indent + "  ", names, into: &text)
      text += "\(indent)end\n"
    }
  }

  /// Mermaid's own entities, for what its texts in quotes would take for something else.
  private static func entities(_ text: String) -> String {
    text.unicodeScalars.reduce(into: "") { result, scalar in
      switch scalar {
      case "\"", "#", "<", ">", "&", "`", "\\", ";", "|": result += "#\(scalar.value);"
      case "\n", "\r", "\t": result += " "
      case _ where scalar.value < 0x20 || (0x7F..<0xA0).contains(scalar.value): result += "\u{FFFD}"
      default: result.unicodeScalars.append(scalar)
      }
    }
  }
}
