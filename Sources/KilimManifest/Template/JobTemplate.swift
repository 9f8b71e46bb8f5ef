package import KilimModel

/// A Job with marks (`PointMark`) in the places of `${sweep.NAME}` and `${steps.NAME...}`, so that it
/// is compiled once, and a value stays what it is wherever it goes.
package struct JobTemplate: Sendable {
  /// What `${sweep.NAME}` means.
  package enum Parameters: Sendable {
    /// Nothing to look at now: it stays as it is written.
    case kept
    /// One of these.
    case known([String])
    /// Anything: the points come from a file that is not there yet.
    case open
  }

  /// What `${steps.NAME...}` means.
  package enum Steps: Sendable {
    /// A value of another step.
    case taken
    /// Nothing, outside a workflow: the first one is reported.
    case refused
  }

  /// A value at a place that not every one fits.
  package struct PathUse: Sendable, Hashable {
    /// Of the parameter, or the text of the reference: `steps.best.results.k`.
    package var name: String
    /// In the document: `spec.template.archiveSystemDir`.
    package var path: String
    /// Nothing stands before the value, so that it must not begin with a slash.
    package var isAtStart: Bool
  }

  package internal(set) var job: JobSpec
  /// The parameters that the template uses, in the order of their marks.
  package internal(set) var names: [String] = []
  /// What it takes of steps, in the order of their marks.
  package internal(set) var references: [StepReference] = []
  /// Where each of them stands first.
  var referencePaths: [String] = []
  /// Of parameters.
  package internal(set) var pathUses: [PathUse] = []
  /// Of results of steps.
  var resultUses: [PathUse] = []
  /// With paths of the document.
  package internal(set) var diagnostics: [Diagnostic] = []
  let parameters: Parameters
  let steps: Steps
  /// Some points may lack parameters, and go without the arguments that are of those alone.
  let framesArguments: Bool
  /// Where the Job stands in its document.
  let path: String

  /// - Parameter path: where the Job stands in its document: `spec.steps[2].job`.
  package init(
    _ template: JobSpec, parameters: Parameters, steps: Steps = .refused,
    path: String = "spec.template", framesArguments: Bool = false
  ) {
    job = template
    self.framesArguments = framesArguments
    self.parameters = parameters
    self.steps = steps
    self.path = path
    let json = SpecCoding.json(of: template)
    let text = json.text
    guard text.contains("${sweep.") || text.contains("${steps.") || PointMark.isIn(text) else {
      return
    }
    checkPlaces(json, at: "")
    fill()
  }

  mutating func replaced(
    in text: String, _ field: String, keepsEscaped: Bool = false, isPath: Bool = false
  ) -> String {
    var result = ""
    var rest = text[...]
    while let (reference, range) = TemplateReference.first(in: rest) {
      result += rest[..<range.lowerBound]
      rest = rest[range.upperBound...]
      // In a fragment that is split into words a backslash keeps the dollar sign.
      if keepsEscaped, result.hasSuffix("\\") {
        result += reference.text
        continue
      }
      switch reference {
      case .parameter(let name): result += parameter(name, field, isPath ? result : nil)
      case .step(let text): result += step(text, field, isPath ? result : nil)
      }
    }
    return result + rest
  }

  /// - Parameter before: in a path, what stands before it.
  private mutating func parameter(_ name: String, _ field: String, _ before: String?) -> String {
    if case .kept = parameters { return TemplateReference.parameter(name).text }
    guard let mark = mark(of: name, field) else { return "" }
    if let before {
      let use = PathUse(name: name, path: "\(path).\(field)", isAtStart: before.isEmpty)
      if !pathUses.contains(use) { pathUses.append(use) }
    }
    return mark
  }

  private mutating func step(_ text: String, _ field: String, _ before: String?) -> String {
    guard let reference = reference(text, field) else { return "" }
    let index = references.firstIndex(of: reference) ?? references.count
    if index == references.count {
      references.append(reference)
      referencePaths.append("\(path).\(field)")
    }
    let mark = PointMark.step(index)
    guard let before else { return mark }
    guard reference.value.isPath else {
      resultUses.append(
        PathUse(name: text, path: "\(path).\(field)", isAtStart: before.isEmpty))
      return mark
    }
    // So that the path is known to be absolute before its value is.
    return before.hasSuffix("/") ? mark : "/" + mark
  }

  private mutating func mark(of name: String, _ field: String) -> String? {
    if let index = names.firstIndex(of: name) { return PointMark.parameter(index) }
    if case .known(let known) = parameters, !known.contains(name) {
      reportUnknown(name, among: known.sorted(), field)
      return nil
    }
    guard names.count < PointMark.mostParameters else {
      report(
        .macroUnavailable, "the template uses more than \(PointMark.mostParameters) parameters",
        hint: "let the program read them from a file", part: nil, field)
      return nil
    }
    names.append(name)
    return PointMark.parameter(names.count - 1)
  }

  private mutating func reportUnknown(_ name: String, among known: [String], _ field: String) {
    let near = Spelling.nearest(to: name, among: known)
    report(
      .unknownMacro, "the sweep has no parameter `\(name)`",
      hint: near.map { "did you mean `${sweep.\($0)}`?" }
        ?? (known.isEmpty
          ? "name it in `spec.parameters`" : "it has \(known.joined(separator: ", "))"),
      part: "${sweep.\(name)}", field)
  }

  mutating func report(
    _ code: DiagnosticCode, _ message: String, hint: String?, part: String?, _ field: String
  ) {
    diagnostics.append(
      Diagnostic(code, message, hint: hint, part: part, path: "\(path).\(field)"))
  }
}
