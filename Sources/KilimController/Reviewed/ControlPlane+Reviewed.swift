package import KilimManifest
import KilimModel
import KilimStore

extension ControlPlane {
  /// A plan for a file, to be applied later exactly as it is.
  ///
  /// - Parameter paths: where its manifests are; absolute.
  package func reviewed(_ plan: ApplyPlan, paths: [String]) throws(EngineError) -> ReviewedPlan {
    try read { reader throws(StoreError) in
      try ReviewedPlan(plan, paths: paths, in: reader)
    }
  }

  /// The plan of the same manifests now.
  ///
  /// - Throws: `.refused` when anything is different from what was reviewed: a manifest, a bundle, an
  ///   input, or the state.
  package func plan(
    _ reviewed: ReviewedPlan, from sources: [any ManifestSource]
  ) throws(EngineError) -> ApplyPlan {
    var options = reviewed.options
    options.isExact = true
    let plan = try plan(sources, options: options)
    guard !plan.diagnostics.hasErrors else { return plan }
    let changed = reviewed.differences(from: try self.reviewed(plan, paths: reviewed.paths))
    guard changed.isEmpty else {
      let names = changed.prefix(5).map(\.description).joined(separator: ", ")
      let more = changed.count > 5 ? " and \(changed.count - 5) more" : ""
      throw EngineError(
        "not what was reviewed: a manifest, a file or the state has changed for \(names)\(more); "
          + "nothing was applied", hint: "run `kilim diff` again", kind: .refused)
    }
    return plan
  }
}
