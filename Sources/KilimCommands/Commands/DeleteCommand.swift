import ArgumentParser
import KilimController
import KilimModel

/// Forgets declarations. The ledger and the data stay.
struct DeleteCommand: KilimCommand {
  static let configuration = CommandConfiguration(
    commandName: "delete", abstract: "Delete jobs, apps or systems.",
    discussion: "Outputs and archives stay where they are, and the ledger remembers the runs.")

  @Argument(help: "job/x, app/x@1.0 or system/x.")
  var names: [String]
  @Flag(help: "Cancel runs that still go on; without it they forbid the deletion.")
  var cancel = false
  @Flag(name: [.long, .customShort("y")], help: "Do not ask.")
  var yes = false
  @OptionGroup var global: GlobalOptions

  func execute(_ session: Session) throws(CommandFailure) -> ExitStatus {
    let plane = try session.open()
    let objects = try found(session, plane)
    let active = objects.compactMap(\.run).filter { !$0.isSettled }
    if !active.isEmpty, !cancel { throw refusal(active) }
    let list = objects.map(\.name.description).joined(separator: ", ")
    if !yes, session.console.isInteractive, !session.console.confirm("Delete \(list)?") {
      session.console.remark("nothing was deleted")
      return .refused
    }
    let status = try session.cancel(active.map(\.name), in: plane, waits: true)
    guard status == .done else { return status }
    _ = try engine { () throws(EngineError) in try plane.delete(objects.map(\.name)) }
    for object in objects { session.console.line("\(object.name) deleted") }
    return .done
  }

  private func found(
    _ session: Session, _ plane: ControlPlane
  ) throws(CommandFailure) -> [ObjectReport] {
    var objects: [ObjectReport] = []
    for name in names {
      guard case .object(let resource) = try NameReference(name) else {
        throw CommandFailure(
          .usage, "`\(name)` names a run, and runs are not deleted one by one",
          hint: "delete its job, as in job/x")
      }
      objects += try session.objects(resource, in: plane)
    }
    return objects
  }

  private func refusal(_ active: [RunReport]) -> CommandFailure {
    let list = active.map { "\($0.name) (\($0.status.name))" }.joined(separator: ", ")
    return CommandFailure(
      .refused, "still at work: \(list)",
      hint: "wait for the end with `kilim wait`, or use --cancel")
  }
}
