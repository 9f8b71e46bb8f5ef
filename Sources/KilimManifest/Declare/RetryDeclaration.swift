import KilimModel

/// `retry` and `restart` (product, section 6).
enum RetryDeclaration {
  static let policy = RecordType(
    "a `retry`", { RetryPolicy() },
    [
      .required(
        "limit", \.limit, .integer(0...100), .other, "Kilim",
        "Attempts after the first one; preemption and node failure do not count."),
      .list(
        "on", \.on, .list(.choice(of: RetryCause.self)).distinct(), .other, "Kilim",
        "The causes that start another attempt; without it all but ApplicationError."),
      .optional(
        "backoff", \.backoff, .timeSpan, .other, "Kilim",
        "The wait before the second attempt; it doubles with each further one.", default: "30s"),
      .optional(
        "scale", \.scale, .record(scale), .other, "Kilim",
        "By what a limit that was hit is multiplied, never above the queue's own.",
        default: "limits stay"),
    ])

  static let restart = RecordType(
    "a `restart`", { RestartPolicy() },
    [
      .list(
        "args", \.args, .list(.text()), .other, "Kilim",
        "Literal words that follow the program's arguments, as in `--resume`."),
      .list(
        "keep", \.keep, .list(.text(1...4096, .oneLine)).distinct(), .other, "Kilim",
        "Globs of outputs that the next attempt finds in its output directory."),
    ],
    rules: [.anySet(["args", "keep"])],
    check: { _, node, decoding in
      let isSaid = ["args", "keep"].contains { decoding.isSaid($0, in: node) }
      guard !isSaid, !decoding.hasMistake(in: "args"), !decoding.hasMistake(in: "keep") else {
        return
      }
      decoding.reportMissing(
        "keep", "`keep`: what the next attempt gets; `args`: how it is told to carry on")
    })

  private static let scale = RecordType(
    "a `scale`", { RetryScale() },
    [
      .optional(
        "memoryMB", \.memoryMB, .number(1...10), .other, "Kilim", "After OutOfMemory.",
        default: "1"),
      .optional(
        "maxMinutes", \.maxMinutes, .number(1...10), .other, "Kilim", "After TimeLimit.",
        default: "1"),
    ])
}
