import KilimManifest
import KilimModel
import Testing

/// One job, one app and one system to turn screws at; the defaults compile.
struct Workbench: Sendable {
  var job = JobSpec()
  var app = AppSpec()
  var system: SystemSpec
  var systems: [String: SystemSpec] = [:]
  var profiles: [String: SchedulerProfileSpec] = [:]
  /// By System, a blank and the variable.
  var recorded: [String: String] = [:]
  var files: [String: FileKind] = [:]
  var contents: [String: Digest] = [:]
  var hostVariables: [String: String] = [:]
  var isIsolated = false
  var metadata = Metadata(name: "first")

  static let uuidText = "01234567-89ab-4def-8123-456789abcdef-007"

  init() {
    system =
      Catalog.localSystem(
        facts: Self.facts([:]), defaultWorkingDirectory: "/work"
      ).spec
    app.id = "tool"
    app.version = "1"
    app.runtime = .native
    app.command = ["/bin/echo"]
    job.appId = "tool"
    job.appVersion = "1"
  }

  static func facts(
    _ variables: [String: String], recorded: [String: String] = [:]
  ) -> HostFacts {
    HostFacts(
      userName: "ada", homeDirectory: "/home/ada", hostName: "lab", coreCount: 4,
      variable: { variables[$0] }, recorded: { recorded["\($0) \($1)"] })
  }

  func compile() -> (compiled: CompiledJob?, diagnostics: [Diagnostic]) {
    var catalog = Catalog()
    catalog.apps["tool@1"] = Definition(
      spec: app, revision: 1, label: "App tool@1", file: "apps.yaml", line: 12,
      contentIdentity: .of("tool"), directory: "/apps")
    for (id, spec) in systems.merging(["local": system], uniquingKeysWith: { $1 }) {
      var spec = spec
      spec.id = id
      catalog.systems[id] = Definition(
        spec: spec, label: "System \(id)", contentIdentity: .of(id), directory: "/systems")
    }
    for (name, spec) in profiles {
      catalog.schedulerProfiles[name] = Definition(
        spec: spec, label: "SchedulerProfile \(name)", contentIdentity: .of(name),
        directory: "/profiles")
    }
    guard let uuid = RunUUID(Self.uuidText) else { return (nil, []) }
    let context = CompileContext(
      uuid: uuid, created: Timestamp(milliseconds: 1_619_462_695_544),
      facts: Self.facts(hostVariables, recorded: recorded),
      inspector: FileTable(files: files, contents: contents),
      isolated: isIsolated)
    return JobCompiler.compile(
      job, metadata: metadata, source: nil, directory: "/jobs", catalog: catalog, context: context)
  }

  /// The plan of what must compile without an error.
  func plan(_ location: SourceLocation = #_sourceLocation) throws -> RunPlan {
    let (compiled, diagnostics) = compile()
    return try #require(compiled, "\(diagnostics)", sourceLocation: location).plan
  }

  /// What is wrong, a line each: code, path, message, hint.
  func complaints() -> [String] { compile().diagnostics.map(\.line) }
}

extension Diagnostic {
  /// As one line, for comparison.
  var line: String {
    let severity = severity == .error ? "" : " \(severity.rawValue)"
    let hint = hint.map { " [\($0)]" } ?? ""
    let origin = origin.map { " {\($0)}" } ?? ""
    return "\(code.rawValue)\(severity) \(path): \(message)\(hint)\(origin)"
  }
}

/// Files that are only said to be there.
struct FileTable: SourceInspector {
  var files: [String: FileKind]
  var contents: [String: Digest]

  func kind(ofPath path: String) -> FileKind? { files[path] }

  func contentDigest(ofPath path: String) -> Digest? {
    files[path] == nil ? nil : contents[path] ?? .of(path)
  }
}

extension RunPlan {
  func variable(_ key: String) -> String? { environment.first { $0.key == key }?.value }

  /// The command line as words of a shell.
  var commandText: String { command.map(ShellQuoting.quote).joined(separator: " ") }
}
