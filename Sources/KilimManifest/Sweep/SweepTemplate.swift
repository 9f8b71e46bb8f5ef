package import KilimModel

/// The Job template of a sweep with marks (`PointMark`) in the places of `${sweep.NAME}`, so that it
/// is compiled once for all points.
package struct SweepTemplate: Sendable {
  /// A parameter at a place that not every value fits.
  package struct PathUse: Sendable, Hashable {
    package var name: String
    /// In the document: `spec.template.archiveSystemDir`.
    package var path: String
    /// Nothing stands before the value, so that it must not begin with a slash.
    package var isAtStart: Bool
  }

  package private(set) var job: JobSpec
  /// The parameters that the template uses, in the order of their marks.
  package private(set) var names: [String] = []
  package private(set) var pathUses: [PathUse] = []
  /// Of the document, paths included.
  package private(set) var diagnostics: [Diagnostic] = []
  private let known: [String]

  /// - Parameter parameters: the names that the space gives values to.
  package init(_ template: JobSpec, parameters: [String]) {
    job = template
    known = parameters.sorted()
    let text = SpecCoding.json(of: template).text
    guard text.contains("${sweep.") || PointMark.isIn(text) else { return }
    checkPlaces(SpecCoding.json(of: template), at: "")
    fill()
  }

  private mutating func fill() {
    job.name = job.name.map { literal($0, "name") }
    var attributes = job.attributes
    fill(&attributes)
    fill(&attributes.parameterSet)
    job.attributes = attributes
    for index in job.attributes.fileInputs.indices {
      let field = "fileInputs[\(index)]"
      let input = job.attributes.fileInputs[index]
      job.attributes.fileInputs[index].description = input.description.map {
        literal($0, "\(field).description")
      }
      job.attributes.fileInputs[index].sourceUrl = path(input.sourceUrl, "\(field).sourceUrl")
      job.attributes.fileInputs[index].targetPath = path(input.targetPath, "\(field).targetPath")
    }
    for index in job.attributes.fileInputArrays.indices {
      let field = "fileInputArrays[\(index)]"
      let input = job.attributes.fileInputArrays[index]
      job.attributes.fileInputArrays[index].sourceUrls = input.sourceUrls?.enumerated().map {
        path($1, "\(field).sourceUrls[\($0)]")
      }
      job.attributes.fileInputArrays[index].targetDir = path(input.targetDir, "\(field).targetDir")
    }
  }

  private mutating func fill(_ attributes: inout JobAttributes) {
    attributes.description = attributes.description.map { literal($0, "description") }
    attributes.execSystemExecDir = path(attributes.execSystemExecDir, "execSystemExecDir")
    attributes.execSystemInputDir = path(attributes.execSystemInputDir, "execSystemInputDir")
    attributes.execSystemOutputDir = path(attributes.execSystemOutputDir, "execSystemOutputDir")
    attributes.archiveSystemDir = path(attributes.archiveSystemDir, "archiveSystemDir")
    for index in attributes.tags.indices {
      attributes.tags[index] = literal(attributes.tags[index], "tags[\(index)]")
    }
  }

  private mutating func fill(_ set: inout ParameterSet) {
    for index in set.appArgs.indices {
      let field = "parameterSet.appArgs[\(index)]"
      set.appArgs[index].arg = set.appArgs[index].arg.map { word($0, "\(field).arg") }
      set.appArgs[index].args = set.appArgs[index].args?.enumerated().map {
        literal($1, "\(field).args[\($0)]")
      }
    }
    for index in set.envVariables.indices {
      set.envVariables[index].value = set.envVariables[index].value.map {
        literal($0, "parameterSet.envVariables[\(index)].value")
      }
    }
    guard let logs = set.logConfig else { return }
    set.logConfig?.stdoutFilename = path(
      logs.stdoutFilename, "parameterSet.logConfig.stdoutFilename")
    set.logConfig?.stderrFilename = path(
      logs.stderrFilename, "parameterSet.logConfig.stderrFilename")
  }

  private mutating func literal(_ text: String, _ field: String) -> String {
    replaced(in: text, field, keepsEscaped: false) { _, _ in }
  }

  /// In a fragment that is split into words a backslash keeps the dollar sign.
  private mutating func word(_ text: String, _ field: String) -> String {
    replaced(in: text, field, keepsEscaped: true) { _, _ in }
  }

  private mutating func path(_ text: String?, _ field: String) -> String? {
    text.map { path($0, field) }
  }

  private mutating func path(_ text: String, _ field: String) -> String {
    var uses: [PathUse] = []
    let filled = replaced(in: text, field, keepsEscaped: false) { name, isAtStart in
      uses.append(PathUse(name: name, path: "spec.template.\(field)", isAtStart: isAtStart))
    }
    pathUses += uses.filter { !pathUses.contains($0) }
    return filled
  }

  private mutating func replaced(
    in text: String, _ field: String, keepsEscaped: Bool, note: (String, Bool) -> Void
  ) -> String {
    var result = ""
    var rest = text[...]
    while let use = SweepReference.first(in: rest) {
      result += rest[..<use.range.lowerBound]
      rest = rest[use.range.upperBound...]
      if keepsEscaped, result.hasSuffix("\\") {
        result += "${sweep." + use.name + "}"
        continue
      }
      guard let mark = mark(of: use.name, field) else { continue }
      note(use.name, result.isEmpty)
      result += mark
    }
    return result + rest
  }

  private mutating func mark(of name: String, _ field: String) -> String? {
    if let index = names.firstIndex(of: name) { return PointMark.parameter(index) }
    guard known.contains(name) else {
      let near = Spelling.nearest(to: name, among: known)
      report(
        .unknownMacro, "the sweep has no parameter `\(name)`",
        hint: near.map { "did you mean `${sweep.\($0)}`?" }
          ?? (known.isEmpty
            ? "name it in `spec.parameters`" : "it has \(known.joined(separator: ", "))"),
        part: "${sweep.\(name)}", field)
      return nil
    }
    names.append(name)
    return PointMark.parameter(names.count - 1)
  }

  /// Fields that choose what runs, or where, are the same for all points.
  private mutating func checkPlaces(_ value: JSONValue, at field: String) {
    switch value {
    case .string(let text):
      if PointMark.isIn(text) {
        report(
          .forbiddenCharacter, "a character of the private use area from U+F0000 on is in the text",
          hint: "kilim needs these characters for the values of sweeps", part: nil, field)
      }
      guard !Self.takesValues(field), let use = SweepReference.first(in: text[...]) else { return }
      report(
        .macroUnavailable, "`${sweep.\(use.name)}` has no value in `\(field)`",
        hint: "values go into arguments of the App, variables, directories, file inputs, log names "
          + "and the description; for a setting of its own make another sweep",
        part: "${sweep.\(use.name)}", field)
    case .array(let items):
      for (index, item) in items.enumerated() { checkPlaces(item, at: "\(field)[\(index)]") }
    case .object(let members):
      for member in members {
        checkPlaces(member.value, at: field.isEmpty ? member.key : "\(field).\(member.key)")
      }
    default: break
    }
  }

  private static func takesValues(_ field: String) -> Bool {
    let whole: Set = [
      "name", "description", "execSystemExecDir", "execSystemInputDir", "execSystemOutputDir",
      "archiveSystemDir", "parameterSet.logConfig.stdoutFilename",
      "parameterSet.logConfig.stderrFilename",
    ]
    if whole.contains(field) || field.hasPrefix("tags[") || field.hasPrefix("notes") { return true }
    if field.hasPrefix("parameterSet.appArgs[") {
      return field.hasSuffix("].arg") || field.contains("].args[")
    }
    if field.hasPrefix("parameterSet.envVariables[") { return field.hasSuffix("].value") }
    return field.hasPrefix("fileInput")
      && ["].sourceUrl", "].targetPath", "].targetDir", "].description"].contains {
        field.hasSuffix($0)
      } || field.contains("].sourceUrls[")
  }

  private mutating func report(
    _ code: DiagnosticCode, _ message: String, hint: String?, part: String?, _ field: String
  ) {
    diagnostics.append(
      Diagnostic(code, message, hint: hint, part: part, path: "spec.template.\(field)"))
  }
}

/// `${sweep.NAME}` in a text.
enum SweepReference {
  static func first(
    in text: Substring
  ) -> (name: String, range: Range<Substring.Index>)? {
    var rest = text
    while let start = rest.macroStart {
      let inside = rest[start.upperBound...]
      guard inside.hasPrefix("sweep."),
        let end = inside.utf8.firstIndex(of: UInt8(ascii: "}"))
      else {
        rest = inside
        continue
      }
      let name = inside[inside.utf8.index(inside.startIndex, offsetBy: 6)..<end]
      return (String(name), start.lowerBound..<inside.utf8.index(after: end))
    }
    return nil
  }
}
