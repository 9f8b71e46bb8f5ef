import KilimManifest
import KilimModel
import Testing

/// Every definition of the corpus gets the verdict that its mark demands.
@Suite(.enabled(if: !Corpus.all.isEmpty, "KILIM_CORPUS names no corpus"))
struct CorpusTests {
  private static let definitions = Corpus.all.filter {
    ["apps", "jobs", "systems", "profiles"].contains($0.folder)
  }

  /// All that reading, validating and compiling it by itself says.
  private func diagnostics(_ name: String) -> [Diagnostic] {
    let bytes = Array(Corpus.text(of: name).utf8)
    let source = SourceFile(name: name, directory: "/corpus", bytes: bytes)
    return ManifestBench.diagnostics([source], [:], true)
  }

  private func errors(_ name: String) -> [Diagnostic] {
    diagnostics(name).filter { $0.severity == .error }
  }

  @Test(arguments: definitions.filter { $0.verdict == .accepted })
  func `takes what Tapis accepts`(definition: Corpus.Definition) {
    let errors = errors(definition.name)
    let first = errors.first.map { "\($0.code.rawValue) \($0.path)" }
    #expect(first == CorpusDifferences.expected[definition.name])
  }

  @Test(arguments: definitions.filter { $0.verdict != .accepted })
  func `refuses what Tapis rejects, for its reasons, at the right lines`(
    definition: Corpus.Definition
  ) throws {
    guard case .rejected(let reasons) = definition.verdict else { return }
    let lines = Corpus.text(of: definition.name).split(
      separator: "\n", omittingEmptySubsequences: false)
    let errors = errors(definition.name)
    for reason in reasons {
      #expect(errors.contains { explains($0, reason) }, "\(reason)")
      for name in reason.unexpected {
        let error = errors.first { generic($0.path) == join(reason.path, name) }
        #expect(error?.code == .unknownField, "\(name)")
      }
    }
    for error in errors {
      let span = try #require(error.span)
      #expect(isAtPlace(error, lines[span.line - 1]), "\(error)")
      #expect(definition.hasMoreReasons || reasons.contains { explains(error, $0) }, "\(error)")
    }
  }

  private func explains(_ error: Diagnostic, _ reason: Corpus.Reason) -> Bool {
    let path = generic(error.path)
    if reason.text.hasPrefix("'' is too short") {
      return error.code == .invalidText && path == reason.path
    }
    if reason.text.contains("non-unique") {
      return error.code == .duplicateItem && path.hasPrefix(reason.path)
    }
    if !reason.unexpected.isEmpty {
      return reason.unexpected.contains { path == join(reason.path, $0) }
    }
    // A required field that stands under the name of an older version is not missing as well.
    return path.hasPrefix(reason.path)
  }

  private func isAtPlace(_ error: Diagnostic, _ line: Substring) -> Bool {
    switch error.code {
    case .duplicateItem: line.contains("name")
    default: line.contains("\"\(error.path.split(separator: ".").last ?? "")\"")
    }
  }

  /// `spec.a.b[3].c` as `a/b/[]/c`.
  private func generic(_ path: String) -> String {
    path.split(separator: ".").dropFirst().flatMap { step -> [String] in
      let name = step.prefix { $0 != "[" }
      return name.count < step.count ? [String(name), "[]"] : [String(name)]
    }.joined(separator: "/")
  }

  private func join(_ path: String, _ name: String) -> String {
    path.isEmpty ? name : "\(path)/\(name)"
  }

  @Test(arguments: Corpus.all.filter { $0.folder == "patches" })
  func `refuses the body of a PATCH with advice`(definition: Corpus.Definition) {
    let errors = errors(definition.name)
    #expect(errors.map(\.code) == [.missingField])
    #expect(errors.first?.span?.line == 2)
    #expect(errors.first?.message.contains("PATCH") == true)
  }

  @Test(arguments: Corpus.all.filter { $0.folder == "responses" })
  func `takes the record of a job as a new request`(definition: Corpus.Definition) throws {
    let source = SourceFile(
      name: definition.name, directory: "/corpus",
      bytes: Array(Corpus.text(of: definition.name).utf8))
    let loaded = ManifestLoader.load([source])
    #expect(loaded.diagnostics.map(\.code) == [.ignoredField])
    #expect(errors(definition.name) == [])
    guard case .job(let job)? = loaded.documents.first?.spec else { return #expect(Bool(false)) }
    let parameters = job.attributes.parameterSet
    #expect(parameters.schedulerOptions.count == 3)
    #expect(
      parameters.envVariables.map(\.key)
        == ["_INTERACTIVE_WEBHOOK_URL", "_license", "_XTERM_CMD", "APPEND_PATH"])
    #expect(job.attributes.execSystemExecDir?.hasSuffix("/${JobUUID}") == true)
    #expect(job.attributes.subscriptions.first?.eventCategoryFilter == .all)
  }

  @Test(arguments: Corpus.all.filter { $0.folder == "v2" })
  func `refuses the second version of Tapis field by field`(definition: Corpus.Definition) {
    let all = diagnostics(definition.name)
    #expect(
      all.filter { $0.severity == .error && $0.code != .duplicateKey }.map(\.code) == [
        .legacyDocument
      ])
    let notes = all.filter { $0.severity == .note }
    #expect(notes.count >= 5)
    let lines = Corpus.text(of: definition.name).split(
      separator: "\n", omittingEmptySubsequences: false)
    for note in notes {
      let name = note.message.split(separator: "`")[0]
      #expect(note.span.map { lines[$0.line - 1].contains("\"\(name)\"") } == true, "\(note)")
    }
  }

  @Test(
    arguments: zip(
      Corpus.all.filter { $0.folder == "malformed" }.map(\.name),
      [DiagnosticCode.syntax, .unknownKind]))
  func `says what is wrong with what is no definition`(name: String, code: DiagnosticCode) {
    let errors = errors(name)
    #expect(errors.map(\.code) == [code])
    #expect(errors.first?.span?.line == 2)
  }

  @Test func `knows every file of the corpus`() {
    for folder in [
      "apps", "jobs", "systems", "profiles", "patches", "responses", "malformed", "v2",
    ] {
      let files = FolderContent.names(in: (Corpus.root ?? "") + "/" + folder).filter {
        $0.hasSuffix(".json")
      }
      #expect(Set(Corpus.all.filter { $0.folder == folder }.map(\.file)) == Set(files))
    }
    let accepted = Self.definitions.filter { $0.verdict == .accepted }
    let different = accepted.filter { CorpusDifferences.expected[$0.name] != nil }
    #expect(different.count == CorpusDifferences.expected.count)
    print(
      "corpus: \(accepted.count) accepted by Tapis, \(different.count) of them refused on purpose;",
      "\(Self.definitions.count - accepted.count) rejected by Tapis, all refused for its reasons")
  }
}
