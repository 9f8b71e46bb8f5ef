import KilimModel

/// The parts of a sweep's space.
enum ParameterDeclaration {
  static let space = RecordType<ParameterSpace>(
    "a space", { ParameterSpace() },
    [
      .map("grid", \.grid, .parameterValues, "Parameters whose values are combined, all with all."),
      .map(
        "zip", \.zip, .parameterValues,
        "Parameters whose first values go together, then the second ones, and so on."),
      .list(
        "list", \.list, .list(.map(of: .scalar)), .other, "Kilim",
        "Combinations written out, as in `[{k: 1, metric: cosine}]`."),
      .optional(
        "csv", \.csv,
        .orText(delimitedFile) { text in
          var file = DelimitedFile()
          file.file = text
          return file
        }, .other, "Kilim",
        "A file with a point in each line; its first line names the parameters."),
      .optional(
        "jsonLines", \.jsonLines, .text(1...4096, .oneLine), .other, "Kilim",
        "A file with a JSON object in each line."),
      .optional(
        "random", \.random, .record(sample), .other, "Kilim", "Points drawn by chance."),
      .optional(
        "latinHypercube", \.latinHypercube, .record(sample), .other, "Kilim",
        "Points of which each parameter has one in each of `count` equal parts of its range."),
      .optional(
        "sobol", \.sobol, .record(sample), .other, "Kilim",
        "Points of a Sobol sequence, which fill the space evenly."),
      .map(
        "derived", \.derived, .text(1...4096),
        "Further parameters, by expressions, as in `rate: \"0.1 / k\"`."),
      .map(
        "when", \.when, .text(1...4096),
        "Conditions; a point for which one is false does not have the parameter, nor the arguments that are of it alone."
      ),
    ],
    rules: [.anySet(parts)],
    check: { _, node, decoding in
      guard !parts.contains(where: { decoding.isSaid($0, in: node) || decoding.hasMistake(in: $0) })
      else { return }
      decoding.reportMissing("grid", "a space gives values to parameters: `grid: {k: [1, 2, 3]}`")
    })

  /// What gives points; `derived` and `when` only change them.
  private static let parts = [
    "grid", "zip", "list", "csv", "jsonLines", "random", "latinHypercube", "sobol",
  ]

  static let rule = RecordType<ValueRule>(
    "a rule for values", { ValueRule() },
    [
      numbers(
        "range", \.range, 2...3,
        "First, last and step (1 when left out); last is one of them if it is hit."),
      numbers("linspace", \.linspace, 3...3, "First, last and how many, evenly spaced."),
      numbers(
        "logspace", \.logspace, 3...3,
        "First, last and how many, in equal ratios; first and last are the values themselves."),
      numbers("integers", \.integers, 2...2, "First and last of the whole numbers."),
    ], rules: OneOf.rules(sequences),
    check: { _, node, decoding in OneOf.check(sequences, of: node, &decoding) })

  private static let sequences = ["range", "linspace", "logspace", "integers"]
  private static let draws = ["uniform", "logUniform", "normal", "integers", "choice"]

  private static let distribution = RecordType<Distribution>(
    "a distribution", { Distribution() },
    [
      numbers("uniform", \.uniform, 2...2, "Lowest and highest."),
      numbers(
        "logUniform", \.logUniform, 2...2, "Lowest and highest; each power of ten as often."),
      numbers("normal", \.normal, 2...2, "Mean and standard deviation."),
      numbers("integers", \.integers, 2...2, "First and last of the whole numbers."),
      .list("choice", \.choice, .list(.scalar), .other, "Kilim", "Each as often."),
    ], rules: OneOf.rules(draws),
    check: { _, node, decoding in OneOf.check(draws, of: node, &decoding) })

  private static let sample = RecordType<ParameterSample>(
    "a sample", { ParameterSample() },
    [
      .required("count", \.count, .integer(1...10_000_000), .other, "Kilim", "How many points."),
      .optional(
        "seed", \.seed, .integer(0...), .other, "Kilim",
        "Another seed draws other points; the same one draws the same on every machine.",
        default: "0; for `sobol` the plain sequence"),
      Field<ParameterSample>.map(
        "parameters", \.parameters, .record(distribution), "What each parameter is drawn from."
      ).demanded,
    ])

  private static let delimitedFile = RecordType<DelimitedFile>(
    "a table", { DelimitedFile() },
    [
      .required("file", \.file, .text(1...4096, .oneLine), .other, "Kilim", "Its path."),
      .list(
        "columns", \.columns, .list(.text(1...64)).distinct(), .other, "Kilim",
        "Only these columns."),
      .optional(
        "separator", \.separator, .choice(among: [",", ";", "\t", "|"]), .other, "Kilim",
        "What stands between cells.", default: ","),
    ])

  private static func numbers<Record>(
    _ name: String, _ path: any WritableKeyPath<Record, [Double]> & Sendable,
    _ counts: ClosedRange<Int>, _ documentation: String
  ) -> Field<Record> {
    .list(name, path, .numbers(counts), .other, "Kilim", documentation)
  }
}

/// Of several fields exactly one is there.
enum OneOf {
  static func rules(_ names: [String]) -> [RecordRule] {
    var rules: [RecordRule] = [.anySet(names)]
    for (index, name) in names.enumerated() {
      for other in names[(index + 1)...] { rules.append(.exclusive(name, other)) }
    }
    return rules
  }

  static func check(_ names: [String], of node: Int32, _ decoding: inout Decoding) {
    let said = names.filter { decoding.isSaid($0, in: node) }
    if said.count > 1 {
      decoding.reportExclusive(
        said[1], of: node, "`\(said[0])` and `\(said[1])` exclude each other",
        hint: "keep one of them")
    } else if said.isEmpty, !names.contains(where: { decoding.hasMistake(in: $0) }) {
      decoding.reportMissing(names[0], "one of " + names.joined(separator: ", "))
    }
  }
}
