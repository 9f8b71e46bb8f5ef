import KilimModel

/// Which outputs are archived (Tapis reference, sections 2.3 and 10).
///
/// Excludes win over includes; no includes means everything. `**/*` as a whole entry stands for
/// everything, as in Tapis, although as a glob it would leave out the top level.
package struct ArchiveFilter {
  private let includes: [PathPattern]
  private let excludes: [PathPattern]

  package init(includes: [String], excludes: [String]) throws(TransferError) {
    self.includes = try Self.patterns(includes, "includes")
    self.excludes = try Self.patterns(excludes, "excludes")
  }

  /// Whether a path, relative to the output directory, is archived.
  package func selects(_ path: String) -> Bool {
    if excludes.contains(where: { $0.covers(path) }) { return false }
    return includes.isEmpty || includes.contains { $0.covers(path) }
  }

  private static func patterns(
    _ texts: [String], _ list: String
  ) throws(TransferError) -> [PathPattern] {
    var patterns: [PathPattern] = []
    for text in texts {
      do throws(PathPatternError) {
        patterns.append(try PathPattern(text == "**/*" ? "**" : text))
      } catch {
        throw TransferError(
          "archiveFilter.\(list): \(text): \(error.message)", isTemporary: false)
      }
    }
    return patterns
  }
}
