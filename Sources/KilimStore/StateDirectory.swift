/// The directory that holds all state of one Kilim.
package struct StateDirectory: Sendable, Hashable {
  /// An absolute path, or one relative to the current directory when the user said so.
  package let path: String

  package init(path: String) { self.path = path }

  /// The database inside it.
  package var databasePath: String { path + "/state.db" }

  /// `$KILIM_STATE`, else `$XDG_STATE_HOME/kilim`, else `~/.local/state/kilim` (product, section 10).
  ///
  /// An empty variable counts as unset, and so does an `XDG_STATE_HOME` that is not absolute (XDG
  /// Base Directory Specification). Nil when there is no `HOME` either.
  package static func resolve(environment: (String) -> String?) -> StateDirectory? {
    func value(_ name: String) -> String? { environment(name).flatMap { $0.isEmpty ? nil : $0 } }
    if let path = value("KILIM_STATE") { return StateDirectory(path: trimmed(path)) }
    if let base = value("XDG_STATE_HOME"), base.hasPrefix("/") {
      return StateDirectory(path: trimmed(base) + "/kilim")
    }
    return value("HOME").map { StateDirectory(path: trimmed($0) + "/.local/state/kilim") }
  }

  private static func trimmed(_ path: String) -> String {
    var path = path
    while path.count > 1, path.hasSuffix("/") { path.removeLast() }
    return path
  }
}
