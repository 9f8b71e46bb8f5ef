import KilimModel

/// A directory or a log name of a run, before its macros are filled in.
private struct DirectoryText {
  var macro: MacroName
  var text: String
  var layer: Layer
  var field: String

  var path: String { "\(layer.prefix).\(field)" }
}

/// What the directory stage hands on.
struct ResolvedPlaces {
  var directories: PlannedDirectories
  var archiveDirectory: String
  var macros: MacroTable
  var pendingFacts: [PendingFact] = []
}

extension JobCompilation {
  /// Resolves all directories and log names (Tapis reference, sections 4 and 5). What is wrong with
  /// one of them is said, and does not keep the rest of the job from being checked; nil when not
  /// even the root directories are known.
  mutating func resolvePlaces(_ ground: MacroTable, _ references: References) -> ResolvedPlaces? {
    let exec: FactPlace = references.isExecHere ? .here : .exec(references.execName)
    let archive: FactPlace =
      references.isArchiveExec
      ? exec : references.isArchiveHere ? .here : .archive(references.archiveName)
    var resolver = MacroResolver(values: ground, facts: context.facts)
    guard let root = rootDirectory(of: references.exec, exec, &resolver, references),
      let archiveRoot = references.isArchiveExec
        ? root : rootDirectory(of: references.archive, archive, &resolver, references)
    else { return nil }
    var pending = resolver.pending
    var table = ground
    table[.sysRootDir] = root
    resolver = MacroResolver(
      values: table, facts: context.facts, exec: exec, archive: archive)
    let texts = directoryTexts(references)
    for item in texts { resolver.declare(item.macro, as: item.text) }
    for item in texts { resolver.settle(item.macro, Self.finish) }
    for failure in resolver.failures {
      guard let item = texts.first(where: { $0.macro == failure.macro }),
        let diagnostic = failure.error.diagnostic(path: item.path)
      else { continue }
      report(Mistake(item.layer, diagnostic), references)
    }
    pending += resolver.pending.filter { !pending.contains($0) }
    var places = places(resolver.values, root: root, archiveRoot: archiveRoot)
    places.pendingFacts = pending
    if references.archive.spec.systemType == .s3 {
      // In a bucket there are keys, not paths.
      places.archiveDirectory = PathText.key(places.archiveDirectory)
    }
    return places
  }

  private func places(
    _ values: MacroTable, root: String, archiveRoot: String
  ) -> ResolvedPlaces {
    var table = values
    func absolute(_ macro: MacroName, below root: String) -> String {
      PathText.below(root, values[macro] ?? "/")
    }
    var directories = PlannedDirectories()
    directories.rootDir = root
    directories.working = absolute(.jobWorkingDir, below: root)
    directories.input = absolute(.execSystemInputDir, below: root)
    directories.exec = absolute(.execSystemExecDir, below: root)
    directories.output = absolute(.execSystemOutputDir, below: root)
    let archive = absolute(.archiveSystemDir, below: archiveRoot)
    table[.jobWorkingDirAbsolute] = directories.working
    table[.execSystemInputDirAbsolute] = directories.input
    table[.execSystemExecDirAbsolute] = directories.exec
    table[.execSystemOutputDirAbsolute] = directories.output
    table[.archiveSystemDirAbsolute] = archive
    return ResolvedPlaces(directories: directories, archiveDirectory: archive, macros: table)
  }

  private mutating func rootDirectory(
    of system: Definition<SystemSpec>, _ place: FactPlace, _ resolver: inout MacroResolver,
    _ references: References
  ) -> String? {
    do throws(MacroError) {
      let text = SystemVariables.filled(in: system.spec.rootDir.nonBlank ?? "/", context.facts)
      return try Self.finish(.sysRootDir, try resolver.resolve(text, at: place))
    } catch {
      if let diagnostic = error.diagnostic(path: "spec.rootDir") {
        report(Mistake(.system, diagnostic), references)
      }
      return nil
    }
  }

  private func directoryTexts(_ references: References) -> [DirectoryText] {
    // Passed on, not assigned: nothing is copied.
    directoryTexts(job.attributes, references.app.spec.jobAttributes, references)
  }

  private func directoryTexts(
    _ own: JobAttributes, _ app: JobAttributes, _ references: References
  ) -> [DirectoryText] {
    func text(
      _ macro: MacroName, _ field: String, _ job: String?, _ app: String?, _ usual: String
    ) -> DirectoryText {
      if let job = job.nonBlank {
        return DirectoryText(macro: macro, text: job, layer: .job, field: field)
      }
      return DirectoryText(
        macro: macro, text: app.nonBlank ?? usual, layer: app.nonBlank == nil ? .job : .app,
        field: field)
    }
    let runDirectory = "${JobWorkingDir}/jobs/${JobUUID}"
    let isSameSystem = references.isArchiveExec
    let logs = own.parameterSet.logConfig ?? app.parameterSet.logConfig ?? LogConfig()
    let logLayer: Layer =
      own.parameterSet.logConfig == nil && app.parameterSet.logConfig != nil ? .app : .job
    return [
      DirectoryText(
        macro: .jobWorkingDir,
        text: SystemVariables.filled(
          in: references.exec.spec.jobWorkingDir ?? "", context.facts),
        layer: .system, field: "jobWorkingDir"),
      text(
        .execSystemInputDir, "execSystemInputDir", own.execSystemInputDir, app.execSystemInputDir,
        runDirectory),
      text(
        .execSystemExecDir, "execSystemExecDir", own.execSystemExecDir, app.execSystemExecDir,
        runDirectory),
      text(
        .execSystemOutputDir, "execSystemOutputDir", own.execSystemOutputDir,
        app.execSystemOutputDir, runDirectory + "/output"),
      text(
        .archiveSystemDir, "archiveSystemDir", own.archiveSystemDir, app.archiveSystemDir,
        isSameSystem ? "${ExecSystemOutputDir}" : "/jobs/${JobUUID}/archive"),
      DirectoryText(
        macro: .stdoutFilename, text: Self.logName(logs.stdoutFilename), layer: logLayer,
        field: "parameterSet.logConfig.stdoutFilename"),
      DirectoryText(
        macro: .stderrFilename, text: Self.logName(logs.stderrFilename), layer: logLayer,
        field: "parameterSet.logConfig.stderrFilename"),
    ]
  }

  /// A blank name says no more than none at all, in the definitions that have one.
  private static func logName(_ text: String) -> String {
    text.isBlank ? LogConfig().stdoutFilename : text
  }

  /// Brings a resolved text into its canonical form: log names stay relative, directories start
  /// with a slash.
  private static func finish(_ macro: MacroName, _ text: String) throws(MacroError) -> String {
    guard !text.isBlank else { throw .empty(macro) }
    guard !text.hasControlCharacters else { throw .controlCharacter }
    guard !PathText.climbs(text) else { throw .climbs(text) }
    switch macro {
    case .stdoutFilename, .stderrFilename:
      guard !text.hasPrefix("/") else { throw .absoluteLogName(text) }
      return PathText.relative(text)
    default: return PathText.canonicalOrPending(text)
    }
  }
}
