import KilimModel

extension AttributeValidator {
  /// What is wrong with the globs of `restart.keep`.
  static func mistakes(inRestartOf job: JobSpec) -> [Mistake] {
    guard let keep = job.restart?.keep else { return [] }
    return keep.enumerated().flatMap { index, pattern in
      mistakes(inPattern: pattern, .job, path: "spec.restart.keep[\(index)]")
    }
  }
}
