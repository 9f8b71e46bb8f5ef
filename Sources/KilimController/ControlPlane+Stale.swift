import KilimManifest
import KilimModel
import KilimStore
import KilimTransport

extension ControlPlane {
  /// The same report with what has changed since its run was made, beside the job's own text.
  ///
  /// Compiles the declaration anew and reads its files: for a few runs that somebody looks at.
  func withStaleReasons(_ report: RunReport) throws(EngineError) -> RunReport {
    let name = report.name
    let (object, components, values) = try read {
      reader throws(StoreError) -> (ObjectRecord?, String?, String?) in
      guard let object = try reader.object(name.owner), object.deleted == nil,
        !object.updatePending, let newest = try reader.newestRun(of: name.owner),
        newest.number == name.number
      else { return (nil, nil, nil) }
      return (
        object, try reader.components(of: newest.id), try reader.stepValues(of: object.id)
      )
    }
    guard let object, let components,
      let spec = SpecCoding.jobSpec(fromJSON: object.content.spec)
    else { return report }
    let factory = RunFactory(
      surroundings: surroundings, inspector: RememberingInspector(HostSourceInspector()),
      catalog: try catalog())
    let compiled = factory.compile(spec, of: object, stepValues: values)
    guard let job = compiled.job else { return report }
    var report = report
    report.staleReasons = StaleReasons.between(components, job.components).map {
      "\($0) changed since this run"
    }
    return report
  }
}
