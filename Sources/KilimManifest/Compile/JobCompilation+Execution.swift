package import KilimModel

extension JobCompilation {
  /// Whether this app can run on this system as this type of job; says why not.
  mutating func checkExecution(_ references: References) -> Bool {
    let mistakes = [
      systemMistake(references), runtimeMistake(references), startMistake(references),
      batchMistake(references),
    ].compactMap(\.self)
    report(mistakes, references)
    return !mistakes.contains { $0.diagnostic.severity == .error }
  }

  /// The type of the job (Tapis reference, section 1.1): the job's word, then the app's, which is
  /// FORK unless it leaves the choice open; then BATCH where there is a scheduler.
  func jobType(_ references: References) -> JobType {
    let app = references.app.spec
    let appType = app.jobType ?? (app.jobTypeIsOpen ? nil : .fork)
    return job.jobType ?? appType
      ?? (references.exec.spec.canRunBatch == true ? .batch : .fork)
  }

  private func systemMistake(_ references: References) -> Mistake? {
    guard references.exec.spec.canExec != true else { return nil }
    let place = references.execOrAppPlace
    return Mistake(
      place.layer, .impossibleCombination, "System `\(place.name)` runs no jobs",
      hint: "set `canExec: true` in \(references.exec.origin)", path: place.path)
  }

  private func runtimeMistake(_ references: References) -> Mistake? {
    let runtime = references.app.spec.runtime ?? .docker
    let offered = references.exec.spec.jobRuntimes.map(\.runtimeType)
    guard !offered.contains(where: runtime.isServed), references.exec.spec.canExec == true else {
      return nil
    }
    let place = references.execOrAppPlace
    let list = offered.map(\.rawValue).joined(separator: ", ")
    // A bundle needs no more than what unpacks it, and systems that do not list ZIP run thousands.
    let isBundle = runtime == .zip
    return Mistake(
      place.layer, .runtimeNotOffered, severity: isBundle ? .warning : nil,
      "System `\(place.name)` does not offer the runtime \(runtime.rawValue) of \(references.app.label)",
      hint: offered.isEmpty
        ? "add it to `jobRuntimes` in \(references.exec.origin)"
        : "it offers: \(list); add \(runtime.rawValue) to `jobRuntimes` in \(references.exec.origin)",
      path: place.path)
  }

  private func startMistake(_ references: References) -> Mistake? {
    let app = references.app.spec
    guard app.runtime?.isApptainer == true,
      let index = app.runtimeOptions.firstIndex(of: .singularityStart)
    else { return nil }
    return Mistake(
      .app, .impossibleCombination,
      "SINGULARITY_START starts a service without an end of its own, so no job can wait for it",
      hint: "write `runtimeOptions: [SINGULARITY_RUN]`, and let the program run until it is done",
      path: "spec.runtimeOptions[\(index)]")
  }

  /// Why there can be no BATCH job (Tapis reference, sections 6.2 and 9.1).
  private func batchMistake(_ references: References) -> Mistake? {
    guard references.jobType == .batch, references.exec.spec.canExec == true else { return nil }
    let system = references.execOrAppPlace.name
    if references.exec.spec.canRunBatch != true {
      return jobTypeMistake(
        .impossibleCombination, references, ", and System `\(system)` has no batch scheduler",
        "write `jobType: FORK` in the job, or name a System with one in `execSystemId`")
    }
    if let scheduler = references.exec.spec.batchScheduler, scheduler != .slurm {
      return jobTypeMistake(
        .unsupportedFeature, references,
        ", and the scheduler of System `\(system)` is \(scheduler.rawValue), which Kilim cannot drive",
        "name a System with `batchScheduler: SLURM` in `execSystemId`, or write `jobType: FORK`")
    }
    let runtime = references.app.spec.runtime ?? .docker
    guard runtime == .docker || runtime == .podman else { return nil }
    return jobTypeMistake(
      .impossibleCombination, references,
      ", and a batch scheduler starts no \(runtime.rawValue) containers",
      "write `jobType: FORK` in the job, or `runtime: APPTAINER` and `containerImage: docker://IMAGE` in the app"
    )
  }

  private func jobTypeMistake(
    _ code: DiagnosticCode, _ references: References, _ reason: String, _ hint: String
  ) -> Mistake {
    let (who, path) =
      if job.jobType != nil {
        ("this is a BATCH job", "spec.jobType")
      } else if references.app.spec.jobType == .batch {
        ("\(references.app.label) makes this a BATCH job", "spec.appId")
      } else {
        ("the exec system makes this a BATCH job", "spec.appId")
      }
    return Mistake(.job, code, who + reason, hint: hint, path: path)
  }
}

extension Runtime {
  var isApptainer: Bool { self == .singularity || self == .apptainer }

  /// Whether a program of this runtime can be started by one that a System offers: Apptainer is
  /// the new name of Singularity.
  func isServed(by offered: Runtime) -> Bool {
    self == offered || isApptainer && offered.isApptainer
  }
}

extension SystemSpec {
  /// The login there; nil for the one that the user's SSH configuration names.
  package func login(_ facts: HostFacts) -> String? {
    guard let user = effectiveUserId.nonBlank, !["${apiUserId}", "${owner}"].contains(user) else {
      return nil
    }
    return SystemVariables.filled(in: user, facts)
  }

  /// Where jobs get their directories; nil when that is not said, or depends on the job or on
  /// variables of the host.
  package func workingDirectory(_ facts: HostFacts) -> String? {
    guard let directory = jobWorkingDir.nonBlank else { return nil }
    let root = SystemVariables.filled(in: rootDir.nonBlank ?? "/", facts)
    let path = PathText.below(root, SystemVariables.filled(in: directory, facts))
    return path.contains("$") || path.contains("HOST_EVAL") ? nil : path
  }

  /// Why jobs of this user cannot run there without a connection; nil when they can.
  package func reasonNotHere(_ facts: HostFacts) -> String? {
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
