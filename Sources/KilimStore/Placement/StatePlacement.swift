/// Whether a file system can hold the state, and how.
enum StatePlacement: Sendable, Hashable {
  case local
  case safe(SafeMode)
  case refused(name: String, reason: String)

  /// What is not known to be a network file system counts as local.
  static func of(_ facts: FileSystemFacts?) -> StatePlacement {
    guard let facts, let family = NetworkFileSystem(facts) else { return .local }
    switch family {
    // Locks are the server's business and hold between hosts, unless the mount says otherwise.
    case .nfs: return nfs(facts.options)
    case .gpfs, .ceph: return .safe(SafeMode(fileSystem: family.name))
    case .lustre: return lustre(facts.options)
    case .beegfs:
      return .refused(name: family.name, reason: "its file locks end at the host by default")
    case .smb:
      return .refused(name: family.name, reason: "its file locks depend on the server's settings")
    case .afs: return .refused(name: family.name, reason: "it has no locks on parts of a file")
    case .fuse, .plan9, .other:
      return .refused(name: family.name, reason: "its file locks do not hold between hosts")
    }
  }

  private static func nfs(_ options: [String]) -> StatePlacement {
    let local = ["nolock", "local_lock=all", "local_lock=posix"]
    guard let option = options.first(where: local.contains) else {
      return .safe(SafeMode(fileSystem: "NFS"))
    }
    return .refused(name: "NFS", reason: "it is mounted with \(option), so locks end at the host")
  }

  private static func lustre(_ options: [String]) -> StatePlacement {
    guard options.contains("flock") else {
      return .refused(
        name: "Lustre", reason: "it is not mounted with flock, so there are no locks between hosts")
    }
    return .safe(SafeMode(fileSystem: "Lustre"))
  }
}
