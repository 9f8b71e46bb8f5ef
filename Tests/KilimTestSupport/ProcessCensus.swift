import CTestSystem
import Glibc

/// Finds the processes that have to do with a folder: by working directory, command line,
/// environment or an open file. A launcher and its jobs are nobody's children.
package enum ProcessCensus {
  /// Never this process itself.
  package static func processes(of folder: String) -> [Int32] {
    TextFile.names(in: "/proc").compactMap { Int32($0) }
      .filter { $0 != getpid() && concerns($0, folder) }
  }

  /// Kills them all, again and again until none is left.
  package static func end(_ folder: String) {
    for _ in 0..<50 {
      let found = processes(of: folder)
      if found.isEmpty { return }
      // None lives long enough to say how another one ended.
      for process in found { kill(process, SIGSTOP) }
      for process in found { kill(process, SIGKILL) }
      for process in found { _ = isGone(process, within: 5) }
    }
  }

  /// Waits for the end of any process, also of somebody else's child.
  package static func isGone(_ process: Int32, within seconds: Int) -> Bool {
    kilim_test_gone(process, Int32(seconds) * 1000) == 1
  }

  /// The words of a process's command line; empty for a dead one.
  package static func commandLine(_ process: Int32) -> [String] {
    let text = (try? TextFile.read("/proc/\(process)/cmdline")) ?? ""
    return text.split(separator: "\0").map(String.init)
  }

  /// False for the dead and for zombies.
  package static func isAlive(_ process: Int32) -> Bool {
    guard let text = try? TextFile.read("/proc/\(process)/stat"),
      let parenthesis = text.lastIndex(of: ")")
    else { return false }
    let state = text[parenthesis...].dropFirst(2).first
    return state != nil && state != "Z" && state != "X"
  }

  private static func concerns(_ process: Int32, _ folder: String) -> Bool {
    guard isAlive(process) else { return false }
    let base = "/proc/\(process)"
    for name in ["cmdline", "environ"] {
      if let text = try? TextFile.read("\(base)/\(name)"), text.contains(folder) { return true }
    }
    if target("\(base)/cwd").contains(folder) { return true }
    return TextFile.names(in: "\(base)/fd").contains {
      target("\(base)/fd/\($0)").contains(folder)
    }
  }

  private static func target(_ link: String) -> String {
    var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
    let count = readlink(link, &buffer, buffer.count - 1)
    return String(decoding: buffer[..<max(0, count)].map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }
}
