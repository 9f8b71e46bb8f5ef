import KilimModel

/// The definitions that a job uses, and what follows from them alone.
struct References: Sendable {
  var app: Definition<AppSpec>
  var exec: Definition<SystemSpec>
  var archive: Definition<SystemSpec>
  /// Where the name of the exec system was written; nil when nobody named one.
  var execPlace: Reference?
  /// Whether the exec system is this machine, as this user.
  var isExecHere = true
  var isArchiveHere = true
  /// The id of the archive system.
  var archiveName = Catalog.localName
  var jobType = JobType.fork
  /// The queue of a BATCH job; nil for a FORK job, and for one whose queue is wrong.
  var queue: ChosenQueue?
  /// Why this exec system, where constraints chose it.
  var execReason: String?

  init(
    app: Definition<AppSpec>, exec: Definition<SystemSpec>, archive: Definition<SystemSpec>,
    execPlace: Reference?
  ) {
    self.app = app
    self.exec = exec
    self.archive = archive
    self.execPlace = execPlace
  }

  var execName: String { exec.spec.id ?? execPlace?.name ?? Catalog.localName }

  var isArchiveExec: Bool { archive.label == exec.label }

  /// The place that names the exec system; the App's where nobody names one.
  var execOrAppPlace: Reference {
    execPlace ?? Reference(layer: .job, field: "appId", name: execName)
  }
}

/// A logical queue, and who chose it.
struct ChosenQueue: Sendable {
  var queue: LogicalQueue
  /// Among those of the System.
  var index: Int
  /// The layer that named it; `system` for the System's own choice.
  var layer: Layer
}

/// A name of a System in a document.
struct Reference: Hashable, Sendable {
  var layer: Layer
  var field: String
  var name: String

  var path: String { "\(layer.prefix).\(field)" }

  /// What a job says, else what its app says.
  init?(_ field: String, job: String?, app: String?) {
    if let name = job.nonBlank {
      self.init(layer: .job, field: field, name: name)
    } else if let name = app.nonBlank {
      self.init(layer: .app, field: field, name: name)
    } else {
      return nil
    }
  }

  init(layer: Layer, field: String, name: String) {
    self.layer = layer
    self.field = field
    self.name = name
  }
}

extension Catalog {
  /// Whether a missing object is somebody else's mistake, or none.
  func excuses(_ name: ResourceName, isolated: Bool) -> Bool {
    isolated || rejected.contains(name)
  }

  /// Why there is no such System; nil when there is one, or its absence is excused.
  func mistake(in reference: Reference, isolated: Bool) -> Mistake? {
    guard systems[reference.name] == nil,
      !excuses(ResourceName(.system, reference.name), isolated: isolated)
    else { return nil }
    let names = Set(systems.keys).union([Self.localName]).sorted()
    return Mistake(
      reference.layer, .unknownReference, "there is no System `\(reference.name)`",
      hint: Spelling.nearest(to: reference.name, among: names).map { "did you mean `\($0)`?" }
        ?? "the Systems are: \(names.joined(separator: ", "))",
      path: reference.path)
  }

  /// Why there is no such App; nil when its absence is excused.
  func mistake(appId: String, version: String, isolated: Bool) -> Mistake? {
    guard !excuses(ResourceName(.app, "\(appId)@\(version)"), isolated: isolated) else {
      return nil
    }
    let names = apps.keys.map { $0.split(separator: "@", maxSplits: 1).map(String.init) }
    let versions = names.filter { $0.first == appId }.compactMap { $0.count > 1 ? $0[1] : nil }
    guard versions.isEmpty else {
      return Mistake(
        .job, .unknownReference, "App `\(appId)` has no version `\(version)`",
        hint: "its versions are: \(versions.sorted().joined(separator: ", "))",
        path: "spec.appVersion")
    }
    let ids = Set(names.compactMap(\.first)).sorted()
    return Mistake(
      .job, .unknownReference, "there is no App `\(appId)`",
      hint: Spelling.nearest(to: appId, among: ids).map { "did you mean `\($0)`?" }
        ?? (ids.isEmpty
          ? "no App is known; give its manifest too"
          : "the Apps are: \(ids.joined(separator: ", "))"),
      path: "spec.appId")
  }
}
