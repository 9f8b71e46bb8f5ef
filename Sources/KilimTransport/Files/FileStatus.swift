import Glibc

/// What the file system says of a path.
struct FileStatus: Hashable {
  enum Kind: Hashable {
    case file, directory, link, special
  }
  /// The same for two paths exactly when they are the same file.
  struct Identity: Hashable {
    var device: UInt64
    var inode: UInt64
  }
  var kind: Kind
  var size: Int64
  /// The permission bits without set-user-id and the like.
  var permissions: mode_t
  var identity: Identity
  var modifiedSeconds: Int
  var modifiedNanoseconds: Int

  init(_ raw: stat) {
    switch raw.st_mode & S_IFMT {
    case S_IFREG: kind = .file
    case S_IFDIR: kind = .directory
    case S_IFLNK: kind = .link
    default: kind = .special
    }
    size = Int64(raw.st_size)
    permissions = raw.st_mode & 0o777
    identity = Identity(device: UInt64(raw.st_dev), inode: UInt64(raw.st_ino))
    modifiedSeconds = raw.st_mtim.tv_sec
    modifiedNanoseconds = raw.st_mtim.tv_nsec
  }

  /// Symbolic links followed; nil when there is nothing, or nothing that may be seen.
  static func of(_ path: String) -> FileStatus? {
    var raw = stat()
    return stat(path, &raw) == 0 ? FileStatus(raw) : nil
  }

  /// A symbolic link is itself.
  static func ofLink(_ path: String) -> FileStatus? {
    var raw = stat()
    return lstat(path, &raw) == 0 ? FileStatus(raw) : nil
  }
}
