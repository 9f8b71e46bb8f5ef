/// A rule over several fields of a mapping, as the JSON Schema states it; `check` of the mapping's
/// `RecordType` enforces the same, and says what is wrong.
enum RecordRule: Sendable, Hashable {
  /// Not both have a value; an empty list is one.
  case exclusive(String, String)
  /// At least one of them has a value; an empty list is one.
  case anySet([String])
  /// The list has an item.
  case notEmpty(String)
  /// One set of demands where a field has a certain value, another one where it has not.
  case choice(field: String, value: String, then: Demands, otherwise: Demands)

  /// Here an empty list is no value.
  struct Demands: Sendable, Hashable {
    /// Fields that must have a value.
    var needed: [String]
    /// Fields that must have none.
    var forbidden: [String]
  }
}
