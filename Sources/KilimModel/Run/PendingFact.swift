/// A variable of another System that a plan needs, and that nobody has asked for yet.
///
/// `text` stands for its value in directories, variables, arguments and options; once the System
/// has answered, the value takes its place, or `fallback` where it is not set or blank there.
package struct PendingFact: Sendable, Hashable {
  /// What a text with such a fact starts with.
  package static let start = "HOST_EVAL("

  /// As in `HOST_EVAL($WORK)`; unique in the plan.
  package var text: String
  package var systemId: String
  package var variable: String
  /// Nil when the variable must be set.
  package var fallback: String?

  package init(text: String, systemId: String, variable: String, fallback: String? = nil) {
    self.text = text
    self.systemId = systemId
    self.variable = variable
    self.fallback = fallback
  }
}

extension PendingFact {
  var json: JSONValue {
    var members = ObjectMembers()
    members.add("text", text)
    members.add("systemId", systemId)
    members.add("variable", variable)
    members.add("default", fallback)
    return .object(members.list)
  }

  init?(json: JSONValue) {
    guard let text = json["text"]?.plainText, let systemId = json["systemId"]?.plainText,
      let variable = json["variable"]?.plainText
    else { return nil }
    self.init(
      text: text, systemId: systemId, variable: variable, fallback: json["default"]?.plainText)
  }
}
