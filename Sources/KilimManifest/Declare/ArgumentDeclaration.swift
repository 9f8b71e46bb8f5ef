import KilimModel

/// `appArgs`, `containerArgs` and `schedulerOptions` (Tapis reference, section 2.1).
enum ArgumentDeclaration {
  static let inJob = RecordType<Argument>(
    "a job's argument", { Argument() },
    [
      name, description(1...8096), arg(.text(1...65_536, .oneLine)), args,
      .optional(
        "include", \.include, .boolean, .identity, "2.1",
        "False leaves the App's argument of this name out.", default: "true"),
      notes,
    ],
    advice: ["inputMode": "only an App decides this; a job says `include: true` or `false`"],
    rules: [.exclusive("arg", "args"), .anySet(["arg", "args", "include"])],
    check: { argument, node, decoding in
      checkExclusive(argument, node, &decoding)
      guard argument.arg == nil, argument.args == nil, argument.include == nil,
        !decoding.hasMistake(in: "arg"), !decoding.hasMistake(in: "args")
      else { return }
      decoding.reportMissing(
        "arg", "`arg`: the text to put on the command line; or `args`: a list of literal words")
    })

  static let inApp = RecordType<Argument>(
    "an App's argument", { Argument() },
    [
      name.demanded, description(0...8096), arg(.text(max: 65_536, .oneLine)), args,
      .optional(
        "inputMode", \.inputMode, .choice(of: InputMode.self), .identity, "2.1",
        "Whether jobs must, may or cannot change the argument.", default: "INCLUDE_ON_DEMAND"),
      notes,
    ],
    advice: [
      "include": "only a job says `include`; an App says `inputMode`",
      "meta": Advice(
        "`name` and `description` stand in the argument itself, without `meta`", replaces: "name"),
    ],
    rules: [.exclusive("arg", "args")],
    check: { argument, node, decoding in checkExclusive(argument, node, &decoding) })

  static let uniqueInJob = ValueType.list(.record(inJob)).uniqueNames("name", \Argument.name)
  static let uniqueInApp = ValueType.list(.record(inApp)).uniqueNames("name", \Argument.name)

  private static let name = Field<Argument>.optional(
    "name", \.name, .text(1...80, .oneLine), .identity, "2.1",
    "What the argument is called, so that a job can refer to it.")

  private static func description(_ lengths: ClosedRange<Int>) -> Field<Argument> {
    .optional("description", \.description, .text(lengths), .other, "2.1", "For people.")
  }

  private static func arg(_ type: ValueType<String>) -> Field<Argument> {
    .optional(
      "arg", \.arg, type, .identity, "2.1",
      """
      A fragment of the command line, split into words as a shell does; `$NAME` is filled in on \
      the execution host.
      """)
  }

  private static let args = Field<Argument>.optional(
    "args", \.args, .list(.text()), .identity, "Kilim",
    "Literal words, neither split nor expanded.")

  private static let notes = Field<Argument>.optional(
    "notes", \.notes, .freeMapping, .other, "2.1", "Anything, kept for other programs.")

  private static func checkExclusive(
    _ argument: Argument, _ node: Int32, _ decoding: inout Decoding
  ) {
    guard argument.arg != nil, argument.args != nil else { return }
    decoding.reportExclusive(
      "args", of: node, "`arg` and `args` exclude each other",
      hint: "`arg` is split into words and `$NAME` filled in; `args` holds literal words")
  }
}
