import Glibc

enum BootID {
  /// Names the time since this host was started.
  static func read() -> String? {
    let descriptor = open("/proc/sys/kernel/random/boot_id", O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var text = [UInt8](repeating: 0, count: 64)
    let count = Glibc.read(descriptor, &text, text.count)
    guard count > 0 else { return nil }
    return String(decoding: text[..<count].filter { $0 > 32 }, as: UTF8.self)
  }
}
