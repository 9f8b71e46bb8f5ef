import KilimTestSupport
import Testing

@testable import KilimReport

@Suite struct GraphGoldenTests {
  @Test(arguments: GraphSamples.all.map(\.name))
  func `draws the same graph on every machine`(name: String) throws {
    let graph = try #require(GraphSamples.all.first { $0.name == name }?.graph)
    try GoldenText.compare(graph.svg(), with: "Tests/Golden/graphs/\(name).svg")
    try GoldenText.compare(graph.dot, with: "Tests/Golden/graphs/\(name).dot")
    try GoldenText.compare(graph.mermaid, with: "Tests/Golden/graphs/\(name).mermaid")
  }
}
