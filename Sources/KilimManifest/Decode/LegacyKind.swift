/// The kinds of Agave and Tapis v2 documents, which are recognised to be refused.
enum LegacyKind {
  case app, system, job

  /// The kind of a document, and the first key that gives it away; nil for anything newer.
  static func find(in tree: NodeTree, _ root: Int32) -> (LegacyKind, Int32)? {
    func key(_ names: [String]) -> Int32? {
      names.lazy.compactMap { tree.entry($0, of: root)?.key }.first
    }
    func has(_ name: String) -> Bool { tree.entry(name, of: root) != nil }
    // Whatever has one of these is of the present.
    let isNew = ["jobAttributes", "containerImage", "systemType", "appVersion"].contains(where: has)
    guard !isNew else { return nil }
    if let key = key(["deploymentPath", "deploymentSystem", "executionSystem"]), !has("appId") {
      return (.app, key)
    }
    if has("storage") || has("login") || has("queues"), let key = key(["type", "storage", "login"])
    {
      return (.system, key)
    }
    let ofJobs = [
      "batchQueue", "maxRunTime", "processorsPerNode", "memoryPerNode", "archivePath",
      "archiveSystem", "executionSystem", "inputs", "parameters",
    ]
    if has("appId"), let key = key(ofJobs) { return (.job, key) }
    return nil
  }

  var name: String {
    switch self {
    case .app: "app"
    case .system: "system"
    case .job: "job"
    }
  }
}
