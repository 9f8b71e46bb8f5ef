/// What is drawn.
package enum PlotKind: String, Sendable, Hashable, CaseIterable {
  case line, scatter, heatmap

  var title: String {
    switch self {
    case .line: "line plot"
    case .scatter: "scatter plot"
    case .heatmap: "heat map"
    }
  }
}

/// A plot as it is asked for on the command line: `x=k,y=accuracy,by=metric`.
package struct PlotRequest: Sendable, Hashable {
  package var x: String
  package var y: String
  /// The column whose values are the series.
  package var by: String?
  /// The column whose values are the colours of a heat map.
  package var z: String?
  /// Nil to choose: a heat map with `z`; a scatter plot of one result over another; else lines.
  package var kind: PlotKind?
  package var isXLogarithmic = false
  package var isYLogarithmic = false
  package var isZLogarithmic = false
  package var title: String?
  package var xLabel: String?
  package var yLabel: String?
  package var zLabel: String?

  package init(x: String, y: String) {
    self.x = x
    self.y = y
  }

  /// The keys of the text, in the order of the documentation.
  package static let keys = [
    "x", "y", "by", "z", "kind", "logx", "logy", "logz", "title", "xlabel", "ylabel", "zlabel",
  ]

  /// Reads `KEY=VALUE` pairs with commas between them; `\,` is a comma inside a value, `\\` a
  /// backslash.
  package init(parsing text: String) throws(PlotError) {
    var values: [String: String] = [:]
    for piece in Self.pieces(of: text) {
      guard let equals = piece.firstIndex(of: "=") else { throw .notAPair(piece) }
      let key = String(piece[..<equals])
      guard Self.keys.contains(key) else { throw .unknownKey(key) }
      let value = String(piece[piece.index(after: equals)...])
      guard !value.isEmpty else { throw .emptyValue(key: key) }
      guard values.updateValue(value, forKey: key) == nil else { throw .repeatedKey(key) }
    }
    guard let x = values["x"] else { throw .missingKey("x") }
    guard let y = values["y"] else { throw .missingKey("y") }
    self.init(x: x, y: y)
    by = values["by"]
    z = values["z"]
    if let text = values["kind"] {
      guard let kind = PlotKind(rawValue: text) else { throw .unknownKind(text) }
      self.kind = kind
    }
    isXLogarithmic = try Self.flag("logx", values)
    isYLogarithmic = try Self.flag("logy", values)
    isZLogarithmic = try Self.flag("logz", values)
    title = values["title"]
    xLabel = values["xlabel"]
    yLabel = values["ylabel"]
    zLabel = values["zlabel"]
    try checkKind()
  }

  private func checkKind() throws(PlotError) {
    if kind == .heatmap || z != nil {
      if z == nil { throw .missingKey("z") }
      if let kind, kind != .heatmap { throw .wrongKeyForKind(key: "z", kind: kind) }
      if by != nil { throw .wrongKeyForKind(key: "by", kind: .heatmap) }
    } else if isZLogarithmic || zLabel != nil {
      throw .missingKey("z")
    }
  }

  private static func flag(_ key: String, _ values: [String: String]) throws(PlotError) -> Bool {
    switch values[key] {
    case nil, "false": return false
    case "true": return true
    case .some(let value): throw .notAFlag(key: key, value: value)
    }
  }

  private static func pieces(of text: String) -> [String] {
    var pieces = [""]
    var isEscaped = false
    for character in text {
      switch character {
      case _ where isEscaped:
        pieces[pieces.count - 1] += character == "," || character == "\\" ? "" : "\\"
        pieces[pieces.count - 1].append(character)
        isEscaped = false
      case "\\": isEscaped = true
      case ",": pieces.append("")
      default: pieces[pieces.count - 1].append(character)
      }
    }
    if isEscaped { pieces[pieces.count - 1] += "\\" }
    return pieces
  }
}
