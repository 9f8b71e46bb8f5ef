import KilimModel

/// The options of one tool (Tapis reference, section 9), and what Kilim does with each.
struct OptionTable: Sendable {
  /// What is done with the words of a value on their way to the tool.
  enum Destination {
    /// A command line: `$NAME` is filled in on the execution host.
    case commandLine
    /// A comment in a script that a scheduler reads: one line, and nobody fills in `$NAME`.
    case directive
  }

  /// What the tool is called in messages.
  let tool: String
  let destination: Destination
  let rules: [OptionRule]
  private let indexes: [String: Int]

  init(tool: String, _ destination: Destination, _ groups: [[OptionRule]]) {
    self.tool = tool
    self.destination = destination
    rules = groups.flatMap { $0 }
    indexes = rules.enumerated().reduce(into: [:]) { indexes, entry in
      for name in entry.element.names { indexes[name] = entry.offset }
    }
  }

  /// The rule of an option by any of its names, with its dashes.
  subscript(name: String) -> OptionRule? { indexes[name].map { rules[$0] } }

  /// The table for the container arguments of a runtime; nil where there can be none.
  static func containerArguments(of runtime: Runtime) -> OptionTable? {
    switch runtime {
    case .native: nil
    case .zip: .zip
    case .docker: .docker
    case .podman: .podman
    case .singularity, .apptainer: .apptainer
    }
  }

  /// The table for the options of a scheduler; nil for one that Kilim cannot drive.
  static func schedulerOptions(of scheduler: SchedulerType) -> OptionTable? {
    scheduler == .slurm ? OptionTable.slurm : nil
  }

  static var all: [OptionTable] { [.docker, .podman, .apptainer, .zip, .slurm] }
}

extension OptionTable {
  /// The option that a name most likely means: a longer one that starts so, or a misspelt one.
  func nearest(to name: String) -> String? {
    let names = rules.flatMap(\.names).filter { $0.hasPrefix("--") }
    let wanted = "--" + name.drop { $0 == "-" }
    guard wanted.utf8.count > 3 else { return nil }
    let longer = names.filter { $0.hasPrefix(wanted) }
    return longer.count == 1 ? longer[0] : Spelling.nearest(to: wanted, among: names)
  }

  /// Another tool that has an option of this name.
  func otherTool(with name: String) -> String? {
    Self.all.first { $0.tool != tool && $0[name] != nil }?.tool
  }
}
