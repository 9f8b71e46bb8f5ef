import Glibc
import KilimStore

/// Where the state lies.
enum StatePath {
  /// `--state`, else what the environment says; absolute.
  static func resolve(
    option: String?, variable: (String) -> String?
  ) throws(CommandFailure) -> String {
    if let option { return absolute(option) }
    guard let directory = StateDirectory.resolve(environment: variable) else {
      throw CommandFailure(
        .failed, "nothing says where the state lies: there is no HOME in the environment",
        hint: "use --state DIR or set KILIM_STATE")
    }
    return absolute(directory.path)
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
