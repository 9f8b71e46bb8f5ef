import ArgumentParser
import KilimController
import KilimManifest
import KilimModel
import KilimTransport

/// Makes what the manifests declare so: stores it, runs what is new or changed, and stays with it.
struct ApplyCommand: KilimCommand {
  static let configuration = CommandConfiguration(
    commandName: "apply", abstract: "Apply manifests: run what is new or changed.",
    discussion: """
      Applying the same manifests again does nothing. `kilim diff` shows beforehand what would
      happen. Ctrl-C detaches; the jobs go on. `kilim apply plan.json` runs what `kilim diff -o
      plan.json` has written, exactly so, or refuses.
      """)

  @OptionGroup var manifests: ManifestOptions
  @Flag(name: [.long, .customShort("y")], help: "Rerun and cancel without asking.")
  var yes = false
  @Option(help: "Refuse the whole apply when it would start more runs than this.")
  var maxNewRuns: Int?
  @Option(help: "The same for the core-hours that the new runs may use together.")
  var maxCoreHours: Double?
  @OptionGroup var inventory: InventoryArguments
  @Option(help: "Of each sweep run only so many points for now: the first ones.")
  var limit: Int?
  @Flag(help: "Cancel a running run whose declaration changed, instead of waiting behind it.")
  var replaceRunning = false
  @Flag(help: "Also rerun what only its App, System or files changed.")
  var refresh = false
  @OptionGroup var waiting: WaitOptions
  @OptionGroup var output: OutputOptions
  @OptionGroup var global: GlobalOptions

  func validate() throws {
    try output.check(OutputForm.reports)
    if let limit, limit < 1 { throw ValidationError("--limit takes a number of points, 1 or more") }
    if let maxNewRuns, maxNewRuns < 0 {
      throw ValidationError("--max-new-runs takes a number of runs, 0 or more")
    }
    if let maxCoreHours, !(maxCoreHours >= 0) {
      throw ValidationError("--max-core-hours takes a number of hours, 0 or more")
    }
  }

  func execute(_ session: Session) throws(CommandFailure) -> ExitStatus {
    // What was read and planned is let go of before the runs are followed, which may take days.
    switch try accept(session) {
    case .ended(let status): return status
    case .accepted(let outcome, let plane): return try follow(outcome, session, plane)
    }
  }

  private enum Acceptance {
    case ended(ExitStatus)
    case accepted(ApplyOutcome, ControlPlane)
  }

  private func accept(_ session: Session) throws(CommandFailure) -> Acceptance {
    if let path = manifests.reviewedPlan { return try apply(reviewed: path, session) }
    let inventory = try inventory.options(manifests.paths)
    let input = ManifestFiles.read(manifests.paths)
    if inventory?.prunes == true, input.diagnostics.areOfNothing {
      return .ended(refuseEmpty(session, input.diagnostics, input.sources))
    }
    guard input.diagnostics.isEmpty else {
      show(session, input.diagnostics, changes: [], sources: input.sources)
      return .ended(.failed)
    }
    let plane = try session.open()
    let plan = try agreedPlan(session, plane, input.sources, inventory)
    guard let plan else { return .ended(.refused) }
    if inventory?.prunes == true, plan.plan.diagnostics.areOfNothing {
      return .ended(refuseEmpty(session, plan.plan.diagnostics, plan.plan.sources))
    }
    guard !plan.plan.diagnostics.hasErrors else {
      show(session, plan.plan.diagnostics, changes: [], sources: plan.plan.sources)
      return .ended(.failed)
    }
    return try apply(plan, session, plane)
  }

  private func apply(
    reviewed path: String, _ session: Session
  ) throws(CommandFailure) -> Acceptance {
    guard !replaceRunning, !refresh, !inventory.prune, inventory.inventory == nil, limit == nil
    else {
      throw CommandFailure(
        .usage, "a plan holds its own options", hint: "give them to `kilim diff -o`")
    }
    let plane = try session.open()
    let bytes: [UInt8]
    do throws(TransferError) {
      bytes = try LocalFiles.read(StatePath.absolute(path), limit: 1 << 30)
    } catch {
      throw CommandFailure(.failed, error.message)
    }
    let reviewed = try engine { () throws(EngineError) in
      try ReviewedPlan(reading: bytes, name: path)
    }
    let input = ManifestFiles.read(reviewed.paths)
    guard input.diagnostics.isEmpty else {
      show(session, input.diagnostics, changes: [], sources: input.sources)
      return .ended(.refused)
    }
    let plan = try engine { () throws(EngineError) in
      try plane.plan(reviewed, from: input.sources)
    }
    guard !plan.diagnostics.hasErrors else {
      show(session, plan.diagnostics, changes: [], sources: plan.sources)
      return .ended(.refused)
    }
    return try apply(AgreedPlan(plan: plan, wasAgreedTo: false), session, plane)
  }

  private func apply(
    _ plan: AgreedPlan, _ session: Session, _ plane: ControlPlane
  ) throws(CommandFailure) -> Acceptance {
    let outcome = try engine { () throws(EngineError) in try plane.apply(plan.plan) }
    // Whoever was asked has seen the changes.
    if !plan.wasAgreedTo {
      show(session, plan.plan.diagnostics, changes: outcome.changes, sources: plan.plan.sources)
    }
    return .accepted(outcome, plane)
  }

  private func follow(
    _ outcome: ApplyOutcome, _ session: Session, _ plane: ControlPlane
  ) throws(CommandFailure) -> ExitStatus {
    if waiting.wait != .accepted, !outcome.ending.isEmpty {
      let report = try session.drive(plane, until: .settled(outcome.ending))
      guard report.end == .reached else {
        session.console.remark("the cancellation is stored; `kilim wait` sees it through")
        return .interrupted
      }
    }
    return try session.follow(
      plane, outcome.runs, wait: waiting.wait, isForProgram: !output.output.isForPeople)
  }

  /// The plan that the user agrees to; nil, after saying why, when a guard refuses it.
  private func agreedPlan(
    _ session: Session, _ plane: ControlPlane, _ sources: [any ManifestSource],
    _ inventory: InventoryOptions?
  ) throws(CommandFailure) -> AgreedPlan? {
    var options = ApplyOptions()
    options.isConfirmed = yes
    options.isUnattended = !session.console.isInteractive
    options.inventory = inventory
    options.maxCoreHours = maxCoreHours
    options.replaceRunning = replaceRunning
    options.refresh = refresh
    options.maxNewRuns = maxNewRuns
    options.sweepLimit = limit
    let plan = try engine { () throws(EngineError) in try plane.plan(sources, options: options) }
    guard !plan.diagnostics.hasErrors, let refusal = plan.refusal else {
      return AgreedPlan(plan: plan, wasAgreedTo: false)
    }
    guard session.console.isInteractive, output.output.isForPeople,
      let question = RefusalText.question(refusal)
    else {
      show(session, plan.diagnostics, changes: plan.changes, sources: plan.sources)
      session.console.fail(RefusalText.of(refusal))
      return nil
    }
    session.console.write(
      ChangeTable.text(plan.changes, paint: session.console.paint, width: session.console.width))
    guard session.console.confirm(question) else {
      session.console.remark("nothing was changed")
      return nil
    }
    options.isConfirmed = true
    let agreed = try engine { () throws(EngineError) in
      try plane.plan(sources, options: options)
    }
    return AgreedPlan(plan: agreed, wasAgreedTo: true)
  }

  /// An empty directory is more often a mistake than the wish to remove everything.
  private func refuseEmpty(
    _ session: Session, _ diagnostics: [Diagnostic], _ sources: [any ManifestSource]
  ) -> ExitStatus {
    show(session, diagnostics, changes: [], sources: sources)
    session.console.fail(RefusalText.of(.emptySource))
    return .refused
  }

  private struct AgreedPlan {
    var plan: ApplyPlan
    /// The user saw its changes and said yes.
    var wasAgreedTo: Bool
  }

  private func show(
    _ session: Session, _ diagnostics: [Diagnostic], changes: [Change],
    sources: [any ManifestSource]
  ) {
    if let text = DiagnosticReport.text(output.output, diagnostics, changes: changes) {
      session.console.write(text)
      return
    }
    session.show(diagnostics, sources: sources)
    if diagnostics.hasErrors {
      session.console.fail("nothing was applied: \(DiagnosticCounts.text(diagnostics))")
    } else if !session.console.isQuiet {
      session.console.write(
        ChangeTable.text(changes, paint: session.console.paint, width: session.console.width))
    }
  }
}

extension [Diagnostic] {
  /// Nothing is wrong but that there is nothing.
  fileprivate var areOfNothing: Bool {
    !isEmpty && allSatisfy { $0.code == .nothingToApply }
  }
}
