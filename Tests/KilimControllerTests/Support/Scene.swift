import KilimLifecycle
import KilimManifest
import KilimModel
import KilimStore
import KilimTestSupport
import KilimTransport
import Testing

@testable import KilimController

/// A state with its control plane, a folder with manifests, and the launcher of the built binary.
final class Scene {
  let sandbox: Sandbox
  let clock = WallClock()
  let plane: ControlPlane
  private let statePath: String
  private let variables: [String: String]

  /// - Parameter state: relative to the sandbox; somewhere else for a state on a small disk.
  init(
    in sandbox: Sandbox? = nil, state: String? = nil, variables: [String: String] = [:]
  ) throws {
    let sandbox = try sandbox ?? Sandbox()
    self.sandbox = sandbox
    self.variables = variables
    statePath = state ?? sandbox.state
    plane = try Self.open(statePath, clock, sandbox, variables, host: "here")
  }

  /// Another connection to the same state. On another host, its lease is its own.
  func otherPlane(host: String = "there") throws -> ControlPlane {
    try Self.open(statePath, clock, sandbox, variables, host: host)
  }

  private static func open(
    _ path: String, _ clock: WallClock, _ sandbox: Sandbox, _ variables: [String: String],
    host: String
  ) throws -> ControlPlane {
    let facts = HostFacts(
      userName: "tester", homeDirectory: sandbox.home, hostName: host, coreCount: 2,
      variable: { variables[$0] })
    return try ControlPlane.open(
      statePath: path,
      surroundings: Surroundings(
        now: { clock.now }, randomBytes: Surroundings.ofThisProcess().randomBytes, facts: facts,
        executable: KilimBinary.path))
  }
}

extension Scene {
  func plan(
    _ manifest: String, _ change: (inout ApplyOptions) -> Void = { _ in }
  ) throws -> ApplyPlan {
    var options = ApplyOptions()
    change(&options)
    return try plane.plan([file(manifest)], options: options)
  }

  private func file(_ manifest: String) -> SourceFile {
    SourceFile(name: "all.yaml", directory: sandbox.work, bytes: Array(manifest.utf8))
  }

  /// Applies as another process would, beside this one's engine.
  func apply(
    _ manifest: String, through other: ControlPlane,
    _ change: (inout ApplyOptions) -> Void = { _ in }
  ) throws -> ApplyOutcome {
    var options = ApplyOptions()
    options.isConfirmed = true
    change(&options)
    return try other.apply(try other.plan([file(manifest)], options: options))
  }

  /// Plans and applies what must have neither errors nor a refusal.
  @discardableResult
  func apply(
    _ manifest: String, _ change: (inout ApplyOptions) -> Void = { $0.isConfirmed = true }
  ) throws -> ApplyOutcome {
    let plan = try plan(manifest, change)
    try #require(!plan.diagnostics.hasErrors, "\(plan.diagnostics)")
    try #require(plan.refusal == nil)
    return try plane.apply(plan)
  }

  /// Drives until runs have settled.
  @discardableResult
  func drive(_ runs: [RunName], observer: Recorder = Recorder()) throws -> [RunName: RunState] {
    let result = try plane.drive(
      until: .settled(runs), observer: observer, interrupt: try Interrupt(),
      deadline: clock.now.adding(seconds: 120))
    try #require(result.isReached, "\(result.states) \(observer.hindrances)")
    return result.states
  }

  /// Applies and drives to the end; the state of the first job's run.
  @discardableResult
  func run(_ manifest: String) throws -> RunState {
    let outcome = try apply(manifest)
    let states = try drive(outcome.runs)
    return try #require(outcome.runs.first.flatMap { states[$0] })
  }

  func name(_ job: String, _ number: Int = 1) -> RunName {
    RunName(owner: ResourceName(.job, job), number: number)
  }

  func report(_ job: String, _ number: Int? = nil) throws -> RunReport {
    var query = RunQuery()
    query.names = [number.map { "\(job)#\($0)" } ?? job]
    return try #require(try plane.runs(query).first)
  }

  func statuses(_ job: String, _ number: Int? = nil) throws -> [RunStatus] {
    try report(job, number).history.map(\.status).reduce(into: []) {
      if $0.last != $1 { $0.append($1) }
    }
  }

  func action(_ manifest: String, of job: String) throws -> Change.Action? {
    try change(manifest, of: job)?.action
  }

  func change(
    _ manifest: String, of job: String, _ options: (inout ApplyOptions) -> Void = { _ in }
  ) throws -> Change? {
    try plan(manifest, options).changes.first { $0.name == ResourceName(.job, job) }
  }

  /// The launcher's process, as it says itself.
  func launcher() throws -> Int32 {
    let text = try TextFile.read(statePath + "/launcher.lock")
    return try #require(Int32(text.prefix { $0 != "\n" }))
  }
}
