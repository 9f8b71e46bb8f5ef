import KilimTestSupport

@testable import KilimReport

/// Workflows that the goldens keep.
enum GraphSamples {
  private static func node(
    _ id: String, _ text: String, _ state: GraphState.Class, _ kind: GraphNode.Kind = .job,
    counts: GraphNode.Counts? = nil, in cluster: String? = nil
  ) -> GraphNode {
    GraphNode(
      id: id, name: id, kind: kind, state: GraphState(text, state), counts: counts,
      cluster: cluster)
  }

  static let pipeline = WorkflowGraph(
    title: "workflow/digits",
    nodes: [
      node("prepare", "FINISHED", .finished),
      node("train", "RUNNING", .running, .sweep, counts: .init(done: 37, total: 100)),
      node("baseline", "FAILED", .failed),
      node("pick-best", "waiting", .waiting),
      node("report", "waiting", .waiting),
      node("notify-the-owner-of-the-data-set-by-mail", "skipped", .skipped),
      node("publish", "BLOCKED", .blocked, .workflow),
    ],
    edges: [
      GraphEdge(from: "prepare", to: "train"), GraphEdge(from: "prepare", to: "baseline"),
      GraphEdge(from: "train", to: "pick-best"),
      GraphEdge(from: "pick-best", to: "report"),
      GraphEdge(from: "baseline", to: "report"),
      GraphEdge(from: "prepare", to: "report"),
      GraphEdge(
        from: "baseline", to: "notify-the-owner-of-the-data-set-by-mail",
        label: "steps.baseline.status == 'FAILED'"),
      GraphEdge(from: "report", to: "publish", label: "steps.pick-best.results.accuracy > 0.97"),
    ])

  static let nested = WorkflowGraph(
    title: "nested <\"&> \\ `workflow`",
    nodes: [
      node("fetch", "FINISHED", .finished),
      node("clean/split", "FINISHED", .finished, in: "clean"),
      node("clean/scale", "CANCELLED", .cancelled, in: "clean"),
      node("clean/deep/a", "RUNNING", .running, in: "clean/deep"),
      node("clean/deep/b", "waiting", .waiting, in: "clean/deep"),
      node("use", "waiting", .waiting, .sweep, counts: .init(done: 0, total: 12)),
      node("<odd> & \"quoted\" | name;", "", .waiting),
    ],
    edges: [
      GraphEdge(from: "fetch", to: "clean"),
      GraphEdge(from: "clean/split", to: "clean/scale"),
      GraphEdge(from: "clean/split", to: "clean/deep"),
      GraphEdge(from: "clean/deep/a", to: "clean/deep/b", label: "a < \"b\" && #1"),
      GraphEdge(from: "clean", to: "use"),
      GraphEdge(from: "fetch", to: "<odd> & \"quoted\" | name;"),
      GraphEdge(from: "clean/scale", to: "<odd> & \"quoted\" | name;"),
      GraphEdge(from: "fetch", to: "nowhere"), GraphEdge(from: "use", to: "use"),
    ],
    clusters: [
      GraphCluster(id: "clean", name: "clean", state: GraphState("RUNNING", .running)),
      GraphCluster(id: "clean/deep", name: "deep", parent: "clean"),
      GraphCluster(id: "empty", name: "nothing in it"),
    ])

  static let circle = WorkflowGraph(
    title: "circle",
    nodes: [
      node("a", "waiting", .waiting), node("b", "waiting", .waiting),
      node("c", "waiting", .waiting),
    ],
    edges: [
      GraphEdge(from: "a", to: "b"), GraphEdge(from: "b", to: "c"), GraphEdge(from: "c", to: "a"),
    ])

  static let alone = WorkflowGraph(
    title: "alone", nodes: [node("only", "FINISHED", .finished)], edges: [])

  /// Steps in a few ranks, edges from rank to rank and some that go far.
  static func random(_ count: Int, edges: Int, seed: UInt64) -> WorkflowGraph {
    var generator = SeededGenerator(seed: seed)
    let states = GraphState.Class.allCases
    let nodes = (0..<count).map { number in
      node(
        "step-\(number)", states[number % 7].rawValue, states[number % 7])
    }
    let pairs = (0..<edges).map { _ in
      let to = Int.random(in: 1..<max(2, count), using: &generator)
      let from = Int.random(in: max(0, to - 12)..<to, using: &generator)
      return GraphEdge(from: "step-\(from)", to: "step-\(to)")
    }
    return WorkflowGraph(title: "random \(count)", nodes: nodes, edges: count > 1 ? pairs : [])
  }

  static let all: [(name: String, graph: WorkflowGraph)] = [
    ("pipeline", pipeline), ("nested", nested), ("circle", circle), ("alone", alone),
    ("random", random(24, edges: 34, seed: 5)),
  ]
}
