import KilimModel

extension PlotError {
  /// What is wrong, in the user's words.
  package var message: String {
    switch self {
    case .notAPair(let text): "`\(text)` in the plot is not KEY=VALUE"
    case .unknownKey(let key): "a plot has no `\(key)`"
    case .repeatedKey(let key): "the plot says `\(key)` twice"
    case .emptyValue(let key): "the plot's `\(key)` has no value"
    case .missingKey(let key): "the plot does not say `\(key)`"
    case .notAFlag(let key, let value): "`\(key)` is true or false, not `\(value)`"
    case .unknownKind(let text): "there is no kind of plot `\(text)`"
    case .unknownColumn(let key, let name, _): "`\(key)=\(name)`: there is no column `\(name)`"
    case .wrongKeyForKind(let key, let kind): "a \(kind.title) has no `\(key)`"
    case .notNumeric(let key, let column, let text, let point):
      "`\(key)=\(column)` needs numbers, but point \(point) has `\(TextWidth.cut(text.onOneLine, to: 40))`"
    case .noValues(let column): "`\(column)` has no value in any point yet"
    case .nothingPositive(let key, let column):
      "`\(key)=true` needs values above 0, and `\(column)` has none"
    case .tooManySeries(let column, let count, let limit):
      "`by=\(column)` would draw \(count) series, and no more than \(limit) can be told apart"
    }
  }

  /// What is allowed, or what to do.
  package var hint: String {
    switch self {
    case .notAPair: "write x=COLUMN,y=COLUMN; a comma inside a value is written `\\,`"
    case .unknownKey(let key): Self.keyHint(key)
    case .repeatedKey: "keep one of them"
    case .emptyValue: "write KEY=VALUE, as in x=k"
    case .missingKey("z"): "a heat map needs x=COLUMN,y=COLUMN,z=COLUMN"
    case .missingKey: "write x=COLUMN,y=COLUMN, as in x=k,y=accuracy,by=metric"
    case .notAFlag(let key, _): "write \(key)=true, or leave it out"
    case .unknownKind(let text):
      Self.nearest(text, PlotKind.allCases.map(\.rawValue)) ?? "write line, scatter or heatmap"
    case .unknownColumn(_, let name, let columns):
      Self.nearest(name, columns) ?? "columns: \(columns.joined(separator: ", "))"
    case .wrongKeyForKind(let key, let kind):
      kind == .heatmap ? "leave `\(key)` out, or draw a line plot" : "`z` is for kind=heatmap"
    case .notNumeric(let key, _, _, _):
      key.hasPrefix("log")
        ? "leave `\(key)` out: words have no logarithm" : "choose a column of numbers"
    case .noValues: "wait for points to finish; `kilim get points` shows their states"
    case .nothingPositive(let key, _): "leave `\(key)` out"
    case .tooManySeries: "choose a column with fewer values, or leave `by` out"
    }
  }

  private static func keyHint(_ key: String) -> String {
    nearest(key, PlotRequest.keys) ?? "allowed: \(PlotRequest.keys.joined(separator: ", "))"
  }

  private static func nearest(_ text: String, _ names: [String]) -> String? {
    Spelling.nearest(to: text, among: names).map { "did you mean `\($0)`?" }
  }
}
