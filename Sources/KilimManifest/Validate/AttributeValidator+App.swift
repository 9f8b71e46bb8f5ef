import KilimModel

extension AttributeValidator {
  /// The texts of the strict macro engine, as far as they can be judged by themselves.
  mutating func checkDirectories(_ attributes: JobAttributes) {
    let logs = attributes.parameterSet.logConfig
    // In the order in which a run resolves them, so that a circle is found at the same place.
    let texts = [
      (MacroName.execSystemInputDir, "execSystemInputDir", attributes.execSystemInputDir),
      (.execSystemExecDir, "execSystemExecDir", attributes.execSystemExecDir),
      (.execSystemOutputDir, "execSystemOutputDir", attributes.execSystemOutputDir),
      (.archiveSystemDir, "archiveSystemDir", attributes.archiveSystemDir),
      (.dtnSystemInputDir, "dtnSystemInputDir", attributes.dtnSystemInputDir),
      (.dtnSystemOutputDir, "dtnSystemOutputDir", attributes.dtnSystemOutputDir),
      (.stdoutFilename, "parameterSet.logConfig.stdoutFilename", logs?.stdoutFilename),
      (.stderrFilename, "parameterSet.logConfig.stderrFilename", logs?.stderrFilename),
    ].compactMap { macro, field, text in text.nonBlank.map { (macro, field, $0) } }
    for mistake in MacroRehearsal.mistakes(in: texts.map { ($0.0, $0.2) }) {
      guard let field = texts.first(where: { $0.0 == mistake.macro })?.1 else { continue }
      add(mistake.error.diagnostic(path: "\(layer.prefix).\(field)"))
    }
  }

  /// What is wrong with a text of the strict engine whatever the values are.
  static func mistake(inMacros text: String, besides known: Set<String> = []) -> MacroError? {
    if PathText.climbs(text) { return .climbs(text) }
    do throws(MacroError) {
      for case .macro(let name) in try MacroText(text).parts
      where MacroName(name) == nil && !known.contains(String(name)) {
        return .unknown(String(name))
      }
      return nil
    } catch {
      return error
    }
  }

  /// Rules between fields (Tapis reference, section 7).
  mutating func checkRules(_ attributes: JobAttributes) {
    if attributes.dynamicExecSystem == true, attributes.execSystemConstraints.isEmpty {
      add(
        .missingField, "`dynamicExecSystem: true` needs `execSystemConstraints`",
        hint: "add them, or name a System in `execSystemId`",
        path: "\(layer.prefix).dynamicExecSystem")
    }
    if attributes.archiveSystemId.nonBlank != nil, attributes.archiveSystemDir.nonBlank == nil {
      add(
        .missingField, "an app that names an `archiveSystemId` needs an `archiveSystemDir` too",
        hint: "add one, as `/jobs/${JobUUID}/archive`", path: "\(layer.prefix).archiveSystemId")
    }
  }

  /// The runtime of an app, and what it needs to start a program.
  static func mistakes(inProgramOf app: AppSpec) -> [Mistake] {
    let runtime = app.runtime ?? .docker
    func mistake(
      _ code: DiagnosticCode, _ message: String, _ hint: String, _ path: String
    ) -> [Mistake] {
      [Mistake(.app, code, message, hint: hint, path: path)]
    }
    let hasImage = app.containerImage.nonBlank != nil
    if runtime == .native {
      if hasImage {
        return mistake(
          .impossibleCombination, "a NATIVE app has no image; it runs a program of the system",
          "leave `containerImage` out, or choose another runtime", "spec.containerImage")
      }
      guard app.command.first.map(\.isBlank) ?? true else { return [] }
      return mistake(
        .missingField, "a NATIVE app needs a `command`",
        "add `command: [program, argument]`", "spec.command")
    }
    if !app.command.isEmpty {
      return mistake(
        .impossibleCombination,
        "`command` belongs to the runtime NATIVE; this app has \(runtime.rawValue)",
        app.runtime == nil
          ? "add `runtime: NATIVE`" : "leave it out, or write `runtime: NATIVE`", "spec.command")
    }
    if let text = app.containerImage.nonBlank {
      guard runtime != .zip else { return [] }
      do throws(ContainerImage.Refusal) {
        _ = try ContainerImage.read(text, for: runtime)
        return []
      } catch {
        return mistake(error.code, error.message, error.hint, "spec.containerImage")
      }
    }
    return mistake(
      .missingField, "an app of the runtime \(runtime.rawValue) needs a `containerImage`",
      runtime == .zip
        ? "name a directory or an archive, relative to the manifest" : "name an image",
      "spec.containerImage")
  }
}
