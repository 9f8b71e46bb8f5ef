import KilimStore

/// What keeps the controller from doing what it was asked for, in the user's words.
package struct EngineError: Error, Sendable, Hashable {
  /// What a caller makes of it; the command line's exit code among others.
  package enum Kind: Sendable, Hashable {
    /// The world is in the way: a disk, a permission, another process.
    case environment
    /// There is no object or run of that name.
    case notFound
    /// A guard says no.
    case refused
    /// A fault of Kilim.
    case fault
  }

  package var kind: Kind
  package var message: String
  package var hint: String?

  package init(_ message: String, hint: String? = nil, kind: Kind = .environment) {
    self.message = message
    self.hint = hint
    self.kind = kind
  }
}
