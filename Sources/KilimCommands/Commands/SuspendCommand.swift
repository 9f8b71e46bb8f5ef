import ArgumentParser
import KilimController
import KilimModel

/// Holds objects back.
struct SuspendCommand: KilimCommand {
  static let configuration = CommandConfiguration(
    commandName: "suspend",
    abstract: "Hold back the runs of objects; what has been launched runs on.")

  @Argument(help: "job/x, sweep/x or workflow/x; x alone is a job.")
  var names: [String]
  @OptionGroup var output: OutputOptions
  @OptionGroup var global: GlobalOptions

  func validate() throws { try output.check([.text, .json, .yaml]) }

  func execute(_ session: Session) throws(CommandFailure) -> ExitStatus {
    let plane = try session.open()
    let objects = try session.declarations(names)
    let changes = try engine { () throws(EngineError) in try plane.suspend(objects) }
    session.show(changes, output)
    return .done
  }
}

/// Lets suspended objects go on.
struct ResumeCommand: KilimCommand {
  static let configuration = CommandConfiguration(
    commandName: "resume", abstract: "Let the runs of suspended objects go on, and drive them.")

  @Argument(help: "job/x, sweep/x or workflow/x; x alone is a job.")
  var names: [String]
  @OptionGroup var waiting: WaitOptions
  @OptionGroup var output: OutputOptions
  @OptionGroup var global: GlobalOptions

  func validate() throws { try output.check([.text, .json, .yaml]) }

  func execute(_ session: Session) throws(CommandFailure) -> ExitStatus {
    let plane = try session.open()
    let objects = try session.declarations(names)
    let changes = try engine { () throws(EngineError) in try plane.resume(objects) }
    session.show(changes, output)
    let runs = try engine { () throws(EngineError) in try plane.heldRuns(of: objects) }
    return try session.follow(
      plane, runs, wait: waiting.wait, isForProgram: !output.output.isForPeople)
  }
}

extension Session {
  /// Names of declarations: `job/x`, `sweep/x`, `workflow/x`, or `x` for a job.
  func declarations(_ names: [String]) throws(CommandFailure) -> [ResourceName] {
    var objects: [ResourceName] = []
    for text in names {
      let name = text.contains("/") ? ResourceName(reference: text) : ResourceName(.job, text)
      guard let name, !text.contains("#") else {
        throw CommandFailure(
          .usage, "`\(text)` is no Job, Sweep or Workflow",
          hint: "name a declaration, as in job/x or sweep/x")
      }
      if !objects.contains(name) { objects.append(name) }
    }
    return objects
  }

  func show(_ changes: [Change], _ output: OutputOptions) {
    let format = output.output
    if let text = format.text(of: ChangeDocument.json(diagnostics: [], changes: changes)) {
      console.write(text)
    } else if !console.isQuiet {
      console.write(ChangeTable.text(changes, paint: console.paint, width: console.width))
    }
  }
}
