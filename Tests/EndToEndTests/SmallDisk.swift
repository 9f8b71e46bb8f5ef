import Glibc
import KilimTestSupport

/// A file system of a few megabytes in memory, mounted while the value lives; only root can.
final class SmallDisk {
  let path: String
  private let sandbox: Sandbox

  /// False where this process may not mount, for instance as a user or in a container.
  static let isAvailable: Bool = {
    guard getuid() == 0, let sandbox = try? Sandbox() else { return false }
    return (try? SmallDisk(in: sandbox, megabytes: 1)) != nil
  }()

  init(in sandbox: Sandbox, megabytes: Int) throws(TestFailure) {
    path = sandbox.root + "/disk"
    self.sandbox = sandbox
    TextFile.makeFolder(path)
    guard mount("tmpfs", path, "tmpfs", 0, "size=\(megabytes)m,mode=755") == 0 else {
      throw TestFailure("no tmpfs at \(path): errno \(errno)")
    }
  }

  deinit {
    ProcessCensus.end(sandbox.root)
    umount2(path, Int32(MNT_DETACH))
  }

  /// Fills what is left but for so many kilobytes.
  func fill(leaving kilobytes: Int = 0) throws(TestFailure) {
    let script = """
      free=$(df --output=avail -k '\(path)' | tail -n 1)
      dd if=/dev/zero of='\(path)/ballast' bs=1024 count=$((free - \(kilobytes)))
      """
    _ = try sandbox.start(program: "/bin/sh", ["-c", script]).wait()
  }

  func empty() { unlink(path + "/ballast") }
}
