/// The kinds of Agave and Tapis v2 documents, which are recognised to be refused.
enum LegacyKind {
  case app, system, job

  /// Nil for anything newer.
  init?(of root: Int32, in tree: NodeTree) {
    func has(_ names: String...) -> Bool { names.contains { tree.entry($0, of: root) != nil } }
    // Whatever has one of these is of the present.
    if has("jobAttributes", "containerImage", "systemType", "appVersion") { return nil }
    if has("deploymentPath", "deploymentSystem", "executionSystem"), !has("appId") {
      self = .app
    } else if has("storage", "login") || (has("queues") && has("type")) {
      self = .system
    } else if has("appId"),
      has(
        "batchQueue", "maxRunTime", "processorsPerNode", "memoryPerNode", "archivePath",
        "archiveSystem", "executionSystem", "inputs", "parameters")
    {
      self = .job
    } else {
      return nil
    }
  }

  var name: String {
    switch self {
    case .app: "app"
    case .system: "system"
    case .job: "job"
    }
  }
}
