import Glibc

/// Processes that a container runtime leaves behind for its containers. The containers' own engine
/// ends them; a program that Kilim ends as a whole has them among its tree all the same.
enum ContainerHelper {
  /// As the kernel cuts them: 15 bytes.
  private static let names: Set = [
    "conmon", "podman", "catatonit", "slirp4netns", "pasta", "pasta.avx2", "rootlessport",
    "aardvark-dns", "netavark", "fuse-overlayfs",
  ]

  static func isOne(_ process: Int32) -> Bool {
    let descriptor = open("/proc/\(process)/comm", O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return false }
    defer { close(descriptor) }
    var bytes = [UInt8](repeating: 0, count: 32)
    let count = read(descriptor, &bytes, bytes.count)
    guard count > 1 else { return false }
    return names.contains(String(decoding: bytes[..<(count - 1)], as: UTF8.self))
  }
}
