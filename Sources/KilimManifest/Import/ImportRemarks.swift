import KilimModel

/// What a person should look at in an imported definition.
struct ImportRemarks {
  private(set) var byPath: [String: [String]] = [:]
  private let spec: JSONValue

  /// - Parameter apps: those that are imported too, by `id@version`.
  init(_ document: ManifestDocument, apps: [String: AppSpec]) {
    spec = document.specWithoutName
    walk(spec, document.spec.kind.specDescription, path: "spec")
    switch document.spec {
    case .app(let app):
      remarkArchiving(app.jobAttributes, path: "spec.jobAttributes")
      if app.jobType == .batch {
        remarkDefaults(app.jobAttributes, nil, path: "spec.jobAttributes", or: "spec.jobType")
      }
      if app.runtime == .zip, let image = app.containerImage, Self.isRelative(image) {
        add("a path relative to this file", at: "spec.containerImage")
      }
    case .job(let job):
      remarkArchiving(job.attributes, path: "spec")
      if job.jobType == .batch {
        let app = apps["\(job.appId)@\(job.appVersion)"]
        remarkDefaults(job.attributes, app, path: "spec.jobType", or: "spec.jobType")
      }
    case .system, .schedulerProfile, .sweep, .workflow: break
    }
  }

  /// The lines at the top: what this was, and what is not there any more.
  func heading(of document: ManifestDocument, earlier: DocumentSource?) -> [String] {
    var lines = [
      "\(document.spec.kind.rawValue) \(document.name.name), from \(document.source.file)"
    ]
    let names = Self.ignored(in: document)
    if !names.isEmpty {
      lines.append(
        "Left out, since only the Tapis service uses it: \(names.joined(separator: ", "))")
    }
    if let earlier {
      lines.append(
        "The same name is declared in \(earlier.file), line \(earlier.line): keep one of them")
    }
    return lines
  }

  private mutating func add(_ remark: String, at path: String) {
    byPath[path, default: []].append(remark)
  }

  /// Fields of the cloud and of records, in the order of the original.
  private static func ignored(in document: ManifestDocument) -> [String] {
    let source = document.source
    let description: RecordDescription? = document.spec.kind.specDescription
    let ignored = Set(description?.ignored ?? [])
    let root =
      source.isEnvelope ? source.tree.entry("spec", of: source.root)?.value : source.root
    guard let root else { return [] }
    var names: [String] = []
    source.tree.forEachEntry(of: root) { entry in
      let name = source.tree.string(source.tree.node(entry.key))
      if ignored.contains(name) { names.append(name) }
    }
    return names
  }

  private mutating func remarkArchiving(_ attributes: JobAttributes, path: String) {
    guard attributes.archiveOnAppError != nil, attributes.archiveMode == nil else { return }
    add(
      "the older form of archiveMode: true is ALWAYS, false is SKIP_ON_FAIL",
      at: "\(path).archiveOnAppError")
  }

  private mutating func remarkDefaults(
    _ attributes: JobAttributes, _ app: AppSpec?, path: String, or other: String
  ) {
    let inherited = app?.jobAttributes
    var missing: [String] = []
    if attributes.maxMinutes ?? inherited?.maxMinutes == nil { missing.append("maxMinutes") }
    if attributes.memoryMB ?? inherited?.memoryMB == nil { missing.append("memoryMB") }
    guard !missing.isEmpty else { return }
    let fields = JobAttributesDeclaration.inApp.fields
    let defaults = missing.map { name in
      "\(name) \(fields.first { $0.name == name }?.defaultText ?? "")"
    }
    let isThere =
      path.split(separator: ".").dropFirst().reduce(spec) {
        $0?[String($1)]
      } != nil
    add(
      "nothing says \(missing.joined(separator: " and ")), so a run gets "
        + defaults.joined(separator: " and "), at: isThere ? path : other)
  }

  private mutating func walk(_ value: JSONValue, _ record: RecordDescription?, path: String) {
    switch value {
    case .object(let members):
      guard let record else { return }
      for member in members {
        let path = "\(path).\(member.key)"
        guard let field = record.fields.first(where: { $0.name == member.key }) else { continue }
        if member.value == .null { add(field.documentation, at: path) }
        if member.key == "arg", !path.contains("schedulerOptions") {
          remarkWords(member.value, path: path)
        }
        if member.key == "sourceUrl", case .string(let url) = member.value, Self.isRelative(url) {
          add("a path relative to this file", at: path)
        }
        let isFree = member.key == "notes" || member.key == "description"
        if !isFree { walk(member.value, field.record, path: path) }
      }
    case .array(let items):
      for (index, item) in items.enumerated() { walk(item, record, path: "\(path)[\(index)]") }
    case .string(let text):
      if Placeholder.isIn(text) { add("to be filled in", at: path) }
    case .null, .bool, .integer, .number: break
    }
  }

  /// An `arg` of several words that hold no variable is the same as `args`.
  private mutating func remarkWords(_ value: JSONValue, path: String) {
    guard case .string(let text) = value, !text.contains("${"),
      let words = try? WordSplitter.split(text), words.count > 1
    else { return }
    var literals: [JSONValue] = []
    for word in words {
      var literal = ""
      for piece in word {
        switch piece {
        case .text(let text), .singleQuoted(let text): literal += text
        case .variable: return
        }
      }
      literals.append(.string(literal))
    }
    let list = YAMLScalar.flow(.array(literals))
    if list.count <= 80 { add("the same as args: \(list)", at: path) }
  }

  private static func isRelative(_ path: String) -> Bool {
    !path.isEmpty && !path.hasPrefix("/") && !path.contains(":") && !path.contains("${")
      && !path.hasPrefix("$") && !path.hasPrefix("HOST_EVAL")
  }
}
