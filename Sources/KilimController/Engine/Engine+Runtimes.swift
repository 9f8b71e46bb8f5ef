import KilimLifecycle
import KilimManifest
import KilimModel
import KilimStore

/// Images that are brought before a launch, and runtimes whose service is away for a while.
extension Engine {
  /// False when the run waits for its image.
  func stageContainer(of run: RunID, _ plan: RunPlan) -> Bool {
    guard let key = ImageKey(plan) else {
      happened(.jobStaged, to: run)
      return true
    }
    switch images.want(key, for: run, at: surroundings.sinceBoot()) {
    case .here:
      happened(.jobStaged, to: run)
      return true
    case .wait: runs[run]?.worker = RequestFlag()
    case .bring(let stop):
      runs[run]?.worker = RequestFlag()
      let keeper = ImageKeeper(host: containerHost, key: key)
      containerWork.submit { .image(key, keeper.bring(cancelled: { stop.isRaised })) }
    }
    return false
  }

  func imageBrought(_ key: ImageKey, _ complaint: RuntimeComplaint?) {
    let waiting = images.end(key, isHere: complaint == nil, at: surroundings.sinceBoot())
    for run in waiting {
      guard let active = runs[run], active.worker != nil else { continue }
      runs[run]?.worker = nil
      touched.append(run)
      if active.state.cancelRequested { continue }
      guard let complaint else {
        happened(.jobStaged, to: run)
        continue
      }
      if complaint.condition == .runtimeUnavailable {
        happened(.blocked(.runtimeUnavailable, reason: complaint.words), to: run)
        awaitRuntime(of: run)
      } else {
        stepFailed(complaint.condition, reason: complaint.words, run)
      }
    }
  }

  /// A run that is to be cancelled does not wait for its image.
  func leaveImage(_ run: RunID) {
    guard images.leave(run) else { return }
    runs[run]?.worker = nil
    touched.append(run)
  }

  /// Has a blocked run go on once its runtime answers.
  func awaitRuntime(of run: RunID) {
    guard let active = runs[run], active.state.status == .blocked,
      active.state.condition == .runtimeUnavailable
    else { return }
    if active.traits == nil { _ = loadPlan(of: run) }
    guard let runtime = runs[run]?.traits?.runtime else { return }
    runs[run]?.plan = nil
    runtimes.add(run, runtime, at: surroundings.sinceBoot())
  }

  func ask(_ runtime: Runtime) {
    let host = containerHost
    containerWork.submit {
      // Docker's client alone also has a version.
      let format = runtime == .docker ? "{{.Server.Version}}" : "{{.Client.Version}}"
      let outcome = host.run([runtime.program, "version", "--format", format])
      if case .ended(code: 0, _, _) = outcome { return .asked(runtime, nil) }
      return .asked(runtime, outcome.complaint(of: runtime.program))
    }
  }

  func answered(_ runtime: Runtime, _ complaint: RuntimeComplaint?) {
    guard complaint == nil else {
      return runtimes.failed(runtime, at: surroundings.sinceBoot())
    }
    for run in runtimes.answered(runtime) {
      guard let active = runs[run], active.state.status == .blocked,
        active.state.condition == .runtimeUnavailable
      else { continue }
      happened(.unblocked, to: run)
      if case .outOfReach = active.witness { runs[run]?.witness = .unsettled }
      runs[run]?.container.due = nil
      if let active = runs[run] { watch(active) }
    }
  }
}
