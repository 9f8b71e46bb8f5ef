extension WorkflowGraph {
  /// The graph as a picture, from top to bottom; states are colours and words.
  ///
  /// - Parameter identifier: begins the ids inside; different for each picture of a page.
  package func svg(identifier: String = "graph") -> String {
    let layout = GraphLayout(self)
    var drawing = GraphDrawing(offset: 16)
    for cluster in clusters {
      if let box = layout.clusters[cluster.id] { drawing.draw(cluster, box) }
    }
    for route in layout.routes { drawing.drawLine(route.points) }
    for node in nodes {
      if let box = layout.nodes[node.id] { drawing.draw(node, box) }
    }
    for route in layout.routes {
      if let label = route.edge.label { drawing.drawLabel(label, route.points) }
    }
    return drawing.body.document(
      width: max(120, layout.width + 32), height: max(60, layout.height + 32), title: title,
      description: description, identifier: identifier)
  }

  private var description: String {
    let counts = GraphState.Class.allCases.compactMap { state -> String? in
      let count = nodes.count { $0.state.stateClass == state }
      return count > 0 ? "\(count) \(state.rawValue)" : nil
    }
    let steps = nodes.count == 1 ? "1 step" : "\(nodes.count) steps"
    return "Workflow of \(steps)" + (counts.isEmpty ? "." : ": \(counts.joined(separator: ", ")).")
  }
}
