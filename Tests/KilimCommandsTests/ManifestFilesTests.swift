import Glibc
import KilimManifest
import KilimModel
import Testing

@testable import KilimCommands

@Suite struct ManifestFilesTests {
  private func write(_ text: String, _ path: String) throws {
    let descriptor = try #require(Optional(open(path, O_WRONLY | O_CREAT | O_TRUNC, 0o644)))
    Console.write(text, to: descriptor)
    close(descriptor)
  }

  private func content(_ source: any ManifestSource) throws -> String {
    String(decoding: try source.read(from: 0, count: 1 << 16), as: UTF8.self)
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
    let names = read.sources.map { String($0.name.dropFirst(folder.path.count + 1)) }
    #expect(names == ["a.yml", "b/c/x.json", "z.yaml"])
    #expect(read.sources[1].directory == "\(folder.path)/b/c")
    #expect(try content(read.sources[0]) == "# a.yml")
  }

  @Test func `leaves a large file where it lies`() throws {
    let folder = try TemporaryFolder()
    let line = String(repeating: "#", count: 99) + "\n"
    try write(String(repeating: line, count: 20_000) + "end", "\(folder.path)/a.yaml")
    let source = try #require(ManifestFiles.read(["\(folder.path)/a.yaml"]).sources.first)
    #expect(source is LargeFile)
    #expect(try source.read(from: 1_999_998, count: 10) == Array("#\nend".utf8))
  }

  @Test func `keeps what a pipe brings`() throws {
    let folder = try TemporaryFolder()
    try write("abcdef", "\(folder.path)/a")
    let pipe = open("\(folder.path)/a", O_RDONLY)
    defer { close(pipe) }
    let file = try SpooledFile(Array("xyz".utf8), from: pipe, name: "<stdin>", directory: "/")
    #expect(try content(file) == "xyzabcdef")
    #expect(try file.read(from: 7, count: 9) == Array("ef".utf8))
  }

  @Test func `expands a pattern that no shell has expanded`() throws {
    let folder = try TemporaryFolder()
    for name in ["b.yaml", "a.yaml", "c.txt"] { try write("#", "\(folder.path)/\(name)") }
    let read = ManifestFiles.read(["\(folder.path)/*.yaml"])
    #expect(read.diagnostics.isEmpty)
    #expect(read.sources.map { $0.name.suffix(6) } == ["a.yaml", "b.yaml"])
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
    #expect(try content(read.sources[0]) == text + "d")
  }
}
