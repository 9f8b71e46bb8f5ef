import KilimLifecycle
import KilimModel
import KilimStore

extension StoreReader {
  /// How an object stands for those that depend on it: the one place that knows how each kind says
  /// so. Asked whenever anything may have happened to the object.
  func dependencyState(of name: ResourceName) throws(StoreError) -> DependencyState {
    switch name.kind {
    case .job: try jobDependencyState(of: name)
    case .sweep: try dependencyState(of: name, asWhole: try sweepState(name))
    case .workflow: try dependencyState(of: name, asWhole: try workflowState(name))
    case .app, .system, .schedulerProfile: .stuck(.absent)
    }
  }

  /// Of an object that has no run of its own, from what its parts make of it.
  ///
  /// - Parameter state: nil when there never was such an object.
  private func dependencyState(
    of name: ResourceName, asWhole state: RunState?
  ) throws(StoreError) -> DependencyState {
    guard let state, let declaration = try declaration(name) else { return .stuck(.absent) }
    let dependency = DependencyState(state)
    guard dependency == .finished else {
      return declaration.isDeleted ? .stuck(.absent) : dependency
    }
    guard name.kind == .sweep else { return .finished }
    let isLimited = try sweep(name).map { $0.counts.waiting > 0 } ?? false
    return isLimited && !declaration.isDeleted ? .stuck(.limited) : .finished
  }

  /// What of a list of names has not finished, each in a line:
  /// `WaitingForDependency: job/prepare has not finished yet`.
  func unfinishedDependencies(_ names: [ResourceName]) throws(StoreError) -> [String] {
    var lines: [String] = []
    for name in names {
      switch try dependencyState(of: name) {
      case .finished: continue
      case .underway: lines.append("WaitingForDependency: \(name) has not finished yet")
      case .stuck(let obstacle):
        lines.append("WaitingForDependency: \(obstacle.words(name))")
      }
    }
    return lines
  }
}
