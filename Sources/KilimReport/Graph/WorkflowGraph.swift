/// A workflow as it is drawn: steps, what waits for what, and how far each is.
package struct WorkflowGraph: Sendable, Hashable {
  package var title: String
  package var nodes: [GraphNode]
  package var edges: [GraphEdge]
  package var clusters: [GraphCluster]

  /// - Parameters:
  ///   - edges: between ids of nodes or clusters; one with an unknown end, or from and to the same
  ///     thing, is not drawn.
  package init(
    title: String, nodes: [GraphNode], edges: [GraphEdge], clusters: [GraphCluster] = []
  ) {
    self.title = title
    self.nodes = nodes
    self.edges = edges
    self.clusters = clusters
  }

  /// The edges that can be drawn.
  var soundEdges: [GraphEdge] {
    let ids = Set(nodes.map(\.id)).union(clusters.map(\.id))
    return edges.filter { $0.from != $0.to && ids.contains($0.from) && ids.contains($0.to) }
  }
}

/// A step of a workflow.
package struct GraphNode: Sendable, Hashable {
  package enum Kind: String, Sendable, Hashable, CaseIterable {
    case job, sweep, workflow
  }

  /// Done of all, as in `37/100`.
  package struct Counts: Sendable, Hashable {
    package var done: Int
    package var total: Int

    package init(done: Int, total: Int) {
      self.done = done
      self.total = total
    }

    var text: String { "\(done)/\(total)" }

    /// 0 to 1.
    var share: Double { total > 0 ? min(1, max(0, Double(done) / Double(total))) : 0 }
  }

  /// Different for every node and cluster of the graph.
  package var id: String
  package var name: String
  package var kind: Kind
  package var state: GraphState
  package var counts: Counts?
  /// The sub-workflow that it is a step of; nil for the workflow itself.
  package var cluster: String?

  package init(
    id: String, name: String, kind: Kind, state: GraphState, counts: Counts? = nil,
    cluster: String? = nil
  ) {
    self.id = id
    self.name = name
    self.kind = kind
    self.state = state
    self.counts = counts
    self.cluster = cluster
  }

  /// The line below the name: `sweep · RUNNING 37/100`.
  var detail: String {
    ([kind.rawValue, state.text].filter { !$0.isEmpty }.joined(separator: " · "))
      + (counts.map { " " + $0.text } ?? "")
  }
}

/// What a step waits for, or takes from another one.
package struct GraphEdge: Sendable, Hashable {
  package var from: String
  package var to: String
  /// As the text of `when`.
  package var label: String?

  package init(from: String, to: String, label: String? = nil) {
    self.from = from
    self.to = to
    self.label = label
  }
}

/// A sub-workflow: a box around its steps.
package struct GraphCluster: Sendable, Hashable {
  package var id: String
  package var name: String
  package var state: GraphState?
  /// The sub-workflow around this one.
  package var parent: String?

  package init(id: String, name: String, state: GraphState? = nil, parent: String? = nil) {
    self.id = id
    self.name = name
    self.state = state
    self.parent = parent
  }

  var title: String {
    name + (state.map { $0.text.isEmpty ? "" : " · \($0.text)" } ?? "")
  }
}
