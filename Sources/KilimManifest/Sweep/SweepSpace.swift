package import KilimModel

/// The points of a sweep in their order: one space after the other, and in a space the last
/// parameter of the grid, by name, changes fastest; tables and samples change faster than grids.
///
/// Points of two spaces may be equal; whoever stores them keeps one.
package struct SweepSpace: Sendable {
  /// As many points as a sweep may have before any is excluded.
  package static let mostPoints = 10_000_000

  private let spaces: [ProductSpace]
  /// Of all spaces, sorted.
  package let names: [String]
  /// How many points there are, those included that are excluded.
  package let rawCount: Int

  init(_ spaces: [ProductSpace]) {
    self.spaces = spaces
    names = Set(spaces.flatMap(\.names)).sorted()
    rawCount = spaces.reduce(0) { $0 + $1.count }
  }

  /// Reads the files and the expressions of a sweep, and checks all that can be checked without
  /// making every point.
  ///
  /// - Parameter directory: absolute; relative paths start here.
  /// - Returns: nil with errors.
  package static func resolve(
    _ spec: SweepSpec, directory: String, inspector: any SourceInspector,
    source: DocumentSource?
  ) -> (space: SweepSpace?, diagnostics: [Diagnostic]) {
    var resolution = SpaceResolution(directory: directory, inspector: inspector)
    let space = resolution.resolve(spec)
    return (space, resolution.diagnostics.map { $0.located(in: source) })
  }

  /// Appends the points with these numbers, from 0 to `rawCount`, without the excluded ones. Ranges
  /// may be taken in any order, and on several threads.
  package func appendPoints(
    of range: Range<Int>, to batch: inout PointBatch
  ) throws(SweepProblem) {
    var first = 0
    for space in spaces {
      for index in range.clamped(to: first..<first + space.count) {
        try space.append(index - first, to: &batch)
      }
      first += space.count
    }
  }
}
