import Glibc
import KilimModel
import Testing

@testable import KilimTransport

@Suite struct LocalFilesTests {
  let folder: ScratchFolder

  init() throws { folder = try ScratchFolder() }

  @Test func `makes directories again and again`() throws {
    for _ in 0..<2 { try LocalFiles.createDirectories(folder("a/b/c/"), mode: 0o700) }
    #expect(try folder.tree("a") == ["b/", "b/c/"])
    #expect(FileStatus.of(folder("a/b"))?.permissions == 0o700)
  }

  @Test func `says what is in the way of a directory`() throws {
    try folder.file("a", "x")
    for path in ["a", "a/b"] {
      let error = failure { () throws(TransferError) in
        try LocalFiles.createDirectories(folder(path), mode: 0o700)
      }
      #expect(error?.message.contains(folder("a")) == true)
      #expect(error?.isTemporary == false)
    }
  }

  @Test func `removes trees, read-only directories too, and never what links lead to`() throws {
    try folder.file("kept/file", "x")
    try folder.file("tree/sub/file", "x")
    try folder.link("tree/sub/link", to: folder("kept"))
    chmod(folder("tree/sub"), 0o500)
    try LocalFiles.remove(tree: folder("tree"))
    try LocalFiles.remove(tree: folder("tree"))
    #expect(try folder.tree(".") == ["kept/", "kept/file"])
  }

  @Test func `replaces a file whole, with its mode`() throws {
    try LocalFiles.write(Array("old".utf8), to: folder("f"), mode: 0o644)
    try LocalFiles.write(Array("new".utf8), to: folder("f"), mode: 0o600)
    #expect(try folder.text("f") == "new")
    #expect(FileStatus.of(folder("f"))?.permissions == 0o600)
    #expect(try DirectoryListing.names(in: folder.path) == ["f"])
  }

  @Test func `reads up to a limit`() throws {
    try folder.file("f", "12345")
    #expect(try LocalFiles.read(folder("f"), limit: 5) == Array("12345".utf8))
    let error = failure { () throws(TransferError) in
      _ = try LocalFiles.read(folder("f"), limit: 4)
    }
    #expect(error?.message == "\(folder("f")) has more than 4 bytes")
  }

  @Test(arguments: [
    ("a\nb\nc\n", 2, 100, "b\nc"), ("a\nb\nc", 5, 100, "a\nb\nc"), ("", 3, 100, ""),
    ("first\nsecond\n", 5, 8, "second"), ("abcdef", 5, 3, "def"), ("a\n\nb\n", 2, 100, "\nb"),
    ("a\nb\n", 0, 100, ""),
  ])
  func `shows the last lines`(text: String, lines: Int, bytes: Int, tail: String) throws {
    try folder.file("f", text)
    #expect(try LocalFiles.tail(folder("f"), lines: lines, bytes: bytes) == tail)
  }

  @Test func `tells a directory by its names, contents and execute bits`() throws {
    let inspector = { HostSourceInspector() }
    try folder.file("one/a", "x")
    try folder.file("one/sub/b", "y")
    try folder.file("two/a", "x")
    try folder.file("two/sub/b", "y")
    let digest = inspector().contentDigest(ofPath: folder("one"))
    #expect(digest != nil)
    #expect(inspector().contentDigest(ofPath: folder("two")) == digest)
    chmod(folder("two/a"), 0o755)
    #expect(inspector().contentDigest(ofPath: folder("two")) != digest)
    chmod(folder("two/a"), 0o644)
    #expect(inspector().contentDigest(ofPath: folder("two")) == digest)
    try folder.directory("two/empty")
    #expect(inspector().contentDigest(ofPath: folder("two")) != digest)
  }

  @Test func `inspects what is there`() throws {
    try folder.file("file", "abc")
    try folder.link("link", to: "file")
    try folder.link("broken", to: "nowhere")
    try folder.link("loop/up", to: "..")
    let inspector = HostSourceInspector()
    #expect(inspector.kind(ofPath: folder("file")) == .file)
    #expect(inspector.kind(ofPath: folder("link")) == .file)
    #expect(inspector.kind(ofPath: folder.path) == .directory)
    #expect(inspector.kind(ofPath: "/dev/null") == .other)
    #expect(inspector.kind(ofPath: folder("broken")) == nil)
    #expect(inspector.contentDigest(ofPath: folder("file")) == .of("abc"))
    #expect(inspector.contentDigest(ofPath: folder("broken")) == nil)
    #expect(inspector.contentDigest(ofPath: folder("loop")) == nil)
  }
}
