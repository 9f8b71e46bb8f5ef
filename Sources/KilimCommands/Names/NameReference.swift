import KilimModel

/// A name as a user types it: `job/x`, `x`, `job/x#2`, `x#2`, `app/a@1.0` or a run's uuid.
enum NameReference: Hashable {
  case object(ResourceName)
  case run(ResourceName, number: Int)
  case uuid(RunUUID)

  /// A name without a kind is a job's.
  ///
  /// - Throws: `CommandFailure` with status `usage` when it cannot name anything.
  init(_ text: String, defaultKind: ResourceKind = .job) throws(CommandFailure) {
    if let uuid = RunUUID(text) {
      self = .uuid(uuid)
      return
    }
    var (kind, name) = (defaultKind, text[...])
    if let slash = text.firstIndex(of: "/") {
      guard let known = ResourceKind(userText: String(text[..<slash])) else {
        throw CommandFailure(
          .usage, "there is no kind `\(text[..<slash])` in `\(text)`",
          hint: "the kinds are job, sweep, workflow, app, system and schedulerprofile, as in job/x")
      }
      (kind, name) = (known, text[text.index(after: slash)...])
    }
    let parts = name.split(separator: "#", omittingEmptySubsequences: false)
    guard let first = parts.first, !first.isEmpty else {
      throw CommandFailure(.usage, "`\(text)` has no name", hint: "write job/x, job/x#2 or a uuid")
    }
    let owner = ResourceName(kind, String(first))
    if parts.count == 1 {
      self = .object(owner)
    } else if parts.count == 2, let number = Int(parts[1]), number > 0,
      kind == .job || owner.sweepPoint != nil
    {
      self = .run(owner, number: number)
    } else {
      throw CommandFailure(
        .usage, "`\(text)` does not name a run",
        hint: "a run is written job/x#2, that of a point sweep/x/17#1")
    }
  }
}

extension ResourceKind {
  /// The kind's name in any of the forms that people type: `job`, `jobs`, `Job`, `sys`.
  init?(userText: String) {
    switch userText.lowercased() {
    case "job", "jobs", "run", "runs": self = .job
    case "sweep", "sweeps": self = .sweep
    case "workflow", "workflows", "wf": self = .workflow
    case "app", "apps", "application", "applications": self = .app
    case "system", "systems", "sys": self = .system
    case "schedulerprofile", "schedulerprofiles", "profile", "profiles": self = .schedulerProfile
    default: return nil
    }
  }
}
