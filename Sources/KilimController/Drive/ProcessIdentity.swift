import Glibc
import KilimStore
import KilimTransport

/// Processes told apart from all others that ever had their number: boot id and start time.
enum ProcessIdentity {
  static func ofThisProcess(host: String) -> LeaseHolder {
    LeaseHolder(
      host: host, processID: getpid(), bootID: bootID() ?? "",
      processStart: startTime(of: getpid()) ?? 0)
  }

  /// Whether the holder still lives; true when it lives on another host, which nobody can see.
  static func isAlive(_ holder: LeaseHolder, host: String) -> Bool {
    guard holder.host == host else { return true }
    guard holder.bootID == bootID() else { return false }
    return startTime(of: holder.processID) == holder.processStart
  }

  private static func bootID() -> String? {
    guard let bytes = try? LocalFiles.read("/proc/sys/kernel/random/boot_id", limit: 100) else {
      return nil
    }
    return String(decoding: bytes.prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self)
  }

  /// Field 22 of `/proc/PID/stat`, counted after the command's closing parenthesis (proc(5)).
  private static func startTime(of process: Int32) -> Int64? {
    guard let bytes = try? LocalFiles.read("/proc/\(process)/stat", limit: 4096),
      let end = bytes.lastIndex(of: UInt8(ascii: ")"))
    else { return nil }
    let fields = bytes[(end + 1)...].split(separator: UInt8(ascii: " "))
    guard fields.count > 19 else { return nil }
    return Int64(String(decoding: fields[19], as: UTF8.self))
  }
}
