import KilimTestSupport
import Testing

@testable import KilimReport

@Suite struct WorkflowGraphTests {
  @Test(arguments: [0, 1, 2, 17, 120, 500])
  func `boxes do not touch, and edges lead down`(count: Int) throws {
    let graph = GraphSamples.random(count, edges: count * 2, seed: 11)
    let layout = GraphLayout(graph)
    let boxes = graph.nodes.compactMap { layout.nodes[$0.id] }
    #expect(boxes.count == count)
    for (index, box) in boxes.enumerated() {
      #expect(box.x >= -0.01 && box.x + box.width <= layout.width + 0.01)
      for other in boxes[(index + 1)...] where abs(box.y - other.y) < box.height {
        #expect(box.x + box.width < other.x || other.x + other.width < box.x)
      }
    }
    for route in layout.routes {
      #expect(zip(route.points, route.points.dropFirst()).allSatisfy { $0.y <= $1.y + 0.01 })
    }
    try WellFormed.check(graph.svg())
  }

  @Test func `all steps waiting for all before them are drawn in time`() throws {
    let nodes = (0..<120).map {
      GraphNode(id: "\($0)", name: "\($0)", kind: .job, state: GraphState("", .waiting))
    }
    let edges = (0..<120).flatMap { to in (0..<to).map { GraphEdge(from: "\($0)", to: "\(to)") } }
    try WellFormed.check(WorkflowGraph(title: "all", nodes: nodes, edges: edges).svg())
  }

  @Test func `steps lie inside their sub-workflows`() throws {
    let layout = GraphLayout(GraphSamples.nested)
    for (inner, outer) in [("clean/split", "clean"), ("clean/deep/b", "clean/deep")] {
      let (box, around) = (try #require(layout.nodes[inner]), try #require(layout.clusters[outer]))
      #expect(box.x > around.x && box.x + box.width < around.x + around.width)
      #expect(box.y > around.y && box.y + box.height < around.y + around.height)
    }
  }

  @Test func `two clusters inside each other are not`() throws {
    let graph = WorkflowGraph(
      title: "", nodes: [], edges: [GraphEdge(from: "a", to: "b")],
      clusters: [
        GraphCluster(id: "a", name: "a", parent: "b"),
        GraphCluster(id: "b", name: "b", parent: "a"),
      ])
    try WellFormed.check(graph.svg())
    #expect(graph.dot.contains("cluster_1"))
    #expect(graph.mermaid.contains("c1"))
  }

  @Test(arguments: 0..<12)
  func `any text gives well-formed pictures`(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    var graph = GraphSamples.pipeline
    graph.title = RandomText.any(&generator)
    for index in graph.nodes.indices {
      graph.nodes[index].name = RandomText.any(&generator)
      graph.nodes[index].state.text = RandomText.any(&generator)
    }
    for index in graph.edges.indices { graph.edges[index].label = RandomText.any(&generator) }
    try WellFormed.check(graph.svg(identifier: RandomText.any(&generator)))
    // Lines of the other two hold what was on one line, and nothing that ends their quotes.
    for line in graph.dot.split(separator: "\n") {
      let plain = line.replacing("\\\\", with: "").replacing("\\\"", with: "")
      #expect(plain.count { $0 == "\"" } % 2 == 0, "\(line)")
    }
    for line in graph.mermaid.split(separator: "\n") {
      #expect(line.count { $0 == "\"" } % 2 == 0, "\(line)")
    }
  }

  @Test func `crossings that can be avoided are`() {
    let ranks = LayoutRanks(count: 4, edges: [(0, 3), (1, 2)])
    var order = LayoutOrder(ranks: ranks, boxes: 4)
    order.reduceCrossings()
    #expect(order.layers == [[0, 1], [3, 2]])
  }
}
