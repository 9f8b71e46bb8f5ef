import Glibc
import KilimTestSupport

/// A file system of a few megabytes in memory, which can be full; unmounted with its sandbox.
final class SmallDisk {
  let path: String

  /// Nil where this process may not mount; says so.
  init?(in sandbox: Sandbox, megabytes: Int) {
    path = sandbox.root + "/disk"
    TextFile.makeFolder(path)
    guard mount("tmpfs", path, "tmpfs", 0, "size=\(megabytes)m,mode=755") == 0 else {
      print("skipped: no file system can be mounted here (\(String(cString: strerror(errno))))")
      return nil
    }
    sandbox.keep(self)
  }

  deinit { umount2(path, Int32(MNT_DETACH)) }

  /// Fills all that is left.
  func fill() throws {
    var information = statvfs()
    guard statvfs(path, &information) == 0 else { throw TestFailure("\(path): errno \(errno)") }
    let free = Int(information.f_bavail) * Int(information.f_frsize)
    _ = try? TextFile.write(String(repeating: "x", count: free), to: path + "/ballast")
  }

  func empty() { unlink(path + "/ballast") }
}
