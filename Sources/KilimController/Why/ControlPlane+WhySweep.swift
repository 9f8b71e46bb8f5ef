import KilimManifest
import KilimModel
import KilimStore
import KilimTransport

extension ControlPlane {
  func whySweep(_ name: ResourceName) throws(EngineError) -> WhyReport {
    let (object, sweep) = try read { reader throws(StoreError) in
      (try reader.object(name), try reader.sweep(name))
    }
    guard let object, let sweep else {
      throw EngineError("there is no \(name)", kind: .notFound)
    }
    let now = object.deleted == nil ? try compiledSweep(object) : nil
    return try read { reader throws(StoreError) in
      let versions = try reader.versions(of: name)
      var comparison = IdentityComparison(
        name, versions: [], app: now?.app, in: reader)
      var report = WhyReport(
        object: name, origin: .declared(generation: object.generation),
        outlook: SweepOutlook(object: object, sweep: sweep).outlook)
      report.created = object.updated
      if versions.count > 1 {
        report.differences = comparison.differences(
          from: versions[versions.count - 2], to: versions[versions.count - 1])
      }
      if report.outlook.state == .unchanged, let now,
        let before = try reader.identityComponents(ofSweep: sweep.id),
        before.identity != now.components.identity
      {
        report.outlook = SweepOutlook.stale(
          try comparison.differences(from: before, to: now.components))
      }
      return report
    }
  }

  func whyPoint(_ name: ResourceName, _ number: Int?) throws(EngineError) -> WhyReport {
    guard let (sweepName, position) = name.sweepPoint else {
      throw EngineError("\(name) is no point", kind: .notFound)
    }
    return try read { reader throws(StoreError) in
      guard let object = try reader.object(sweepName), let sweep = try reader.sweep(sweepName),
        let point = try reader.point(sweep.id, position)
      else { throw .notFound("\(name)") }
      let entries = try reader.ledger(of: name)
      let outlook = PointOutlook(
        name: name, sweep: sweep, point: point, isRemoved: object.deleted != nil)
      var report = WhyReport(
        object: name, point: point.values, origin: .none, outlook: outlook.outlook)
      if let run = point.reusedRun, let entry = try reader.ledgerEntry(run) {
        report.origin = .reused(RunName(owner: entry.owner, number: entry.number))
        return report
      }
      guard let entry = try Self.entry(number, of: name, entries) else { return report }
      var comparison = IdentityComparison(name, versions: [], app: object.templateApp, in: reader)
      let origin = try RunOrigin(entry, among: entries, &comparison)
      report.run = RunName(owner: name, number: entry.number)
      report.status = try reader.run(entry.run)?.state.status ?? entry.verdict
      report.created = entry.created
      report.origin = origin.origin
      report.differences = origin.differences
      guard origin.origin == .first,
        let twin = try reader.position(ofValues: point.values, in: sweep.id, before: position)
      else { return report }
      report.origin = .templateChanged(before: sweepName.point(twin))
      report.differences = try Self.templateDifferences(sweepName, reader)
      return report
    }
  }

  /// Of the last two versions of a sweep whose templates differ.
  private static func templateDifferences(
    _ name: ResourceName, _ reader: StoreReader
  ) throws(StoreError) -> [IdentityDifference] {
    let versions = try reader.versions(of: name)
    var comparison = IdentityComparison(name, versions: [], in: reader)
    for (old, new) in zip(versions, versions.dropFirst()).reversed() {
      let found = comparison.differences(from: old, to: new).filter {
        $0.path.hasPrefix("spec.template")
      }
      if !found.isEmpty { return found }
    }
    return []
  }

  /// Nil for one that cannot be compiled as things are now.
  private func compiledSweep(
    _ object: ObjectRecord
  ) throws(EngineError) -> (components: IdentityComponents, app: ResourceName?)? {
    guard let spec = SpecCoding.sweepSpec(fromJSON: object.content.spec) else { return nil }
    let factory = RunFactory(
      surroundings: surroundings, inspector: RememberingInspector(HostSourceInspector()),
      catalog: try catalog())
    let values = try read { reader throws(StoreError) in try reader.stepValues(of: object.id) }
    let compiled = factory.compile(spec, of: object, stepValues: values)
    return compiled.sweep.map { ($0.components, object.templateApp) }
  }
}

extension ObjectRecord {
  /// The App of a sweep's template.
  fileprivate var templateApp: ResourceName? {
    SpecCoding.sweepSpec(fromJSON: content.spec).map {
      ResourceName(.app, "\($0.template.appId)@\($0.template.appVersion)")
    }
  }
}

extension StoreReader {
  func identityComponents(
    ofSweep id: ObjectID
  ) throws(StoreError) -> IdentityComponents? {
    try components(ofSweep: id).flatMap { try? JSONValue(reading: $0) }.flatMap {
      IdentityComponents(json: $0)
    }
  }
}
