import KilimLifecycle
package import KilimManifest
package import KilimModel
import KilimStore
import KilimTransport

extension ControlPlane {
  /// Compiles the jobs, sweeps and workflows among manifests, against these and the state's
  /// definitions.
  ///
  /// - Parameter plane: nil to know the given manifests alone.
  package static func compile(
    _ sources: [any ManifestSource], in plane: ControlPlane?, surroundings: Surroundings
  ) throws(EngineError) -> (objects: [CompiledObject], diagnostics: [Diagnostic]) {
    let stored =
      try plane?.catalog()
      ?? StoredCatalog.catalog(of: [], facts: surroundings.facts, stateDirectory: nil)
    let planner = ApplyPlanner(
      surroundings: surroundings, options: ApplyOptions(),
      storedDependencies: StoredDependencies(plane?.store))
    let checked = planner.check(sources, stored: stored, unsupported: .ignore)
    guard !checked.diagnostics.hasErrors else { return ([], checked.diagnostics) }
    return (
      checked.loaded.documents.compactMap { checked.factory.shown($0) }, checked.diagnostics
    )
  }

  /// Compiles a Sweep or a Workflow as the state declares it, with the values that its steps took.
  ///
  /// - Returns: nil for one that cannot be compiled as things are now.
  /// - Throws: `.notFound` for a name that nothing has.
  package func compiled(_ name: ResourceName) throws(EngineError) -> CompiledObject? {
    let factory = RunFactory(
      surroundings: surroundings, inspector: RememberingInspector(HostSourceInspector()),
      catalog: try catalog())
    return try read { reader throws(StoreError) -> CompiledObject? in
      guard let object = try reader.object(name), object.deleted == nil else {
        throw .notFound("\(name)")
      }
      if let spec = SpecCoding.sweepSpec(fromJSON: object.content.spec) {
        let values = try reader.stepValues(of: object.id)
        let inspector = factory.inspector
        guard let sweep = factory.compile(spec, of: object, stepValues: values).sweep,
          let facts = SweepFacts.of(spec, sweep, inspector: inspector, source: nil).facts
        else { return nil }
        return CompiledObject(
          name: name,
          body: .points(
            CompiledPoints(compiled: facts.compiled, table: facts.table, references: [])))
      }
      guard let spec = SpecCoding.workflowSpec(fromJSON: object.content.spec) else { return nil }
      var values: [ResourceName: [StepReference: StepValue]] = [:]
      try Self.takeValues(of: name, into: &values, reader)
      let context = RunFactory.StepContext(
        name: name, metadata: StoredMetadata.read(object), source: nil,
        directory: object.content.source?.directory ?? "/")
      return CompiledObject(
        name: name, body: .steps(factory.shown(spec, context, known: { values[$0] ?? [:] })))
    }
  }

  private static func takeValues(
    of workflow: ResourceName, into values: inout [ResourceName: [StepReference: StepValue]],
    _ reader: StoreReader
  ) throws(StoreError) {
    guard let record = try reader.workflow(workflow) else { return }
    for row in try reader.steps(of: record.id) {
      guard let object = row.object?.name else { continue }
      values[object] = row.values.flatMap(StepValues.init(json:))?.values
      if object.kind == .workflow { try takeValues(of: object, into: &values, reader) }
    }
  }

  package func hasRun(_ name: ResourceName) throws(EngineError) -> Bool {
    try read { reader throws(StoreError) in try reader.newestRun(of: name) } != nil
  }

  /// The plan of a point that has no run yet, as it would be started now.
  package func plan(ofPoint name: ResourceName) throws(EngineError) -> RunPlan? {
    guard let (sweep, position) = name.sweepPoint else { return nil }
    return try read { reader throws(StoreError) -> RunPlan? in
      guard let record = try reader.sweep(sweep), let point = try reader.point(record.id, position),
        let text = try reader.templatePlan(
          of: record.id, position: position, values: point.values)
      else { return nil }
      return (try? JSONValue(reading: text)).flatMap { RunPlan(json: $0) }
    }
  }
}
