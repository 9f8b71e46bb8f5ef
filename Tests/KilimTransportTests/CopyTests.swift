import Glibc
import Testing

@testable import KilimTransport

@Suite struct CopyTests {
  let folder: ScratchFolder

  init() throws { folder = try ScratchFolder() }

  private func copy(_ source: String, _ target: String) throws(TransferError) -> CopyReport {
    try LocalFiles.copy(from: folder(source), to: folder(target)) { false }
  }

  @Test func `copies a file, makes the directories above it, keeps its mode`() throws {
    try folder.file("run.sh", "echo hi\n", mode: 0o754)
    let report = try copy("run.sh", "in/deep/run.sh")
    #expect(report == CopyReport(files: 1, bytes: 8))
    #expect(try folder.text("in/deep/run.sh") == "echo hi\n")
    #expect(FileStatus.of(folder("in/deep/run.sh"))?.permissions == 0o754)
    #expect(try folder.tree("in") == ["deep/", "deep/run.sh"])
  }

  @Test func `copies a tree with empty directories and follows links`() throws {
    try folder.file("source/a.txt", "a")
    try folder.directory("source/empty")
    try folder.file("elsewhere/b.txt", "bb")
    try folder.link("source/link.txt", to: "a.txt")
    try folder.link("source/linked", to: "../elsewhere")
    let report = try copy("source", "target")
    #expect(report == CopyReport(files: 3, bytes: 4))
    #expect(
      try folder.tree("target") == ["a.txt", "empty/", "link.txt", "linked/", "linked/b.txt"])
  }

  @Test func `merges a tree into a directory that is there`() throws {
    try folder.file("source/a.txt", "new")
    try folder.file("source/sub/b.txt", "b")
    try folder.file("target/a.txt", "old")
    try folder.file("target/sub/kept.txt", "kept")
    _ = try copy("source", "target")
    #expect(try folder.tree("target") == ["a.txt", "sub/", "sub/b.txt", "sub/kept.txt"])
    #expect(try folder.text("target/a.txt") == "new")
  }

  @Test func `copies what has no size, as in proc`() throws {
    let report = try LocalFiles.copy(from: "/proc/self/status", to: folder("status")) { false }
    #expect(report.bytes > 100)
    #expect(try folder.text("status").hasPrefix("Name:"))
  }

  @Test func `copies many megabytes whole`() throws {
    try folder.file("big", bytes: [UInt8](repeating: 7, count: 40 << 20))
    #expect(try copy("big", "copy").bytes == 40 << 20)
    #expect(try TreeDigest.of(folder("big")) == TreeDigest.of(folder("copy")))
  }

  @Test func `finds a cycle of links`() throws {
    try folder.file("source/a.txt", "a")
    try folder.link("source/sub/up", to: "..")
    let error = failure { () throws(TransferError) in _ = try copy("source", "target") }
    #expect(error?.message.contains("source/sub/up: this link leads to a directory above") == true)
    #expect(error?.isTemporary == false)
    #expect(FileStatus.ofLink(folder("target")) == nil)
    #expect(try DirectoryListing.names(in: folder.path) == ["source"])
  }

  @Test func `refuses to copy a directory into itself`() throws {
    try folder.file("source/a.txt", "a")
    let error = failure { () throws(TransferError) in _ = try copy("source", "source/x/y") }
    #expect(error?.message.contains("into itself") == true)
  }

  @Test func `refuses a pipe, and does not wait for its writer`() throws {
    try folder.directory("source")
    mkfifo(folder("source/pipe"), 0o600)
    let error = failure { () throws(TransferError) in _ = try copy("source", "target") }
    #expect(error?.message.contains("source/pipe: it is a pipe, a socket or a device") == true)
  }

  @Test(arguments: [
    ("missing", "target", "No such file"), ("file", "directory", "there is a directory"),
    ("directory", "file", "there is a file"), ("link", "target", "No such file"),
  ])
  func `says why it cannot copy`(source: String, target: String, words: String) throws {
    try folder.file("file", "x")
    try folder.directory("directory")
    try folder.link("link", to: "nowhere")
    let error = failure { () throws(TransferError) in _ = try copy(source, target) }
    #expect(error?.message.contains(words) == true)
    #expect(error?.message.contains(folder(source)) == true)
    #expect(error?.isTemporary == false)
  }

  @Test func `leaves nothing half done when it is cancelled`() throws {
    for number in 0..<5 { try folder.file("source/\(number)", "x") }
    var asked = 0
    let error = failure { () throws(TransferError) in
      _ = try LocalFiles.copy(from: folder("source"), to: folder("target")) {
        asked += 1
        return asked > 3
      }
    }
    #expect(error == .cancelled)
    #expect(try DirectoryListing.names(in: folder.path) == ["source"])
  }

  @Test func `removes what a crashed try left behind`() throws {
    try folder.file("source/a.txt", "a")
    let partial = Paths.partial(for: folder("target"))
    try folder.file("\(Paths.name(partial))/half.txt", "half")
    _ = try copy("source", "target")
    #expect(try DirectoryListing.names(in: folder.path) == ["source", "target"])
    #expect(try folder.tree("target") == ["a.txt"])
  }

  @Test func `a full disk is named, temporary, and leaves nothing`() throws {
    guard let disk = try SmallDisk(in: folder, kilobytes: 256) else { return }
    try folder.file("source/small", "x")
    try folder.file("source/big", bytes: [UInt8](repeating: 1, count: 1 << 20))
    let error = failure { () throws(TransferError) in _ = try copy("source", "disk/target") }
    #expect(error?.message.contains("No space left on device; free some space") == true)
    #expect(error?.isTemporary == true)
    #expect(try DirectoryListing.names(in: disk.path) == [])
  }
}
