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
    return validator.mistakes
  }

  /// All that is wrong with an app's `jobAttributes`, whatever it refers to.
  static func mistakes(inApp attributes: JobAttributes) -> [Mistake] {
    var validator = AttributeValidator(layer: .app)
    validator.check(attributes)
    validator.checkDirectories(attributes)
    validator.checkRules(attributes)
    return validator.mistakes
  }

  init(layer: Layer) { self.layer = layer }

  mutating func check(_ attributes: JobAttributes) {
    let set = attributes.parameterSet
    for list in ArgumentList.allCases { check(list.arguments(of: set), list) }
    check(set.envVariables, path: EnvironmentMerge.path(layer, nil))
    checkInputs(attributes)
    if let filter = set.archiveFilter { check(filter) }
    if let logs = set.logConfig { check(logs) }
    check(attributes.subscriptions)
    if let prefix = attributes.cmdPrefix, prefix.hasControlCharacters {
      addControlCharacter("\(layer.prefix).cmdPrefix")
    }
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

  mutating func addControlCharacter(_ path: String) {
    add(
      .forbiddenCharacter, "a control character is in the text",
      hint: "new lines, tabs and the like are not allowed here", path: path)
  }

  /// The second of two equal names is the mistake.
  mutating func checkUnique(_ names: [String?], _ what: String, path: (Int) -> String) {
    guard names.count > 1 else { return }
    var seen: [String: Int] = [:]
    for (index, name) in names.enumerated() {
      guard let name, !name.isBlank else { continue }
      guard let earlier = seen[name] else {
        seen[name] = index
        continue
      }
      add(
        .duplicateItem, "\(what) `\(name)` is in the list twice, first as number \(earlier + 1)",
        hint: "keep one of them", path: path(index))
    }
  }
}
