import ArgumentParser
import KilimController
import KilimModel

/// What happened, in order.
struct EventsCommand: KilimCommand {
  static let configuration = CommandConfiguration(
    commandName: "events", abstract: "Show what happened to runs, oldest first.")

  @Argument(help: "job/x, job/x#2 or a uuid; all when left out.")
  var names: [String] = []
  @Flag(name: [.customShort("f"), .long], help: "Go on and show what happens.")
  var follow = false
  @Option(help: "Only what happened since: 10m, 2h, 3d.", transform: DurationOption.read)
  var since: TypedDuration?
  @OptionGroup var output: OutputOptions
  @OptionGroup var global: GlobalOptions

  func validate() throws { try output.check([.text, .json]) }

  func execute(_ session: Session) throws(CommandFailure) -> ExitStatus {
    let plane = try session.open()
    let sorted = try NamesBySort(names)
    for sweep in sorted.sweeps { _ = try session.sweep(sweep, in: plane) }
    if !sorted.others.isEmpty { _ = try session.runs(sorted.others, in: plane) }
    let since = self.since.map { session.now.adding(milliseconds: -$0.milliseconds) }
    var cursor: Int64 = 0
    let pipe = follow ? try Pipe() : nil
    while true {
      cursor = try print(after: cursor, since: since, session, plane)
      guard let pipe else { return .done }
      _ = pipe.wait(milliseconds: 250)
    }
  }

  /// - Returns: the cursor behind the last event that was printed.
  private func print(
    after cursor: Int64, since: Timestamp?, _ session: Session, _ plane: ControlPlane
  ) throws(CommandFailure) -> Int64 {
    var cursor = cursor
    while true {
      let page = try engine { () throws(EngineError) in
        try plane.events(after: cursor, names: names, since: since, limit: 1000)
      }
      var text = ""
      for event in page.events {
        text +=
          output.output == .json
          ? EventDocument.json(event).text + "\n"
          : EventDocument.line(event, paint: session.console.paint) + "\n"
      }
      session.console.write(text)
      guard page.cursor != cursor else { return cursor }
      cursor = page.cursor
    }
  }
}
