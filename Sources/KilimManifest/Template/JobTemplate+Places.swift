import KilimModel

extension JobTemplate {
  /// Fields that choose what runs, or where, have no values in them.
  mutating func checkPlaces(_ value: JSONValue, at field: String) {
    switch value {
    case .string(let text): checkText(text, at: field)
    case .array(let items):
      for (index, item) in items.enumerated() { checkPlaces(item, at: "\(field)[\(index)]") }
    case .object(let members):
      for member in members {
        checkPlaces(member.value, at: field.isEmpty ? member.key : "\(field).\(member.key)")
      }
    default: break
    }
  }

  private mutating func checkText(_ text: String, at field: String) {
    if PointMark.isIn(text) {
      report(
        .forbiddenCharacter, "a character of the private use area from U+F0000 on is in the text",
        hint: "kilim needs these characters for the values of sweeps and steps", part: nil, field)
    }
    guard !Self.takesValues(field), let use = TemplateReference.first(in: text[...]) else { return }
    switch (use.reference, parameters, steps) {
    case (.parameter, .kept, _): return
    case (.step(let text), _, .refused): _ = reference(text, field)
    case (.parameter, _, _), (.step, _, .taken):
      let isStep = if case .step = use.reference { true } else { false }
      report(
        .macroUnavailable, "`\(use.reference.text)` has no value in `\(field)`",
        hint: "values go into arguments of the App, variables, directories, file inputs, log names "
          + "and the description; for a setting of its own make another "
          + (isStep ? "step" : "sweep"),
        part: use.reference.text, field)
    }
  }

  /// What a text says of a step; nil when it means nothing here, which is then reported.
  mutating func reference(_ text: String, _ field: String) -> StepReference? {
    if case .refused = steps {
      // The others are the same mistake.
      if !diagnostics.contains(where: { $0.part?.hasPrefix("${steps.") == true }) {
        report(
          .macroUnavailable, "`${\(text)}` has no meaning outside a workflow",
          hint: "steps are those of a Workflow: make this one of its `steps`, or write the value",
          part: "${\(text)}", field)
      }
      return StepReference(text) ?? StepReference(step: text, value: .outputDirectory)
    }
    guard let reference = StepReference(text) else {
      report(
        .stepReferenceSyntax, "`${\(text)}` names no value of a step", hint: Self.forms,
        part: "${\(text)}", field)
      return nil
    }
    guard reference.value != .status else {
      report(
        .stepValueUnavailable, "`${\(text)}` can only be used in `when`",
        hint: "there it is one of " + StepStatusName.all.joined(separator: ", "),
        part: "${\(text)}", field)
      return nil
    }
    return reference
  }

  static let forms =
    "the forms are `${steps.NAME.outputDir}`, `.archiveDir`, `.pointsFile` and `.results.KEY`"

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
}

/// How a step can have ended, in the words of `when`.
package enum StepStatusName {
  package static let all = ["FINISHED", "FAILED", "CANCELLED", "SKIPPED"]
}
