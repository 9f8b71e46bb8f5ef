import KilimManifest
package import KilimModel
import KilimStore
import KilimTransport

extension ControlPlane {
  /// Why the newest run of a Job, a Sweep or a point exists, and why it does not run again; of a
  /// Workflow, what the next step would do about each of its steps.
  ///
  /// Reads the declaration's files: for something that somebody looks at. Writes nothing.
  ///
  /// - Parameter number: of a Job or a point, that run instead of the newest one.
  /// - Throws: `.notFound` for a name that was never declared, and for a run that never was.
  package func why(_ name: ResourceName, run number: Int? = nil) throws(EngineError) -> WhyReport {
    if name.sweepPoint != nil { return try whyPoint(name, number) }
    if name.kind == .sweep { return try whySweep(name) }
    if name.kind == .workflow { return try whyWorkflow(name) }
    return try whyJob(name, number)
  }

  /// Whether there is or was a declaration of that name.
  package func isKnown(_ name: ResourceName) throws(EngineError) -> Bool {
    try read { reader throws(StoreError) in try reader.object(name) } != nil
  }

  private func whyJob(_ name: ResourceName, _ number: Int?) throws(EngineError) -> WhyReport {
    let object = try read { reader throws(StoreError) in try reader.object(name) }
    guard let object, name.kind == .job else {
      throw EngineError("there is no \(name)", kind: .notFound)
    }
    let now = object.deleted == nil ? try compiled(object) : .failure(Gone())
    return try read { reader throws(StoreError) in
      let entries = try reader.ledger(of: name)
      var comparison = IdentityComparison(
        name, versions: try reader.versions(of: name), in: reader)
      guard let entry = try Self.entry(number, of: name, entries) else {
        return WhyReport(
          object: name, origin: .none,
          outlook: JobOutlook.withoutRun(object))
      }
      let origin = try RunOrigin(entry, among: entries, &comparison)
      let run = try reader.run(entry.run)
      let outlook = JobOutlook(
        object: object, entry: entry, state: run?.state, entries: entries,
        components: origin.components)
      return WhyReport(
        object: name, run: RunName(owner: name, number: entry.number),
        status: run?.state.status ?? entry.verdict, created: entry.created,
        origin: origin.origin, differences: origin.differences,
        outlook: try outlook.outlook(now, &comparison))
    }
  }

  /// The declaration was removed.
  struct Gone: Error {
    var message = ""
  }

  private func compiled(
    _ object: ObjectRecord
  ) throws(EngineError) -> Result<IdentityComponents, Gone> {
    guard let spec = SpecCoding.jobSpec(fromJSON: object.content.spec) else {
      return .failure(Gone(message: "its declaration cannot be read; apply it again"))
    }
    let factory = RunFactory(
      surroundings: surroundings, inspector: RememberingInspector(HostSourceInspector()),
      catalog: try catalog())
    let values = try read { reader throws(StoreError) in try reader.stepValues(of: object.id) }
    let compiled = factory.compile(spec, of: object, stepValues: values)
    if let job = compiled.job { return .success(job.components) }
    let error = compiled.diagnostics.first { $0.severity == .error }
    return .failure(Gone(message: error?.message ?? "its declaration is invalid"))
  }

  static func entry(
    _ number: Int?, of name: ResourceName, _ entries: [LedgerEntry]
  ) throws(StoreError) -> LedgerEntry? {
    guard let number else { return entries.last }
    guard let entry = entries.first(where: { $0.number == number }) else {
      throw .notFound("run \(RunName(owner: name, number: number))")
    }
    return entry
  }
}
