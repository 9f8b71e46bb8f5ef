import KilimModel

/// Checks what a job and an app's `jobAttributes` have in common, each document by itself.
struct AttributeValidator {
  let layer: Layer
  private(set) var mistakes: [Mistake] = []

  /// All that is wrong with a job, whatever it refers to.
  static func mistakes(in job: JobSpec) -> [Mistake] {
    var validator = AttributeValidator(layer: .job)
    validator.check(job.attributes)
    validator.check(job.notifications)
    let options = job.attributes.parameterSet.schedulerOptions
    validator.check(options, .slurm, path: ArgumentList.schedulerOptions.path(.job))
    return validator.mistakes
  }

  /// What is wrong with the macros of a job that cannot be compiled, since something that it refers
  /// to is not known.
  static func mistakes(inMacrosOf job: JobSpec, metadata: Metadata) -> [Mistake] {
    var validator = AttributeValidator(layer: .job)
    let (name, path) =
      job.name.nonBlank.map { ($0, "spec.name") } ?? (metadata.name, "metadata.name")
    validator.add(mistake(inMacros: name)?.diagnostic(path: path))
    validator.checkDirectories(job.attributes)
    return validator.mistakes
  }

  /// All that is wrong with an app's `jobAttributes`, whatever it refers to.
  ///
  /// - Parameter runtime: the app's, whose engine the container arguments are for.
  static func mistakes(inApp attributes: JobAttributes, _ runtime: Runtime) -> [Mistake] {
    var validator = AttributeValidator(layer: .app)
    validator.check(attributes)
    let set = attributes.parameterSet
    validator.check(
      set.schedulerOptions, .slurm, path: ArgumentList.schedulerOptions.path(.app))
    validator.check(
      set.containerArgs, .containerArguments(of: runtime),
      path: ArgumentList.containerArgs.path(.app))
    validator.check(
      attributes.parameterSet.envVariables, path: EnvironmentMerge.path(.app, nil))
    validator.checkEnvironmentKeys(attributes)
    validator.checkDirectories(attributes)
    validator.checkRules(attributes)
    return validator.mistakes
  }

  init(layer: Layer) { self.layer = layer }

  mutating func check(_ attributes: JobAttributes) {
    let set = attributes.parameterSet
    checkWords(set.appArgs)
    if let filter = set.archiveFilter { check(filter) }
    if let logs = set.logConfig { check(logs) }
    check(attributes.subscriptions)
    check(constraints: attributes.execSystemConstraints)
  }

  mutating func add(
    _ code: DiagnosticCode, severity: Diagnostic.Severity? = nil, _ message: String,
    hint: String? = nil, path: String
  ) {
    mistakes.append(
      Mistake(layer, code, severity: severity, message, hint: hint, path: path))
  }

  mutating func add(_ diagnostic: Diagnostic?) {
    if let diagnostic { mistakes.append(Mistake(layer, diagnostic)) }
  }

  mutating func add(_ more: [Mistake]) { mistakes += more }
}
