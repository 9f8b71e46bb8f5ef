import ArgumentParser

/// The root of the command line.
struct Kilim: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "kilim", abstract: "A declarative batch engine for research computing.",
    discussion: """
      Describe machines, programs and wanted results in YAML, then run `kilim apply -f FILE`.
      Begin with `kilim init`, which writes an example.
      """,
    version: KilimVersion.text,
    groupedSubcommands: [
      CommandGroup(
        name: "Manifest",
        subcommands: [
          ApplyCommand.self, DiffCommand.self, ValidateCommand.self, CompileCommand.self,
          ExplainCommand.self, SchemaCommand.self, InitCommand.self, ImportCommand.self,
        ]),
      CommandGroup(
        name: "Inspection",
        subcommands: [
          GetCommand.self, DescribeCommand.self, WhyCommand.self, LogsCommand.self,
          EventsCommand.self, OutputsCommand.self, ResultsCommand.self, GraphCommand.self,
          WaitCommand.self,
        ]),
      CommandGroup(
        name: "Run",
        subcommands: [
          CancelCommand.self, RetryCommand.self, RerunCommand.self, DeleteCommand.self,
          ArchiveCommand.self, SuspendCommand.self, ResumeCommand.self, CollectCommand.self,
        ]),
      CommandGroup(
        name: "Installation",
        subcommands: [DoctorCommand.self, CompletionCommand.self, VersionCommand.self]),
    ])
}
