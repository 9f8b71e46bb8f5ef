import KilimModel

/// One value of a parameter: as it stands in a point's canonical text, and as expressions see it.
struct ParameterValue: Sendable, Hashable {
  var json: [UInt8]
  var value: ExpressionValue

  init(_ value: ExpressionValue) {
    self.value = value
    json = Array((value.json ?? .null).text.utf8)
  }

  /// Nil for a list, a mapping or null.
  init?(_ json: JSONValue) {
    guard let value = ExpressionValue(json), value != .missing else { return nil }
    self.init(value)
  }
}
