import KilimManifest
import KilimModel
import KilimReport

/// A workflow as a picture: a box a step, an arrow for what waits for what, a frame around the steps of
/// a sub-workflow.
struct WorkflowDrawing {
  /// How far a step is; steps of sub-workflows are called `outer/inner`.
  struct Progress: Sendable, Hashable {
    var state: GraphState
    var counts: GraphNode.Counts?
  }

  private let states: [String: Progress]
  private var nodes: [GraphNode] = []
  private var edges: [GraphEdge] = []
  private var clusters: [GraphCluster] = []

  /// - Parameter states: empty for a workflow that is only declared.
  static func graph(
    of spec: WorkflowSpec, title: String, structure: WorkflowStructure,
    states: [String: Progress] = [:]
  ) -> WorkflowGraph {
    var drawing = WorkflowDrawing(states: states)
    drawing.add(spec, structure, in: nil)
    return WorkflowGraph(
      title: title, nodes: drawing.nodes, edges: drawing.edges, clusters: drawing.clusters)
  }

  private init(states: [String: Progress]) { self.states = states }

  private mutating func add(
    _ spec: WorkflowSpec, _ structure: WorkflowStructure, in cluster: String?
  ) {
    let stem = cluster.map { $0 + "/" } ?? ""
    for (step, declared) in zip(structure.steps, spec.steps) {
      let id = stem + step.name
      add(step, declared, id, in: cluster)
      let asked = Set(step.condition?.references.map(\.step) ?? [])
      for need in step.needs {
        let name = structure.steps[need].name
        edges.append(
          GraphEdge(
            from: stem + name, to: id, label: asked.contains(name) ? declared.when : nil))
      }
    }
  }

  private mutating func add(
    _ step: WorkflowStructure.Step, _ declared: WorkflowStep, _ id: String, in cluster: String?
  ) {
    let progress = states[id]
    if let inner = declared.workflow, !inner.steps.isEmpty,
      let structure = WorkflowStructure.of(inner, source: nil, outer: .any).structure
    {
      clusters.append(
        GraphCluster(id: id, name: step.name, state: progress?.state, parent: cluster))
      return add(inner, structure, in: id)
    }
    let kind: GraphNode.Kind =
      declared.job != nil ? .job : declared.sweep != nil ? .sweep : .workflow
    nodes.append(
      GraphNode(
        id: id, name: step.name, kind: kind, state: progress?.state ?? GraphState("", .waiting),
        counts: progress?.counts, cluster: cluster))
  }
}
