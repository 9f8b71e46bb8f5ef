import Glibc
import KilimModel
import Testing

@testable import KilimTransport

@Suite struct MarkedTreeTests {
  private static let mark = "5d3a-007"
  let folder: ScratchFolder

  init() throws { folder = try ScratchFolder() }

  private func tree(_ relative: String) throws -> MarkedTree {
    try #require(MarkedTree(folder(relative), mark: Self.mark))
  }

  @Test(arguments: [
    "/data/out", "data/5d3a-007", "/data/5d3a-007/../other", "/data/./5d3a-007", "/", "",
    "/data/5d3a/007",
  ])
  func `nothing proves whose a path is`(path: String) {
    #expect(MarkedTree(path, mark: Self.mark) == nil)
    #expect(MarkedTree(path, mark: "") == nil)
  }

  @Test func `removes what is its own and counts its bytes`() throws {
    try folder.file("jobs/5d3a-007/out/a", "12345")
    try folder.file("jobs/5d3a-007/out/sub/b", "123")
    try folder.file("jobs/5d3a-008/a", "1")
    let tree = try tree("jobs/5d3a-007")
    #expect(tree.byteCount() == 8)
    #expect(try tree.remove() == 8)
    #expect(try tree.remove() == 0)
    #expect(tree.byteCount() == 0)
    #expect(try folder.tree(".") == ["jobs/", "jobs/5d3a-008/", "jobs/5d3a-008/a"])
  }

  @Test func `removes the empty directories above it, as far as the mark goes`() throws {
    try folder.file("x/run-5d3a-007/deep/out/a", "1")
    _ = try tree("x/run-5d3a-007/deep/out").remove()
    #expect(try folder.tree(".") == ["x/"])
    try folder.file("x/run-5d3a-007/deep/out/a", "1")
    try folder.file("x/run-5d3a-007/mine", "1")
    _ = try tree("x/run-5d3a-007/deep/out").remove()
    #expect(try folder.tree(".") == ["x/", "x/run-5d3a-007/", "x/run-5d3a-007/mine"])
  }

  @Test func `never follows a link out of it`() throws {
    try folder.file("precious/file", "12345678")
    try folder.link("jobs/5d3a-007/out/link", to: folder("precious"))
    try folder.link("jobs/5d3a-007/file", to: folder("precious/file"))
    let whole = try tree("jobs/5d3a-007")
    #expect(whole.byteCount() == 0)
    _ = try whole.remove()
    #expect(try folder.tree(".") == ["jobs/", "precious/", "precious/file"])
    // The whole, and one of the directories above it, replaced by a link.
    try folder.link("jobs/5d3a-007", to: folder("precious"))
    let error = #expect(throws: TransferError.self) { try tree("jobs/5d3a-007/file").remove() }
    #expect(error?.message.contains("jobs/5d3a-007/file") == true)
    #expect(try tree("jobs/5d3a-007/file").byteCount() == 0)
    #expect(try folder.tree("precious") == ["file"])
    _ = try tree("jobs/5d3a-007").remove()
    #expect(try folder.tree(".") == ["jobs/", "precious/", "precious/file"])
  }

  @Test func `follows links before the mark, where the user's disks are`() throws {
    try folder.file("disk/5d3a-007/a", "12")
    try folder.link("scratch", to: folder("disk"))
    #expect(try tree("scratch/5d3a-007").remove() == 2)
    #expect(try folder.tree("disk") == [])
  }

  @Test func `removes what is nested deeper than directories may be open`() throws {
    var path = folder("5d3a-007")
    mkdir(path, 0o700)
    var handle = try DirectoryHandle(path)
    // Too long for a path.
    for _ in 0..<1500 {
      #expect(mkdirat(handle.descriptor, "deeper", 0o700) == 0)
      handle = try DirectoryHandle("deeper".cName, in: handle)
    }
    path = "end"
    #expect(openat(handle.descriptor, path, O_CREAT | O_WRONLY | O_CLOEXEC, 0o600) >= 0)
    _ = try tree("5d3a-007").remove()
    #expect(try folder.tree(".") == [])
  }

  @Test func `removes what a job took its own rights away from, and odd names`() throws {
    try folder.file("5d3a-007/locked/inner/a", "1")
    chmod(folder("5d3a-007/locked/inner"), 0)
    chmod(folder("5d3a-007/locked"), 0o100)
    let name: [CChar] = [-1, -2, 0]
    let handle = try DirectoryHandle(folder("5d3a-007"))
    let file = openat(handle.descriptor, name, O_CREAT | O_WRONLY | O_CLOEXEC, 0o600)
    #expect(file >= 0)
    close(file)
    _ = try tree("5d3a-007").remove()
    #expect(try folder.tree(".") == [])
  }

  @Test func `a file of two names counts when its last name goes`() throws {
    try folder.file("5d3a-007/a", "12345")
    #expect(link(folder("5d3a-007/a"), folder("other")) == 0)
    #expect(try tree("5d3a-007").remove() == 0)
    #expect(try folder.text("other") == "12345")
  }
}
