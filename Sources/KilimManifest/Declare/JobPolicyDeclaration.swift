import KilimModel

/// What Kilim adds to Tapis' job request, besides `updatePolicy` and `notifications` (product,
/// sections 2, 5 to 8).
///
/// None of these changes what a run computes, so none is identity.
enum JobPolicyDeclaration {
  static let fields: [Field<JobSpec>] = [
    .list(
      "dependsOn", \.dependsOn, .list(.text(1...128, .objectReference)).distinct(), .other, "Kilim",
      "Objects that must have ended well before it starts, as in `job/prepare` and `sweep/grid`."),
    .optional(
      "suspend", \.suspend, .boolean, .other, "Kilim",
      "True holds it back: PAUSED until it is false; what has been launched runs on.",
      default: "false"),
    .optional(
      "priority", \.priority, .integer(-1000...1000), .other, "Kilim",
      "Of two runs that could start, the one with the higher number starts first.", default: "0"),
    .optional(
      "retry", \.retry, .record(RetryDeclaration.policy), .other, "Kilim",
      "Which failures start another attempt."),
    .optional(
      "restart", \.restart, .record(RetryDeclaration.restart), .other, "Kilim",
      "How a later attempt carries on where the one before it ended.",
      default: "it begins from nothing"),
    .optional(
      "onPrune", \.onPrune, .choice(of: PrunePolicy.self), .other, "Kilim",
      "What becomes of a running run when `apply --prune` removes the job.", default: "Finish"),
    .optional(
      "retention", \.retention, .record(retention), .other, "Kilim",
      "How long directories and archives of runs are kept; the ledger always is.",
      default: "for ever"),
    .optional(
      "budget", \.budget, .record(budget), .other, "Kilim",
      "What one `apply` may start; more refuses the whole apply.", default: "no limit"),
    .list(
      "results", \.results, .list(.record(result)).uniqueNames("name", \.ownName), .other, "Kilim",
      "Values that are read from the outputs, for `kilim results`."),
    .list(
      "secretEnv", \.secretEnv, .unordered(.record(secret)).uniqueNames("key", \.ownKey), .other,
      "Kilim",
      "Environment variables that are fetched at launch and are never stored or shown."),
  ]

  private static let retention = RecordType(
    "a `retention`", { Retention() },
    [
      age("finished", \.finished, "FINISHED"), age("failed", \.failed, "FAILED"),
      age("cancelled", \.cancelled, "CANCELLED"),
      .optional(
        "maxSizeMB", \.maxSizeMB, .integer(1...), .other, "Kilim",
        "What all runs of the job may keep together, in MB; the oldest goes first.",
        default: "no limit"),
    ])

  private static func age(
    _ name: String, _ path: any WritableKeyPath<Retention, TimeSpan?> & Sendable, _ status: String
  ) -> Field<Retention> {
    .optional(
      name, path, .timeSpan, .other, "Kilim", "How long a run that is \(status) is kept.",
      default: "for ever")
  }

  private static let budget = RecordType(
    "a `budget`", { Budget() },
    [
      .optional(
        "maxNewRuns", \.maxNewRuns, .integer(0...), .other, "Kilim", "New runs.",
        default: "no limit"),
      .optional(
        "maxCoreHours", \.maxCoreHours, .number(0...1e9), .other, "Kilim",
        "Nodes times cores times the time limit, summed over the new runs.", default: "no limit"),
    ])

  private static let result = RecordType(
    "a result", { ResultField() },
    [
      .required(
        "name", \.name, .text(1...80, .identifier), .other, "Kilim", "The column's name."),
      .required(
        "file", \.file, .text(1...4096, .relativePath), .other, "Kilim",
        "A file of the output directory."),
      .optional(
        "json", \.json, .text(1...4096, .jsonPath), .other, "Kilim",
        "Where the value stands in a JSON file, as in `.scores[0].accuracy`."),
      .optional(
        "regex", \.regex, .text(1...1000, .regularExpression), .other, "Kilim",
        "A regular expression: the value is what its first group matches, or all of it."),
    ],
    rules: [.exclusive("json", "regex"), .anySet(["json", "regex"])],
    check: { result, node, decoding in
      if result.json != nil, result.regex != nil {
        decoding.reportExclusive(
          "regex", of: node, "`json` and `regex` exclude each other",
          hint: "`json` is for JSON files, `regex` for text; write two results for both")
      } else if result.json == nil, result.regex == nil, !decoding.hasMistake(in: "json"),
        !decoding.hasMistake(in: "regex")
      {
        decoding.reportMissing(
          "json", "`json: .path.of.value` for a JSON file, or `regex: 'took ([0-9.]+)'` for text")
      }
    })

  private static let secret = RecordType(
    "a secret variable", { SecretVariable() },
    [
      .required(
        "key", \.key, .text(1...Int.max, .environmentKey), .other, "Kilim", "The variable's name."),
      .required(
        "from", \.from, .text(1...4096, .secretSource), .other, "Kilim",
        "`env:NAME`, `file:PATH` or `command:TEXT`; read where Kilim runs."),
    ],
    advice: [
      "value": Advice(
        "a secret does not stand in a manifest: `from: env:NAME`, `file:PATH` or `command:TEXT`",
        replaces: "from")
    ])
}

extension ResultField {
  fileprivate var ownName: String? { name.isEmpty ? nil : name }
}

extension SecretVariable {
  fileprivate var ownKey: String? { key.isEmpty ? nil : key }
}
