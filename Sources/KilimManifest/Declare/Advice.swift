/// What to say to a field that is known to be wrong in its place.
struct Advice: Sendable, ExpressibleByStringLiteral {
  var hint: String
  /// The field that it stands for, which is then not missing as well.
  var replaces: String?

  init(_ hint: String, replaces: String? = nil) {
    self.hint = hint
    self.replaces = replaces
  }

  init(stringLiteral hint: String) { self.init(hint) }

  /// A field of an older Tapis that has another name now.
  static func renamed(_ name: String) -> Advice { Advice("this is now `\(name)`", replaces: name) }
}
