import KilimModel

/// A Sweep: a Job template times a parameter space (product, section 7).
///
/// The values of a point and the identity of the template are what a point is known by, so of the
/// fields here only the template counts.
enum SweepDeclaration {
  static let type = RecordType<SweepSpec>(
    "a Sweep", { SweepSpec() }, own + whole,
    advice: ["grid": Advice("`grid` is a part of a space: `parameters: [{grid: {...}}]`")])

  private static let own: [Field<SweepSpec>] = [
    .optional(
      "name", \.name, .text(1...64, .objectName), .other, "Kilim",
      "The sweep's name; repeats `metadata.name`."),
    .list(
      "parameters", \.parameters, .list(.record(ParameterDeclaration.space)), .other, "Kilim",
      "Spaces of points, one after the other; the parts of a space are multiplied."
    ).demanded,
    .list(
      "exclude", \.exclude, .list(.text(1...4096)), .other, "Kilim",
      "Expressions; a point for which one is true is left out."),
    .optional(
      "parallelism", \.parallelism, .integer(1...), .other, "Kilim",
      "At most so many points at a time.", default: "as many as the System takes"),
    .optional(
      "maxFailures", \.maxFailures, .integer(1...), .other, "Kilim",
      "Once so many points have failed, `onFailure` says what happens.",
      default: "no limit"),
    .optional(
      "onFailure", \.onFailure, .choice(of: SweepSpec.FailurePolicy.self), .other, "Kilim",
      "After `maxFailures` (by itself, after the first failure): start no new points, or go on.",
      default: "Stop"),
    .optional(
      "packing", \.packing, .choice(of: SweepSpec.Packing.self), .other, "Kilim",
      "How points become jobs of a scheduler.", default: "Auto"),
    .group(
      "template", \.template, JobDeclaration.type, .identity, "Kilim",
      "The Job that every point runs, with `${sweep.NAME}` where its values go."
    ).demanded,
  ]

  /// What a Job has too, declared there.
  private static let whole: [Field<SweepSpec>] = JobDeclaration.type.fields.filter {
    wholeNames.contains($0.name)
  }.map { $0.lifted(\.whole) }

  static let wholeNames: Set = [
    "updatePolicy", "dependsOn", "suspend", "priority", "onPrune", "retention", "budget",
    "results", "subscriptions", "notifications", "notes",
  ]
}
