import KilimModel

/// What a document is, told by the fields at its top.
enum DocumentShape {
  case envelope
  /// A Tapis definition or request without an envelope.
  case bare(ResourceKind)
  /// A document of Agave or Tapis v2.
  case legacy(LegacyKind)
  /// An answer of the Tapis service, with definitions in it.
  case response
  case unknown

  init(of root: Int32, in tree: NodeTree) {
    func has(_ name: String) -> Bool { tree.entry(name, of: root) != nil }
    if has("kind") || has("apiVersion") || has("spec") {
      self = .envelope
    } else if SavedResponse.has(has) {
      self = .response
    } else if let kind = LegacyKind(of: root, in: tree) {
      self = .legacy(kind)
    } else if has("appId") || has("appVersion") {
      self = .bare(.job)
    } else if has("systemType") || (has("host") && has("id")) {
      self = .bare(.system)
    } else if has("containerImage") || has("jobAttributes") || has("command")
      || (has("id") && has("version"))
    {
      self = .bare(.app)
    } else if has("moduleLoads") || has("hiddenOptions") {
      self = .bare(.schedulerProfile)
    } else {
      self = Self.nearest(to: root, in: tree).map { .bare($0) } ?? .unknown
    }
  }

  /// The kind that a misspelt field gives away.
  private static func nearest(to root: Int32, in tree: NodeTree) -> ResourceKind? {
    let marks: [(String, ResourceKind)] = [
      ("appId", .job), ("appVersion", .job), ("systemType", .system), ("containerImage", .app),
      ("jobAttributes", .app), ("moduleLoads", .schedulerProfile),
      ("hiddenOptions", .schedulerProfile),
    ]
    var names: [String] = []
    tree.forEachEntry(of: root) { names.append(tree.string(tree.node($0.key))) }
    return marks.first { mark, _ in
      names.contains { Spelling.nearest(to: $0, among: [mark]) != nil }
    }?.1
  }
}
