import Glibc
import KilimModel
import Testing

@testable import KilimCommands

@Suite struct ManifestFilesTests {
  private func write(_ text: String, _ path: String) throws {
    let descriptor = try #require(Optional(open(path, O_WRONLY | O_CREAT | O_TRUNC, 0o644)))
    Console.write(text, to: descriptor)
    close(descriptor)
  }

  @Test func `reads directories to their depth, in order, and nothing else`() throws {
    let folder = try TemporaryFolder()
    for name in ["b", "b/c", ".git"] { mkdir("\(folder.path)/\(name)", 0o755) }
    for name in ["z.yaml", "a.yml", "b/c/x.json", "b/n.txt", ".git/h.yaml", ".hidden.yaml"] {
      try write("# \(name)", "\(folder.path)/\(name)")
    }
    symlink(folder.path, "\(folder.path)/b/loop")
    let read = ManifestFiles.read([folder.path])
    #expect(read.diagnostics.isEmpty)
    let names = read.files.map { String($0.name.dropFirst(folder.path.count + 1)) }
    #expect(names == ["a.yml", "b/c/x.json", "z.yaml"])
    #expect(read.files[1].directory == "\(folder.path)/b/c")
    #expect(String(decoding: read.files[0].bytes, as: UTF8.self) == "# a.yml")
  }

  @Test func `expands a pattern that no shell has expanded`() throws {
    let folder = try TemporaryFolder()
    for name in ["b.yaml", "a.yaml", "c.txt"] { try write("#", "\(folder.path)/\(name)") }
    let read = ManifestFiles.read(["\(folder.path)/*.yaml"])
    #expect(read.diagnostics.isEmpty)
    #expect(read.files.map { $0.name.suffix(6) } == ["a.yaml", "b.yaml"])
    #expect(
      ManifestFiles.read(["\(folder.path)/*.yml"]).diagnostics.map(\.code) == [.unreadableFile])
  }

  @Test func `says which file is missing and where it looked`() {
    let read = ManifestFiles.read(["/nonexistent/jobs.yaml"])
    #expect(read.diagnostics.map(\.code) == [.unreadableFile])
    #expect(
      read.diagnostics.first?.message
        == "cannot read `/nonexistent/jobs.yaml`: No such file or directory")
  }

  @Test func `says that a directory has no manifest`() throws {
    let folder = try TemporaryFolder()
    let read = ManifestFiles.read([folder.path])
    #expect(read.diagnostics.map(\.code) == [.nothingToApply])
  }

  @Test(arguments: [
    (0, ""), (1, "c\n"), (2, "b\nc\n"), (3, "a\nb\nc\n"), (9, "a\nb\nc\n"),
  ])
  func `begins a log with its last lines`(tail: Int, text: String) throws {
    let folder = try TemporaryFolder()
    try write("a\nb\nc\n", folder.path + "/log")
    var reader = try LogReader(path: folder.path + "/log", tail: tail)
    let copy = open(folder.path + "/copy", O_RDWR | O_CREAT, 0o644)
    try reader.copy(to: copy)
    try write("a\nb\nc\nd", folder.path + "/log")
    try reader.copy(to: copy)
    close(copy)
    let read = ManifestFiles.read([folder.path + "/copy"])
    #expect(String(decoding: read.files[0].bytes, as: UTF8.self) == text + "d")
  }
}
