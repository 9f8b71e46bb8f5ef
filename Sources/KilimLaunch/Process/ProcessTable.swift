import Glibc

/// All processes of this host at one moment.
struct ProcessTable {
  var entries: [Int32: ProcessEntry]

  /// Looks at `/proc`. Processes that end meanwhile are left out.
  ///
  /// Environments are read only of those that `wantsToken` asks for.
  static func now(wantsToken: (ProcessEntry) -> Bool = { _ in true }) -> ProcessTable {
    var entries: [Int32: ProcessEntry] = [:]
    var buffer = [UInt8](repeating: 0, count: 4096)
    guard let directory = opendir("/proc") else { return ProcessTable(entries: [:]) }
    defer { closedir(directory) }
    while let next = readdir(directory) {
      guard let process = processID(of: next),
        var entry = entry(of: process, buffer: &buffer)
      else { continue }
      if !entry.isZombie, wantsToken(entry) { entry.token = token(of: process) }
      entries[process] = entry
    }
    return ProcessTable(entries: entries)
  }

  /// One process, without its token; nil when there is none.
  static func entry(of process: Int32) -> ProcessEntry? {
    var buffer = [UInt8](repeating: 0, count: 4096)
    return entry(of: process, buffer: &buffer)
  }

  private static func processID(of entry: UnsafeMutablePointer<dirent>) -> Int32? {
    var process: Int32 = 0
    return withUnsafeBytes(of: &entry.pointee.d_name) { name in
      for byte in name {
        if byte == 0 { break }
        guard byte >= 48, byte <= 57, process < 100_000_000 else { return nil }
        process = process * 10 + Int32(byte - 48)
      }
      return process > 0 ? process : nil
    }
  }

  private static func entry(of process: Int32, buffer: inout [UInt8]) -> ProcessEntry? {
    let descriptor = open("/proc/\(process)/stat", O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    let count = read(descriptor, &buffer, buffer.count)
    guard count > 0 else { return nil }
    return ProcessEntry(stat: Array(buffer[..<count]))
  }

  /// The attempt that the environment of a process names; nil when there is none, or it is not ours
  /// to read.
  static func token(of process: Int32) -> LaunchToken? {
    let descriptor = open("/proc/\(process)/environ", O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    let label = Array("\(RequestBody.attemptVariable)=".utf8)
    var content: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    // A process may have megabytes of environment.
    while content.count < 4 << 20 {
      let count = read(descriptor, &chunk, chunk.count)
      guard count > 0 else { break }
      content += chunk[..<count]
      if content.starts(with: label) { break }
    }
    for variable in content.split(separator: 0) where variable.starts(with: label) {
      return LaunchToken(hex: String(decoding: variable.dropFirst(label.count), as: UTF8.self))
    }
    return nil
  }
}
