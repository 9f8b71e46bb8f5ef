import KilimModel

/// Module loads and hidden options of a site (Tapis reference, section 6.4).
enum SchedulerProfileDeclaration {
  static let type = RecordType<SchedulerProfileSpec>(
    "a SchedulerProfile", { SchedulerProfileSpec() },
    [
      .optional(
        "name", \.name, .text(1...80, .identifier), .other, "6.4",
        "The profile's name; repeats `metadata.name`."),
      .optional("description", \.description, .text(max: 2048), .other, "6.4", "For people."),
      .list(
        "moduleLoads", \.moduleLoads, .list(.record(moduleLoad)).distinct(), .other, "6.4",
        "Modules that are loaded before the command."),
      .list(
        "hiddenOptions", \.hiddenOptions, .list(.choice(of: HiddenOption.self)).distinct(), .other,
        "6.4",
        "Options that the site's scheduler does not want: MEM is `--mem`, PARTITION `--partition`."),
    ],
    ignored: ["tenant", "owner", "uuid", "deleted", "created", "updated"])

  private static let moduleLoad = RecordType(
    "a module load", { ModuleLoad() },
    [
      .required(
        "moduleLoadCommand", \.moduleLoadCommand, .text(1...1024, .harmless), .other, "6.4",
        "The command that loads a module, as in `module load`."),
      .list(
        "modulesToLoad", \.modulesToLoad, .list(.text(1...1024, .harmless)), .other, "6.4",
        "The modules; without any, the command alone."),
    ])
}
