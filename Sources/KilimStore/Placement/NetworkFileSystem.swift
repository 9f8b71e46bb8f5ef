/// The network file systems that are told apart.
enum NetworkFileSystem: Sendable, Hashable {
  case nfs, smb, lustre, gpfs, beegfs, ceph, afs, plan9
  /// As mounted: `fuse.sshfs`.
  case fuse(String)
  case other(String)

  /// Nil for a local file system. Numbers: statfs(2), linux/magic.h and the projects' sources.
  init?(_ facts: FileSystemFacts) {
    switch facts.magic {
    case 0x6969: self = .nfs
    case 0x517B, 0xFF53_4D42, 0xFE53_4D42: self = .smb
    case 0x0BD0_0BD0: self = .lustre
    case 0x4750_4653: self = .gpfs
    case 0x1983_0326: self = .beegfs
    case 0x00C3_6400: self = .ceph
    case 0x5346_414F, 0x6B41_4653: self = .afs
    case 0x0102_1997: self = .plan9
    case 0x7375_7245: self = .other("Coda")
    case 0x2003_0528: self = .other("OrangeFS")
    case 0xAAD7_AAEA: self = .other("PanFS")
    case 0x6573_5546: self.init(fuseType: facts.type)
    default: return nil
    }
  }

  /// FUSE serves local disks too (NTFS, the overlay of rootless containers), so the type decides.
  private init?(fuseType: String?) {
    let remote = [
      "sshfs", "s3fs", "rclone", "glusterfs", "curlftpfs", "davfs", "gcsfuse", "juicefs",
      "mount.s3", "goofys", "moosefs", "mfs", "cvmfs2", "smbnetfs", "ceph-fuse", "gpfs", "beegfs",
    ]
    guard let fuseType else { return nil }
    let name = fuseType.hasPrefix("fuse.") ? String(fuseType.dropFirst(5)) : fuseType
    guard remote.contains(name) else { return nil }
    self = .fuse(fuseType)
  }

  var name: String {
    switch self {
    case .nfs: "NFS"
    case .smb: "SMB/CIFS"
    case .lustre: "Lustre"
    case .gpfs: "GPFS"
    case .beegfs: "BeeGFS"
    case .ceph: "CephFS"
    case .afs: "AFS"
    case .plan9: "9p"
    case .fuse(let type): type
    case .other(let name): name
    }
  }
}
