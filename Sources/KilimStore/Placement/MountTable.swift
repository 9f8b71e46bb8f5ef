/// `/proc/self/mountinfo` (proc_pid_mountinfo(5)).
struct MountTable {
  var text: String

  /// What is mounted with a device number; nil when the table does not have it.
  func facts(device: UInt64, magic: UInt64) -> FileSystemFacts? {
    let wanted = "\(Self.major(device)):\(Self.minor(device))"
    for line in text.split(separator: "\n") {
      let fields = line.split(separator: " ")
      // Optional fields end with a dash; type, source and options of the super block follow it.
      guard fields.count > 6, fields[2] == wanted, let dash = fields.firstIndex(of: "-"),
        dash + 1 < fields.count
      else { continue }
      let options = fields[5].split(separator: ",") + (fields.last?.split(separator: ",") ?? [])
      return FileSystemFacts(
        magic: magic, type: String(fields[dash + 1]), options: options.map(String.init))
    }
    return nil
  }

  // gnu_dev_major and gnu_dev_minor, which are macros.
  private static func major(_ device: UInt64) -> UInt64 {
    device >> 8 & 0xFFF | device >> 32 & ~0xFFF
  }

  private static func minor(_ device: UInt64) -> UInt64 {
    device & 0xFF | device >> 12 & ~0xFF
  }
}
