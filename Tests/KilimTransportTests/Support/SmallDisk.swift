import Glibc

/// A file system of a few hundred kilobytes, where disks can be full.
final class SmallDisk {
  let path: String

  /// Nil where this user may not mount; says so.
  init?(in folder: ScratchFolder, kilobytes: Int) throws {
    path = try folder.directory("disk")
    guard mount("tmpfs", path, "tmpfs", 0, "size=\(kilobytes)k") == 0 else {
      print("skipped: no file system can be mounted here (\(String(cString: strerror(errno))))")
      return nil
    }
  }

  deinit { umount2(path, Int32(MNT_DETACH)) }
}
