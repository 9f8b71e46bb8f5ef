import Glibc
import KilimModel
import KilimStore

/// Looks at the state directory and at what is in it.
struct StateCheck {
  let path: String
  let now: Timestamp

  func findings() -> [Finding] {
    var status = stat()
    guard stat(path, &status) == 0 else {
      guard errno == ENOENT else {
        return [
          Finding(
            .fail, "state", "\(path): \(String(cString: strerror(errno)))",
            remedy: "check the permissions of the directories above it, or set KILIM_STATE")
        ]
      }
      return [Finding(.ok, "state", "\(path) is made by the first apply")]
    }
    return [directory(status), space()] + database()
  }

  private func directory(_ status: stat) -> Finding {
    guard status.st_mode & S_IFMT == S_IFDIR else {
      return Finding(
        .fail, "state", "\(path) is not a directory", remedy: "move it away, or set KILIM_STATE")
    }
    guard status.st_uid == geteuid() else {
      return Finding(
        .fail, "state", "\(path) belongs to user \(status.st_uid), not to you",
        remedy: "set KILIM_STATE to a directory of your own")
    }
    guard access(path, R_OK | W_OK | X_OK) == 0 else {
      return Finding(
        .fail, "state", "\(path) cannot be written: \(String(cString: strerror(errno)))",
        remedy: "chmod 700 \(path)")
    }
    guard status.st_mode & 0o077 == 0 else {
      return Finding(
        .warn, "state", "\(path) is open to other users", remedy: "chmod 700 \(path)")
    }
    return Finding(.ok, "state", "\(path), yours alone")
  }

  private func space() -> Finding {
    var facts = statvfs()
    guard statvfs(path, &facts) == 0 else {
      return Finding(.warn, "disk", "its free space is not known")
    }
    let free = Int64(facts.f_bavail) * Int64(facts.f_frsize)
    let text = "\(SizeText.of(bytes: free)) free"
    if free < 64 << 20 {
      return Finding(.fail, "disk", text, remedy: "free some space below \(path)")
    }
    if free < 1 << 30 {
      return Finding(.warn, "disk", text, remedy: "jobs and archives may soon need more")
    }
    return Finding(.ok, "disk", text)
  }

  private func database() -> [Finding] {
    let file = path + "/state.db"
    var status = stat()
    guard stat(file, &status) == 0 else { return [] }
    let written = Timestamp(milliseconds: Int64(status.st_mtim.tv_sec) * 1000)
    return [clock(written), content(file)]
  }

  /// A clock that was set back makes ages and time-outs wrong.
  private func clock(_ written: Timestamp) -> Finding {
    guard written <= now.adding(seconds: 60) else {
      return Finding(
        .warn, "clock", "it says \(now.text), and the state was written later, \(written.text)",
        remedy: "check the time of this host, for instance with `timedatectl`")
    }
    return Finding(.ok, "clock", now.text)
  }

  private func content(_ file: String) -> Finding {
    do {
      let store = try Store.open(directory: StateDirectory(path: path))
      let problems = try store.integrityProblems()
      guard problems.isEmpty else {
        return Finding(
          .fail, "database", "\(file) is damaged: \(problems[0])",
          remedy: "copy the directory away before anything else, then restore a backup")
      }
      guard let mode = store.safeMode else { return Finding(.ok, "database", "\(file) is sound") }
      return Finding(.warn, "database", "safe mode, since it is on \(mode)")
    } catch {
      return Finding(.fail, "database", error.message, remedy: error.advice)
    }
  }
}
