import KilimModel

/// `parameterSet` (Tapis reference, section 2).
enum ParameterSetDeclaration {
  static let inJob = RecordType(
    "a `parameterSet`", { ParameterSet() },
    fields(ArgumentDeclaration.uniqueInJob, VariableDeclaration.uniqueInJob), advice: advice)

  static let inApp = RecordType(
    "a `parameterSet`", { ParameterSet() },
    fields(ArgumentDeclaration.uniqueInApp, VariableDeclaration.uniqueInApp), advice: advice)

  private static let advice: [String: Advice] = [
    "fileInputs": "`fileInputs` stands beside `parameterSet`, not in it",
    "fileInputArrays": "`fileInputArrays` stands beside `parameterSet`, not in it",
  ]

  private static func fields(
    _ arguments: ValueType<[Argument]>, _ variables: ValueType<[EnvironmentVariable]>
  ) -> [Field<ParameterSet>] {
    [
      .list(
        "appArgs", \.appArgs, arguments, .identity, "2.1", "Arguments of the program, in order."),
      .list(
        "containerArgs", \.containerArgs, arguments, .identity, "2.1",
        "Options of the container runtime."),
      // An account, a queue or a reservation changes where a run waits, not what it computes.
      .list(
        "schedulerOptions", \.schedulerOptions, arguments, .other, "2.1",
        "Options of the batch scheduler."),
      .list(
        "envVariables", \.envVariables, variables, .identity, "2.2",
        "Environment variables of the program."),
      // Says which outputs are kept, not what they are.
      .optional(
        "archiveFilter", \.archiveFilter, .record(archiveFilter), .other, "2.3",
        "Which outputs are archived."),
      .optional(
        "logConfig", \.logConfig, .record(logConfig), .identity, "2.4",
        "Names of the captured streams."),
    ]
  }

  private static let archiveFilter = RecordType(
    "an `archiveFilter`", { ArchiveFilter() },
    [
      .list(
        "includes", \.includes, .list(.text(1...4096, .oneLine)).distinct(), .other, "2.3",
        "Globs, or regular expressions after `REGEX:`; empty means everything."),
      .list(
        "excludes", \.excludes, .list(.text(1...4096, .oneLine)).distinct(), .other, "2.3",
        "Globs, or regular expressions after `REGEX:`."),
      .optional(
        "includeLaunchFiles", \.includeLaunchFiles, .boolean, .other, "2.3",
        "Archive `tapisjob.sh` and `tapisjob.env` too.", default: "true"),
    ])

  private static let logConfig = RecordType(
    "a `logConfig`", { LogConfig() },
    [
      .required(
        "stdoutFilename", \.stdoutFilename, logName, .identity, "2.4",
        "The file for standard output, relative to the output directory."),
      .required(
        "stderrFilename", \.stderrFilename, logName, .identity, "2.4",
        "The file for standard error; the same name merges both streams."),
    ])

  /// Real definitions hold empty names, which say no more than leaving `logConfig` out.
  private static let logName: ValueType<String> = {
    let text = ValueType.text(max: 4096, .oneLine)
    return ValueType(
      shape: text.shape,
      read: { node, decoding in
        text.read(node, &decoding).map { $0.isEmpty ? "tapisjob.out" : $0 }
      }, write: text.write)
  }()
}
