/// What a job asks of the system that it runs on (Tapis reference, section 13): a condition over
/// capabilities, in a small part of SQL.
///
/// `name = value`, `<>`, `!=`, `<`, `<=`, `>`, `>=`, `[NOT] IN (..)`, `[NOT] BETWEEN a AND b`,
/// `[NOT] LIKE 'x%'`, a name alone for a capability that is true, AND, OR, NOT, parentheses. A name
/// may have its category in front, or category and subcategory: `HARDWARE.memoryGB`. Keywords and
/// categories are read in any case, names are not. A text is in single or double quotes.
struct ConstraintExpression: Hashable {
  static let maximumBytes = 65_536
  static let maximumDepth = 100

  /// As it was written.
  let text: String
  let root: ConstraintNode

  /// Reads a text in time that grows with its length alone.
  init(_ text: String) throws(ConstraintError) {
    root = try ConstraintParser.parse(text)
    self.text = text
  }

  /// Reads the items of one list, joined by blanks; nil for a list that says nothing.
  ///
  /// An error's offset counts in the joined text: `item(at:in:)` finds the item.
  init?(items: [String]) throws(ConstraintError) {
    guard items.contains(where: { !$0.isBlank }) else { return nil }
    try self.init(items.joined(separator: " "))
  }

  private init(text: String, root: ConstraintNode) {
    self.text = text
    self.root = root
  }

  /// What both a job's request and its app ask for, `(request) AND (app)`; nil if neither asks.
  static func joined(request: Self?, app: Self?) -> Self? {
    guard let request else { return app }
    guard let app else { return request }
    return Self(
      text: "(\(request.text)) AND (\(app.text))", root: .all([request.root, app.root]))
  }

  /// The item of a list that holds an offset into the joined text, and the offset inside of it.
  static func item(at offset: Int, in items: [String]) -> (index: Int, offset: Int) {
    var start = 0
    for (index, item) in items.enumerated() {
      let count = item.unicodeScalars.count
      if offset <= start + count || index == items.count - 1 { return (index, offset - start) }
      start += count + 1
    }
    return (0, offset)
  }

  /// The names of capabilities in it, each once, in order.
  var names: [String] {
    var seen: Set<String> = []
    var names: [String] = []
    root.visitNames { if seen.insert($0).inserted { names.append($0) } }
    return names
  }
}

extension ConstraintNode {
  fileprivate func visitNames(_ visit: (String) -> Void) {
    switch self {
    case .comparison(let comparison): visit(comparison.name)
    case .not(let node): node.visitNames(visit)
    case .all(let nodes), .any(let nodes): for node in nodes { node.visitNames(visit) }
    }
  }
}
