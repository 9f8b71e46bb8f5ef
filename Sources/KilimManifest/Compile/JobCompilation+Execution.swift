import KilimModel

extension JobCompilation {
  /// Whether this version can run this app on this system; says why not.
  mutating func checkExecution(_ references: References) -> Bool {
    let mistakes = [
      dynamicSystemMistake(references), jobTypeMistake(references), systemMistake(references),
      runtimeMistake(references),
    ].compactMap(\.self)
    report(mistakes, references)
    return mistakes.isEmpty
  }

  private func dynamicSystemMistake(_ references: References) -> Mistake? {
    let app = references.app.spec.jobAttributes.dynamicExecSystem
    guard job.attributes.dynamicExecSystem ?? app ?? false else { return nil }
    let layer: Layer = job.attributes.dynamicExecSystem == nil ? .app : .job
    return Mistake(
      layer, .unsupportedFeature, "this version does not choose a System by constraints",
      hint: "name one in `execSystemId`", path: "\(layer.prefix).dynamicExecSystem")
  }

  private func jobTypeMistake(_ references: References) -> Mistake? {
    let app = references.app.spec
    let appType = app.jobType ?? (app.jobTypeIsOpen ? nil : .fork)
    let systemType: JobType = references.exec.spec.canRunBatch == true ? .batch : .fork
    guard (job.jobType ?? appType ?? systemType) == .batch else { return nil }
    let isJobs = job.jobType != nil
    return Mistake(
      .job, .unsupportedFeature,
      isJobs
        ? "this version runs no BATCH jobs yet"
        : "\(references.app.label) makes this a BATCH job, which this version cannot run yet",
      hint: "write `jobType: FORK` in the job, to run it on this machine without a scheduler",
      path: isJobs ? "spec.jobType" : "spec.appId")
  }

  private func systemMistake(_ references: References) -> Mistake? {
    let place = references.execPlace ?? Reference(layer: .job, field: "appId", name: "local")
    if let reason = references.exec.spec.reasonNotHere(context.facts) {
      return Mistake(
        place.layer, .unsupportedFeature,
        "System `\(place.name)` \(reason); this version runs jobs only on this machine",
        hint: "write `execSystemId: local`, or name a LINUX System with `host: localhost`",
        path: place.path)
    }
    guard references.exec.spec.canExec == true else {
      return Mistake(
        place.layer, .impossibleCombination, "System `\(place.name)` runs no jobs",
        hint: "set `canExec: true` in \(references.exec.origin)", path: place.path)
    }
    return nil
  }

  private func runtimeMistake(_ references: References) -> Mistake? {
    let runtime = references.app.spec.runtime ?? .docker
    guard runtime == .native || runtime == .zip else {
      return Mistake(
        .job, .unsupportedFeature,
        "\(references.app.label) has the runtime \(runtime.rawValue), which this version cannot run yet",
        hint: "this version runs NATIVE and ZIP", path: "spec.appId")
    }
    let offered = references.exec.spec.jobRuntimes.map(\.runtimeType)
    guard !offered.contains(runtime), references.exec.spec.canExec == true else { return nil }
    let place = references.execPlace ?? Reference(layer: .job, field: "appId", name: "local")
    let list = offered.map(\.rawValue).joined(separator: ", ")
    return Mistake(
      place.layer, .runtimeNotOffered,
      "System `\(place.name)` does not offer the runtime \(runtime.rawValue) of \(references.app.label)",
      hint: offered.isEmpty
        ? "add it to `jobRuntimes` in \(references.exec.origin)"
        : "it offers: \(list); add \(runtime.rawValue) to `jobRuntimes` in \(references.exec.origin)",
      path: place.path)
  }
}

extension SystemSpec {
  /// Why jobs of this user cannot run there without a connection; nil when they can.
  func reasonNotHere(_ facts: HostFacts) -> String? {
    if let systemType, systemType != .linux { return "is of type \(systemType.rawValue)" }
    let host = (host ?? "localhost").lowercased()
    guard ["localhost", "127.0.0.1", "::1", facts.hostName.lowercased()].contains(host) else {
      return "is on the host `\(host)`"
    }
    guard let user = effectiveUserId.nonBlank,
      !["${apiUserId}", "${owner}", facts.userName].contains(user)
    else { return nil }
    return "runs jobs as the user `\(user)`, not as you"
  }
}
