import Glibc

/// Where the state lies.
enum StatePath {
  /// `--state`, else `$KILIM_STATE`, else `$XDG_STATE_HOME/kilim`, else `~/.local/state/kilim`;
  /// absolute.
  static func resolve(option: String?, variable: (String) -> String?) -> String {
    func value(_ name: String) -> String? { variable(name).flatMap { $0.isEmpty ? nil : $0 } }
    if let path = option ?? value("KILIM_STATE") { return absolute(path) }
    // A relative XDG_STATE_HOME is invalid and to be ignored (XDG Base Directory Specification).
    if let base = value("XDG_STATE_HOME"), base.hasPrefix("/") { return base + "/kilim" }
    return (value("HOME") ?? "/root") + "/.local/state/kilim"
  }

  static func absolute(_ path: String) -> String {
    path.hasPrefix("/") ? path : currentDirectory + "/" + path
  }

  static var currentDirectory: String {
    guard let path = getcwd(nil, 0) else { return "/" }
    defer { free(path) }
    return String(cString: path)
  }
}
