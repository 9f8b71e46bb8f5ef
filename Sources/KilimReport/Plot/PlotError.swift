/// Why a plot cannot be drawn, or what was asked for cannot be read.
package enum PlotError: Error, Sendable, Hashable {
  case notAPair(String)
  case unknownKey(String)
  case repeatedKey(String)
  case emptyValue(key: String)
  case missingKey(String)
  case notAFlag(key: String, value: String)
  case unknownKind(String)
  case unknownColumn(key: String, name: String, columns: [String])
  /// A heat map takes `z` and no `by`, the other kinds take no `z`.
  case wrongKeyForKind(key: String, kind: PlotKind)
  case notNumeric(key: String, column: String, text: String, point: Int)
  case noValues(column: String)
  case nothingPositive(key: String, column: String)
  case tooManySeries(column: String, count: Int, limit: Int)
}
