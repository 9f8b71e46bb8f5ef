import KilimModel

/// A source of an input or an image, after a look at what it points to.
struct FoundSource: Hashable {
  var source: PlannedInput.Source
  /// Nil for what cannot be known before staging.
  var kind: FileKind?
  /// Of a file or a tree beside the manifest.
  var digest: Digest?

  var isInPlace: Bool { if case .inPlace = source { true } else { false } }

  /// The name that a target takes from it; nil when there is none, as in `http://host/`.
  var lastSegment: String? {
    switch source {
    // What lies in another step's directory has that directory's name, which is of one run alone.
    case .path(let path) where StepFilling.isDirectoryAlone(path): nil
    case .path(let path), .inPlace(let path), .remote(_, let path): PathText.lastSegment(path)
    case .url(let url): Self.lastSegment(ofURL: url)
    }
  }

  /// After the host and its slash; without a query or a fragment, which name nothing.
  private static func lastSegment(ofURL url: String) -> String? {
    let afterScheme = url.split(separator: "/", maxSplits: 2, omittingEmptySubsequences: false)
    guard let rest = afterScheme.last?.prefix(while: { $0 != "?" && $0 != "#" }),
      let slash = rest.lastIndex(of: "/")
    else { return nil }
    let name = rest[rest.index(after: slash)...]
    return name.isEmpty ? nil : String(name)
  }
}

/// Why a source leads nowhere.
struct SourceMistake: Hashable {
  var code: DiagnosticCode
  var message: String
  var hint: String?
  /// The thing is well named but not there: no error for an optional input.
  var isMissing = false
}

/// Looks sources up: paths, URLs and Systems, in the words of a manifest in `directory`.
struct SourceFinder {
  let directory: String
  let catalog: Catalog
  let context: CompileContext
  /// Of the exec system, for what is already there.
  let rootDir: String
  /// Whether that is this machine, where one can look.
  let isExecHere: Bool

  func find(_ text: String) -> Result<FoundSource, SourceMistakeError> {
    guard !text.hasControlCharacters else {
      return refuse(.forbiddenCharacter, "a control character is in the source")
    }
    switch SourceReference(text) {
    case .path(let path): return findPath(path)
    case .inPlace(let path):
      let whole = Self.below(rootDir, path)
      guard !PathText.climbs(path) else {
        return refuse(.invalidPath, "`..` may not be part of a path on a System")
      }
      guard isExecHere else { return .success(FoundSource(source: .inPlace(path: whole))) }
      return look(at: whole).map { FoundSource(source: .inPlace(path: whole), kind: $0) }
    case .system(let id, let path): return findOnSystem(id, path)
    case .url(let url): return .success(FoundSource(source: .url(url)))
    case .unsupported(let scheme):
      return refuse(
        .unsupportedSource, "this version cannot read from `\(scheme):`",
        hint: "it reads \(SourceReference.known)")
    case .malformed(let text):
      return refuse(
        .unsupportedSource, "`\(text)` is no complete address",
        hint:
          "write it as `file:///path`, `tapis://SYSTEM/path`, `tapislocal://exec.tapis/path` or `https://host/path`"
      )
    }
  }

  private func findPath(_ path: String) -> Result<FoundSource, SourceMistakeError> {
    let whole = PathText.absolute(path, from: directory)
    let isRelative = !path.hasPrefix("/")
    return look(at: whole, written: path).flatMap { kind in
      let digest = isRelative ? context.inspector.contentDigest(ofPath: whole) : nil
      guard digest != nil || !isRelative else {
        return refuse(
          .missingInput, "`\(path)` cannot be read", hint: "look at the rights of \(whole)")
      }
      return .success(FoundSource(source: .path(whole), kind: kind, digest: digest))
    }
  }

  private func findOnSystem(
    _ id: String, _ path: String
  ) -> Result<FoundSource, SourceMistakeError> {
    guard let system = catalog.system(id) else {
      if catalog.excuses(ResourceName(.system, id), isolated: context.isolated) {
        return .failure(.excused)
      }
      let near = Spelling.nearest(to: id, among: catalog.systems.keys.sorted())
      return refuse(
        .unknownReference, "there is no System `\(id)`",
        hint: near.map { "did you mean `\($0)`?" })
    }
    guard system.spec.enabled != false else {
      return refuse(
        .disabledReference, "System `\(id)` is disabled",
        hint: "set `enabled: true` in \(system.origin)")
    }
    if let type = system.spec.systemType, !type.isReachable {
      return refuse(
        .unsupportedFeature,
        "System `\(id)` is of type \(type.rawValue), from which Kilim cannot read",
        hint: "copy it to a System of type LINUX or S3")
    }
    guard !PathText.climbs(path) else {
      return refuse(.invalidPath, "`..` may not be part of a path on a System")
    }
    let whole = Self.below(rootDirectory(of: system.spec), path)
    guard system.spec.reasonNotHere(context.facts) == nil else {
      let place = system.spec.systemType == .s3 ? PathText.key(whole) : whole
      return .success(FoundSource(source: .remote(systemId: id, path: place)))
    }
    return look(at: whole).map { FoundSource(source: .path(whole), kind: $0) }
  }

  /// The directory of a step is a whole path already, with the rootDir of its System in front.
  private static func below(_ root: String, _ path: String) -> String {
    StepFilling.beginsWithDirectory(path) ? PathText.canonical(path) : PathText.below(root, path)
  }

  /// As text: of another machine nothing is asked here. `${apiUserId}` is whoever compiles.
  private func rootDirectory(of system: SystemSpec) -> String {
    guard let root = system.rootDir.nonBlank else { return "/" }
    return SystemVariables.filled(in: root, context.facts)
  }

  private func look(
    at path: String, written: String? = nil
  ) -> Result<FileKind, SourceMistakeError> {
    switch context.inspector.kind(ofPath: path) {
    case .file: return .success(.file)
    case .directory: return .success(.directory)
    case .other:
      return refuse(.missingInput, "`\(path)` is neither a file nor a directory")
    case nil:
      let isRelative = written.map { !$0.hasPrefix("/") } ?? false
      let tilde = written?.hasPrefix("~") == true
      return .failure(
        .mistake(
          SourceMistake(
            code: .missingInput, message: "there is no file or directory `\(written ?? path)`",
            hint: tilde
              ? "`~` is not filled in here; write the whole path"
              : isRelative ? "relative paths start at the manifest: \(path)" : nil,
            isMissing: true)))
    }
  }

  private func refuse<Found>(
    _ code: DiagnosticCode, _ message: String, hint: String? = nil
  ) -> Result<Found, SourceMistakeError> {
    .failure(.mistake(SourceMistake(code: code, message: message, hint: hint)))
  }
}

enum SourceMistakeError: Error, Hashable {
  case mistake(SourceMistake)
  /// It names an object that was not given, which is no mistake here.
  case excused
}
