import Glibc
import KilimTestSupport
import Testing

@testable import KilimReport

@Suite struct PlotGoldenTests {
  @Test(arguments: PlotSamples.all.map(\.name))
  func `draws the same picture on every machine`(name: String) throws {
    let sample = try #require(PlotSamples.all.first { $0.name == name })
    try GoldenText.compare(try sample.svg(), with: "Tests/Golden/plots/\(name).svg")
  }

  /// Pictures of a hundred thousand rows are looked at, not kept.
  @Test(arguments: PlotSamples.large.map(\.name))
  func `a picture of very many rows is small`(name: String) throws {
    let sample = try #require(PlotSamples.large.first { $0.name == name })
    let svg = try sample.svg()
    #expect(svg.utf8.count < 1_500_000)
    if let folder = getenv("KILIM_PICTURES") {
      try TextFile.write(svg, to: "\(String(cString: folder))/\(name).svg")
    }
  }
}
