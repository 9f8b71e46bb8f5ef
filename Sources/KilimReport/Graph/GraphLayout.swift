/// Where the nodes, clusters and edges of a graph are drawn; clusters are laid out for themselves
/// and stand in the graph around them like nodes.
struct GraphLayout {
  struct Box: Sendable, Hashable {
    var x: Double
    var y: Double
    var width: Double
    var height: Double
  }

  private(set) var nodes: [String: Box] = [:]
  private(set) var clusters: [String: Box] = [:]
  private(set) var routes: [(edge: GraphEdge, points: [LayeredLayout.Spot])] = []
  private(set) var width = 0.0
  private(set) var height = 0.0

  static let clusterPadding = 14.0
  static let clusterTitle = 22.0

  private struct Item {
    var id: String
    var size: LayeredLayout.Size
    /// For a cluster what is inside.
    var inner: Inner?
  }

  private struct Inner {
    var layout: LayeredLayout
    var items: [Item]
    var edges: [GraphEdge]
  }

  init(_ graph: WorkflowGraph) {
    // Not what lies inside what, but for each thing all that it lies inside, once.
    var chains: [String: [String]] = [:]
    for node in graph.nodes { chains[node.id] = [node.id] + graph.chain(from: node.cluster) }
    for cluster in graph.clusters { chains[cluster.id] = graph.clusterChain(cluster) }
    let inner = Self.layOut(graph, scope: nil, chains)
    place(inner, x: 0, y: 0, graph)
    width = inner.layout.size.width
    height = inner.layout.size.height
    connectEnds()
  }

  private static func layOut(
    _ graph: WorkflowGraph, scope: String?, _ chains: [String: [String]]
  ) -> Inner {
    var items = graph.nodes.filter { chains[$0.id]?.dropFirst().first == scope }
      .map { Item(id: $0.id, size: GraphText.size(of: $0), inner: nil) }
    for cluster in graph.clusters where chains[cluster.id]?.dropFirst().first == scope {
      let inner = layOut(graph, scope: cluster.id, chains)
      let title = TextMetrics.width(cluster.title, size: 11) + 20
      items.append(
        Item(
          id: cluster.id,
          size: .init(
            width: max(inner.layout.size.width, min(title, 220)) + 2 * clusterPadding,
            height: inner.layout.size.height + clusterTitle + 2 * clusterPadding),
          inner: inner))
    }
    let numbers = Dictionary(
      items.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
    var edges: [GraphEdge] = []
    var pairs: [(from: Int, to: Int)] = []
    for edge in graph.soundEdges {
      guard let from = item(edge.from, scope, chains, numbers),
        let to = item(edge.to, scope, chains, numbers), from != to
      else { continue }
      edges.append(edge)
      pairs.append((from, to))
    }
    return Inner(
      layout: LayeredLayout(sizes: items.map(\.size), edges: pairs), items: items, edges: edges)
  }

  /// The item of this scope that is the end of an edge, or that holds it.
  private static func item(
    _ id: String, _ scope: String?, _ chains: [String: [String]], _ numbers: [String: Int]
  ) -> Int? {
    chains[id]?.lazy.compactMap { numbers[$0] }.first
  }

  private mutating func place(_ inner: Inner, x: Double, y: Double, _ graph: WorkflowGraph) {
    for (item, spot) in zip(inner.items, inner.layout.places) {
      let box = Box(
        x: x + spot.x, y: y + spot.y, width: item.size.width, height: item.size.height)
      guard let content = item.inner else {
        nodes[item.id] = box
        continue
      }
      clusters[item.id] = box
      let room = box.width - 2 * Self.clusterPadding - content.layout.size.width
      place(
        content, x: box.x + Self.clusterPadding + room / 2,
        y: box.y + Self.clusterPadding + Self.clusterTitle, graph)
    }
    for (edge, route) in zip(inner.edges, inner.layout.routes) {
      routes.append((edge, route.map { .init(x: x + $0.x, y: y + $0.y) }))
    }
  }

  /// Leads edges into clusters on to the nodes that they mean.
  private mutating func connectEnds() {
    for index in routes.indices {
      let edge = routes[index].edge
      guard let first = routes[index].points.first, let last = routes[index].points.last else {
        continue
      }
      if let box = nodes[edge.from] {
        let end = LayeredLayout.Spot(x: box.x + box.width / 2, y: box.y + box.height)
        if first.y > end.y + 0.5 { routes[index].points.insert(end, at: 0) }
      }
      if let box = nodes[edge.to] {
        let end = LayeredLayout.Spot(x: box.x + box.width / 2, y: box.y)
        if last.y < end.y - 0.5 { routes[index].points.append(end) }
      }
    }
  }
}

extension WorkflowGraph {
  fileprivate func clusterChain(_ cluster: GraphCluster) -> [String] {
    [cluster.id] + chain(from: parent(of: cluster))
  }
}
