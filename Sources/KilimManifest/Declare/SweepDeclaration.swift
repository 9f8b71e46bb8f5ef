import KilimModel

/// A Sweep: a Job template times a parameter space (product, section 7).
enum SweepDeclaration {
  static let type = RecordType<SweepSpec>(
    "a Sweep", { SweepSpec() },
    [
      .optional(
        "name", \.name, .text(1...64, .objectName), .other, "Kilim",
        "The sweep's name; repeats `metadata.name`."),
      .list(
        "parameters", \.parameters, .list(.freeMapping), .identity, "Kilim",
        "The values that points are made of."),
      .optional(
        "parallelism", \.parallelism, .integer(1...), .other, "Kilim",
        "How many points run at a time."),
      .optional(
        "maxFailures", \.maxFailures, .integer(1...), .other, "Kilim",
        "After so many failed points no new ones are started."),
      .optional(
        "onFailure", \.onFailure, .choice(of: SweepSpec.FailurePolicy.self), .other, "Kilim",
        "Whether points are started after `maxFailures` of them have failed."),
      .group(
        "template", \.template, JobDeclaration.type, .identity, "Kilim",
        "The Job that every point runs, with `${sweep.NAME}` where its values go."
      ).demanded,
    ])
}
