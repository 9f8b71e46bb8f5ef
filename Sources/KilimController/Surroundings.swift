import CSystem
import Glibc
import KilimBatch
package import KilimModel

/// The ports through which the controller knows time, chance, the host and its own process.
package struct Surroundings: Sendable {
  package var now: @Sendable () -> Timestamp
  /// Milliseconds since boot: for waits and limits, since nobody sets this clock.
  package var sinceBoot: @Sendable () -> Int64 = { kilim_boottime_milliseconds() }
  /// That many bytes that nobody can guess.
  package var randomBytes: @Sendable (Int) -> [UInt8]
  package var facts: HostFacts
  /// The times of the protocol with batch schedulers.
  var batch = BatchSettings()
  /// The path of the `kilim` binary, which also is the launcher.
  package var executable: String

  package init(
    now: @escaping @Sendable () -> Timestamp, randomBytes: @escaping @Sendable (Int) -> [UInt8],
    facts: HostFacts, executable: String
  ) {
    self.now = now
    self.randomBytes = randomBytes
    self.facts = facts
    self.executable = executable
  }

  /// A uuid that no run has.
  func freshUUID() -> RunUUID {
    while true {
      if let uuid = RunUUID(random: randomBytes(16)) { return uuid }
    }
  }

  /// Those of this process.
  package static func ofThisProcess() -> Surroundings {
    Surroundings(
      now: { Timestamp(milliseconds: kilim_realtime_milliseconds()) },
      randomBytes: { count in
        // Each number is a system call: eight bytes of one are used.
        var generator = SystemRandomNumberGenerator()
        var bytes: [UInt8] = []
        while bytes.count < count {
          let number: UInt64 = generator.next()
          withUnsafeBytes(of: number) { bytes += $0.prefix(count - bytes.count) }
        }
        return bytes
      },
      facts: .ofThisHost(), executable: ownExecutable())
  }

  private static func ownExecutable() -> String {
    var buffer = [UInt8](repeating: 0, count: Int(PATH_MAX))
    let count = buffer.withUnsafeMutableBytes { bytes in
      bytes.baseAddress.map { readlink("/proc/self/exe", $0, bytes.count) } ?? -1
    }
    return count > 0 ? String(decoding: buffer[..<count], as: UTF8.self) : "kilim"
  }
}

extension HostFacts {
  /// What this host and this user's environment say.
  package static func ofThisHost() -> HostFacts {
    let home = Self.environmentValue("HOME")
    let entry = getpwuid(getuid())
    return HostFacts(
      userName: entry.map { String(cString: $0.pointee.pw_name) } ?? String(getuid()),
      homeDirectory: home ?? entry.map { String(cString: $0.pointee.pw_dir) } ?? "/",
      hostName: Self.nameOfThisHost(),
      coreCount: max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN)))),
      variable: { Self.environmentValue($0) })
  }

  package static func environmentValue(_ name: String) -> String? {
    getenv(name).map { String(cString: $0) }
  }

  private static func nameOfThisHost() -> String {
    var buffer = [CChar](repeating: 0, count: 256)
    guard gethostname(&buffer, buffer.count - 1) == 0 else { return "localhost" }
    return buffer.withUnsafeBufferPointer { bytes in
      bytes.baseAddress.map { String(cString: $0) } ?? "localhost"
    }
  }
}
