import Glibc

/// Removes what lies in one directory, through open directories alone.
struct TreeRemoval {
  /// So many directories are open at once; what is nested deeper is moved up first.
  static let depthLimit = 64

  private(set) var bytes: Int64 = 0
  private let parent: DirectoryHandle
  /// The tree itself: what is nested too deep is moved here.
  private var top: DirectoryHandle?
  private var movedUp = 0

  /// - Parameter parent: where the tree lies.
  init(in parent: DirectoryHandle) { self.parent = parent }

  /// A file, a link, or a directory with all that is in it; nothing there is fine.
  mutating func remove(_ name: [CChar]) throws(SystemCode) {
    try remove(name, in: parent, device: nil, depth: 0)
  }

  private mutating func remove(
    _ name: [CChar], in parent: DirectoryHandle, device: dev_t?, depth: Int
  ) throws(SystemCode) {
    guard let raw = try parent.status(name) else { return }
    guard raw.st_mode & S_IFMT == S_IFDIR else {
      try parent.remove(name)
      // Of several names of one file, only the last one frees it.
      if raw.st_nlink == 1 { bytes += raw.fileBytes }
      return
    }
    // Something is mounted there.
    if let device, raw.st_dev != device { throw SystemCode(EXDEV) }
    // A job may have taken its own rights away, and then it cannot be emptied.
    if raw.st_mode & 0o700 != 0o700 {
      fchmodat(parent.descriptor, name, 0o700, AT_SYMLINK_NOFOLLOW)
    }
    if let top, depth >= Self.depthLimit { return try moveUp(name, from: parent, to: top) }
    let directory: DirectoryHandle
    do throws(SystemCode) {
      directory = try DirectoryHandle(name, in: parent)
    } catch {
      if error.code == ENOENT { return }
      throw error
    }
    if depth == 0 { top = directory }
    var seen: Int
    repeat {
      seen = movedUp
      for inner in try directory.names() {
        try remove(inner, in: directory, device: raw.st_dev, depth: depth + 1)
      }
    } while depth == 0 && movedUp > seen
    try parent.remove(name, flags: AT_REMOVEDIR)
  }

  private mutating func moveUp(
    _ name: [CChar], from parent: DirectoryHandle, to top: DirectoryHandle
  ) throws(SystemCode) {
    // Names of an attempt that was killed may be there still.
    while true {
      movedUp += 1
      let upper = ".kilim-removed-\(movedUp)".cName
      guard try top.status(upper) == nil else { continue }
      guard renameat(parent.descriptor, name, top.descriptor, upper) == 0 else {
        throw SystemCode(errno)
      }
      return
    }
  }
}
