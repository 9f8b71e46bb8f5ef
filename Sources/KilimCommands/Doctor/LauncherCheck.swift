import Glibc
import KilimLaunch

/// Asks the launcher of the state whether it answers; starts one when there is none, as an apply
/// would. It ends by itself when it has nothing to do.
struct LauncherCheck {
  let directory: String
  let executable: String

  func finding() -> Finding {
    guard access(directory, F_OK) == 0 else {
      return Finding(.ok, "launcher", "started with the first job")
    }
    do {
      let client = try LauncherClient(directory: directory, executable: executable)
      _ = try client.attach([])
      return Finding(.ok, "launcher", "it answers")
    } catch {
      return Finding(
        .fail, "launcher", error.message,
        remedy: "jobs that run go on; look at \(directory) and at the processes named `kilim`")
    }
  }
}
