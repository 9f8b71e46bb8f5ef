/// What is known of one option of a tool.
struct OptionRule: Hashable {
  /// Whether an option takes a value.
  enum ValueForm: Hashable {
    case none
    case required
    /// Only in the form `--option=value`.
    case optional
  }
  /// What Kilim does with an option.
  enum Status: Hashable {
    case accepted
    /// Kilim sets it from a field of the job.
    case field(String)
    /// Kilim sets it by itself; the text says how.
    case managed(String)
    /// The tool has it, but it cannot work here; the text says why.
    case unsupported(String)
  }

  /// The canonical long name first, then other spellings, then those of one letter.
  var names: [String]
  var value: ValueForm
  var isRepeatable: Bool
  var status: Status

  var name: String { names[0] }

  /// Rules of one kind, from a text in which options stand between blanks and the names of one
  /// option between commas: `--account,-A --array,-a`.
  static func rules(
    _ value: ValueForm, repeatable: Bool = false, _ status: Status, _ names: String
  ) -> [OptionRule] {
    names.split { $0 == " " || $0 == "\n" }.map {
      OptionRule(
        names: $0.split(separator: ",").map(String.init), value: value, isRepeatable: repeatable,
        status: status)
    }
  }

  static func rules(
    _ value: ValueForm, repeatable: Bool = false, _ names: String
  ) -> [OptionRule] {
    rules(value, repeatable: repeatable, .accepted, names)
  }
}
