import KilimModel

/// `envVariables` of jobs and apps and `jobEnvVariables` of systems (Tapis reference, section 2.2).
enum VariableDeclaration {
  static let inJob = RecordType<EnvironmentVariable>(
    "a job's variable", { EnvironmentVariable() },
    [
      key, value.demanded, description(1...8096),
      .optional(
        "include", \.include, .boolean, .identity, "2.2",
        "False leaves the App's variable of this name out.", default: "true"),
      notes,
    ],
    advice: ["inputMode": "only an App or a System decides this"],
    check: nil)

  static let inApp = RecordType<EnvironmentVariable>(
    "an App's variable", { EnvironmentVariable() },
    [
      key, value, description(0...2048),
      .optional(
        "inputMode", \.inputMode, .choice(of: InputMode.self), .identity, "2.2",
        "Whether jobs must, may or cannot change the variable.", default: "INCLUDE_BY_DEFAULT"),
      notes,
    ],
    advice: ["include": "only a job says `include`; here it is `inputMode`"])

  static let uniqueInJob = unique(inJob)
  static let uniqueInApp = unique(inApp)

  private static func unique(
    _ type: RecordType<EnvironmentVariable>
  ) -> ValueType<[EnvironmentVariable]> {
    .unordered(.record(type)).uniqueNames("key") { $0.key.isEmpty ? nil : $0.key }
  }

  private static let key = Field<EnvironmentVariable>.required(
    "key", \.key, .text(1...Int.max, .environmentKey), .identity, "2.2", "The variable's name.")

  private static let value = Field<EnvironmentVariable>.optional(
    "value", \.value, .text(max: 65_536, .oneLine), .identity, "2.2",
    "Its value, literally; `!tapis_not_set` means that a job has to give one.",
    default: "the empty text")

  private static func description(_ lengths: ClosedRange<Int>) -> Field<EnvironmentVariable> {
    .optional("description", \.description, .text(lengths), .other, "2.2", "For people.")
  }

  private static let notes = Field<EnvironmentVariable>.optional(
    "notes", \.notes, .freeMapping, .other, "2.2", "Anything, kept for other programs.")
}
