import KilimModel

extension JobCompilation {
  /// Looks one source of an input up; nil when it leads nowhere, which is then said, or for an
  /// optional input warned of if the job itself names it.
  mutating func find(
    _ text: String, _ input: MergedInput, _ index: Int, _ places: ResolvedPlaces,
    _ references: References
  ) -> FoundSource? {
    let isJobs = input.sourcePlace.layer == .job
    switch finder(isJobs ? directory : references.app.directory, places, references).find(text) {
    case .success(let found): return found
    case .failure(.excused):
      isIncomplete = true
      return nil
    case .failure(.mistake(let mistake)):
      let isExcused = mistake.isMissing && input.isOptional
      guard !isExcused || isJobs else { return nil }
      report(
        Mistake(
          input.sourcePlace.layer, mistake.code, severity: isExcused ? .warning : nil,
          mistake.message, hint: mistake.hint, path: input.sourcePath(index)), references)
      return nil
    }
  }

  private func finder(
    _ directory: String, _ places: ResolvedPlaces, _ references: References
  ) -> SourceFinder {
    SourceFinder(
      directory: directory, catalog: catalog, context: context,
      rootDir: places.directories.rootDir, isExecHere: references.isExecHere)
  }

  /// The bundle of a ZIP app, found and digested.
  mutating func image(_ places: ResolvedPlaces, _ references: References) -> PlannedImage? {
    let app = references.app
    guard app.spec.runtime == .zip, let text = app.spec.containerImage.nonBlank else { return nil }
    func refuse(_ code: DiagnosticCode, _ message: String, _ hint: String?) -> PlannedImage? {
      report(Mistake(.app, code, message, hint: hint, path: "spec.containerImage"), references)
      return nil
    }
    // An absolute path is one of the exec system.
    if text.hasPrefix("/"), !references.isExecHere {
      return PlannedImage(source: .inPlace(path: PathText.canonical(text)), digest: nil)
    }
    switch finder(app.directory, places, references).find(text) {
    case .failure(.excused):
      isIncomplete = true
      return nil
    case .failure(.mistake(let mistake)):
      return refuse(mistake.code, mistake.message, mistake.hint)
    case .success(let found):
      switch found.source {
      case .url(let url): return PlannedImage(source: .url(url), digest: nil)
      case .remote(let system, let path):
        return PlannedImage(source: .remote(systemId: system, path: path), digest: nil)
      case .inPlace(let path) where !references.isExecHere:
        return PlannedImage(source: .inPlace(path: path), digest: nil)
      case .path(let path), .inPlace(let path):
        guard let digest = found.digest ?? context.inspector.contentDigest(ofPath: path) else {
          return refuse(.missingInput, "`\(text)` cannot be read", "look at the rights of \(path)")
        }
        guard found.kind == .directory else {
          return PlannedImage(source: .archive(path: path), digest: digest)
        }
        let programs = ["tapisjob_app.sh", "tapisjob.manifest"]
        guard programs.contains(where: { context.inspector.kind(ofPath: "\(path)/\($0)") != nil })
        else {
          return refuse(
            .missingInput, "the bundle `\(text)` has no program",
            "put `tapisjob_app.sh` into it, or a `tapisjob.manifest` with the line `tapisjob_executable=FILE`"
          )
        }
        return PlannedImage(source: .directory(path: path), digest: digest)
      }
    }
  }
}
