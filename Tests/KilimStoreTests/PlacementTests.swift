import Testing

@testable import KilimStore

struct PlacementTests {
  @Test(arguments: [
    (FileSystemFacts(magic: 0xEF53), "local"),
    (FileSystemFacts(magic: 0x0102_1994), "local"),
    (FileSystemFacts(magic: 0x6573_5546), "local"),
    (FileSystemFacts(magic: 0x6573_5546, type: "fuse.fuse-overlayfs"), "local"),
    (FileSystemFacts(magic: 0x6573_5546, type: "fuse.sshfs"), "refused fuse.sshfs"),
    (FileSystemFacts(magic: 0x6969), "safe NFS"),
    (FileSystemFacts(magic: 0x6969, type: "nfs4", options: ["local_lock=none"]), "safe NFS"),
    (FileSystemFacts(magic: 0x6969, type: "nfs", options: ["rw", "nolock"]), "refused NFS"),
    (FileSystemFacts(magic: 0x6969, type: "nfs", options: ["local_lock=all"]), "refused NFS"),
    (FileSystemFacts(magic: 0x4750_4653), "safe GPFS"),
    (FileSystemFacts(magic: 0x00C3_6400), "safe CephFS"),
    (FileSystemFacts(magic: 0x0BD0_0BD0, options: ["flock"]), "safe Lustre"),
    (FileSystemFacts(magic: 0x0BD0_0BD0, options: ["localflock"]), "refused Lustre"),
    (FileSystemFacts(magic: 0x0BD0_0BD0), "refused Lustre"),
    (FileSystemFacts(magic: 0x1983_0326), "refused BeeGFS"),
    (FileSystemFacts(magic: 0xFE53_4D42), "refused SMB/CIFS"),
    (FileSystemFacts(magic: 0x5346_414F), "refused AFS"),
    (FileSystemFacts(magic: 0x0102_1997), "refused 9p"),
    (FileSystemFacts(magic: 0x2003_0528), "refused OrangeFS"),
  ])
  func `each file system has its answer`(facts: FileSystemFacts, answer: String) {
    switch StatePlacement.of(facts) {
    case .local: #expect(answer == "local")
    case .safe(let mode): #expect(answer == "safe \(mode.fileSystem)")
    case .refused(let name, _): #expect(answer == "refused \(name)")
    }
  }

  @Test func `the mount table gives type and options`() {
    let table = MountTable(
      text: """
        22 1 254:1 / / rw,relatime shared:1 - ext4 /dev/vda1 rw,discard
        40 22 0:52 /home /home/ada rw,nosuid shared:9 master:3 - nfs4 srv:/home rw,local_lock=none
        41 22 0:300 / /mnt/ssh rw - fuse.sshfs ada@host: rw,user_id=0

        """)
    let nfs = FileSystemFacts(
      magic: 7, type: "nfs4", options: ["rw", "nosuid", "rw", "local_lock=none"])
    #expect(table.facts(device: 52, magic: 7) == nfs)
    // Device 0:300 in the encoding of the C library.
    #expect(table.facts(device: 300 & 0xFF | (300 & ~0xFF) << 12, magic: 7)?.type == "fuse.sshfs")
    #expect(table.facts(device: 99, magic: 7) == nil)
  }

  @Test func `the kernel is asked`() {
    let probe = LinuxFileSystemProbe()
    #expect(probe.facts(of: "/proc")?.magic == 0x9FA0)
    #expect(probe.facts(of: "/does/not/exist") == nil)
  }

  @Test func `a refused file system is named with the way out`() throws {
    let scratch = try ScratchState()
    let sshfs = FixedFileSystem(answer: FileSystemFacts(magic: 0x6573_5546, type: "fuse.sshfs"))
    let error = #expect(throws: StoreError.self) {
      try Store.open(directory: scratch.directory, fileSystem: sshfs)
    }
    #expect(
      error?.message
        == "the state cannot be kept in \(scratch.directory.path), which is on fuse.sshfs: "
        + "its file locks do not hold between hosts")
    #expect(
      error?.advice
        == "set KILIM_STATE to a directory on a local disk, as in KILIM_STATE=/var/tmp/$USER/kilim")
  }
}
