import KilimModel

/// A Sweep: a Job template times a parameter space (product, section 7).
enum SweepDeclaration {
  static let type = RecordType<SweepSpec>(
    "a Sweep", { SweepSpec() },
    [
      .optional(
        "name", \.name, .text(1...64, .objectName), .other, "Kilim",
        "The sweep's name; repeats `metadata.name`."),
      .group(
        "template", \.template, JobDeclaration.type, .identity, "Kilim",
        "The Job that every point runs, with `${sweep.NAME}` where its values go."
      ).demanded,
    ])
}
