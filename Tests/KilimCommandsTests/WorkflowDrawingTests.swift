import KilimManifest
import KilimModel
import KilimReport
import KilimTestSupport
import Testing

@testable import KilimCommands

struct WorkflowDrawingTests {
  private func workflow() throws -> (WorkflowSpec, WorkflowStructure) {
    let text = """
      apiVersion: kilim/v1
      kind: Workflow
      metadata: {name: pipe}
      spec:
        steps:
          - name: report
            when: steps.train.status != 'SKIPPED'
            dependsOn: [check]
            job: {appId: tool, appVersion: "1"}
          - name: prepare
            job: {appId: tool, appVersion: "1"}
          - name: train
            sweep:
              parameters: [{csv: "${steps.prepare.outputDir}/points.csv"}]
              template: {appId: tool, appVersion: "1"}
          - name: check
            dependsOn: [prepare]
            workflow:
              steps:
                - {name: one, job: {appId: tool, appVersion: "1"}}
                - {name: two, dependsOn: [one], job: {appId: tool, appVersion: "1"}}
          - {name: nothing, workflow: {steps: []}}

      """
    let loaded = ManifestLoader.load([
      SourceFile(name: "w.yaml", directory: "/", bytes: Array(text.utf8))
    ])
    guard case .workflow(let spec)? = loaded.documents.first?.spec else {
      throw TestFailure("no workflow: \(loaded.diagnostics)")
    }
    return (spec, try #require(WorkflowStructure.of(spec, source: nil).structure))
  }

  @Test func `draws steps, what they wait for, and sub-workflows`() throws {
    let (spec, structure) = try workflow()
    let graph = WorkflowDrawing.graph(of: spec, title: "workflow/pipe", structure: structure)
    #expect(
      graph.nodes.map(\.id) == [
        "report", "prepare", "train", "check/one", "check/two", "nothing",
      ])
    #expect(graph.nodes.map(\.kind) == [.job, .job, .sweep, .job, .job, .workflow])
    #expect(graph.nodes.map(\.cluster) == [nil, nil, nil, "check", "check", nil])
    #expect(graph.clusters == [GraphCluster(id: "check", name: "check")])
    #expect(
      Set(graph.edges) == [
        GraphEdge(from: "train", to: "report", label: "steps.train.status != 'SKIPPED'"),
        GraphEdge(from: "check", to: "report"), GraphEdge(from: "prepare", to: "train"),
        GraphEdge(from: "prepare", to: "check"),
        GraphEdge(from: "check/one", to: "check/two"),
      ])
  }

  @Test func `shows how far steps are`() throws {
    let (spec, structure) = try workflow()
    let graph = WorkflowDrawing.graph(
      of: spec, title: "workflow/pipe", structure: structure,
      states: [
        "train": .init(
          state: GraphState("RUNNING", .running), counts: .init(done: 1, total: 4)),
        "check/one": .init(state: GraphState("FAILED", .failed)),
        "check": .init(state: GraphState("RUNNING", .running)),
      ])
    let node = try #require(graph.nodes.first { $0.id == "train" })
    #expect(node.state.text == "RUNNING" && node.counts?.total == 4)
    #expect(graph.nodes.first { $0.id == "check/one" }?.state.stateClass == .failed)
    #expect(graph.clusters.first?.state?.text == "RUNNING")
  }
}
