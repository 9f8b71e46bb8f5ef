import Glibc
import KilimModel
import Testing

@testable import KilimTransport

@Suite struct ArchiveTests {
  let folder: ScratchFolder

  init() throws { folder = try ScratchFolder() }

  private func request(
    includes: [String] = [], excludes: [String] = [], launchFiles: [String] = []
  ) -> ArchiveRequest {
    ArchiveRequest(
      output: folder("output"), archive: folder("archives/run"), includes: includes,
      excludes: excludes,
      launchFiles: launchFiles.map { .init(name: $0, bytes: Array("launch".utf8), mode: 0o600) },
      runUUID: "u-1")
  }

  private func publish(_ request: ArchiveRequest) throws(TransferError) -> ArchiveReport {
    try Archiver.publish(request) { false }
  }

  /// Outputs as a job leaves them.
  private func outputs() throws {
    try folder.file("output/a.txt", "a")
    try folder.file("output/b.log", "bb")
    try folder.file("output/sub/c.txt", "ccc")
    try folder.file("output/sub/deep/d.log", "dddd")
    try folder.file("output/tmp/e", "eeeee")
    try folder.directory("output/empty")
  }

  private func published() throws -> [String] {
    try folder.tree("archives/run").filter { !$0.hasSuffix("/") || $0 == "empty/" }
  }

  @Test(
    arguments: [
      ([], [], ["a.txt", "b.log", "empty/", "sub/c.txt", "sub/deep/d.log", "tmp/e"]),
      (["**/*"], [], ["a.txt", "b.log", "empty/", "sub/c.txt", "sub/deep/d.log", "tmp/e"]),
      ([], ["**/*"], []),
      (["*.txt"], [], ["a.txt"]),
      (["**.txt"], [], ["a.txt", "sub/c.txt"]),
      ([], ["tmp", "empty"], ["a.txt", "b.log", "sub/c.txt", "sub/deep/d.log"]),
      (["sub"], ["*.log"], ["sub/c.txt", "sub/deep/d.log"]),
      (["sub/"], ["**/*.log"], ["sub/c.txt"]),
      (["a.txt"], ["a.txt"], []),
      (["REGEX:.*\\.log"], [], ["b.log", "sub/deep/d.log"]),
      (["nothing"], [], []),
    ] as [([String], [String], [String])])
  func `archives what the filters select`(
    includes: [String], excludes: [String], files: [String]
  ) throws {
    try outputs()
    let report = try publish(request(includes: includes, excludes: excludes))
    #expect(try published() == files)
    #expect(report.files == files.count { !$0.hasSuffix("/") })
  }

  @Test func `copies contents, modes and times, and counts them`() throws {
    try outputs()
    chmod(folder("output/a.txt"), 0o750)
    let report = try publish(request(launchFiles: ["tapisjob.sh"]))
    #expect(report.files == 6)
    #expect(report.bytes == 1 + 2 + 3 + 4 + 5 + 6)
    #expect(try folder.text("archives/run/sub/deep/d.log") == "dddd")
    #expect(try folder.text("archives/run/tapisjob.sh") == "launch")
    #expect(FileStatus.of(folder("archives/run/tapisjob.sh"))?.permissions == 0o600)
    let (from, to) = (
      FileStatus.of(folder("output/a.txt")), FileStatus.of(folder("archives/run/a.txt"))
    )
    #expect(to?.permissions == 0o750)
    #expect(to?.modifiedSeconds == from?.modifiedSeconds)
    #expect(try DirectoryListing.names(in: folder("archives")) == ["run"])
  }

  @Test func `the digest is that of the outputs alone`() throws {
    try outputs()
    let digest = try publish(request(launchFiles: ["tapisjob.sh"])).digest
    #expect(try publish(request()).digest == digest)
    try folder.file("output/a.txt", "A")
    #expect(try publish(request()).digest != digest)
  }

  @Test func `filters do not touch launch files`() throws {
    try outputs()
    _ = try publish(request(excludes: ["**/*"], launchFiles: ["tapisjob.env"]))
    #expect(try folder.tree("archives/run") == ["tapisjob.env"])
  }

  @Test func `keeps links inside, resolves links outside`() throws {
    try outputs()
    try folder.file("outside/data.bin", "data")
    try folder.link("output/sub/in", to: "../a.txt")
    try folder.link("output/sub/absolute", to: folder("output/tmp"))
    try folder.link("output/file", to: folder("outside/data.bin"))
    try folder.link("output/directory", to: "../outside")
    try folder.link("output/broken", to: "nowhere")
    let real = try #require(LocalFiles.resolved(folder("outside")))
    _ = try publish(request(excludes: ["b.log", "empty"]))
    #expect(
      try published() == [
        "a.txt", "broken -> nowhere", "directory -> \(real)", "file", "sub/absolute -> ../tmp",
        "sub/c.txt", "sub/deep/d.log", "sub/in -> ../a.txt", "tmp/e",
      ])
    #expect(try folder.text("archives/run/file") == "data")
    #expect(try folder.text("archives/run/sub/absolute/e") == "eeeee")
  }

  @Test func `a link to what is filtered out becomes the file itself`() throws {
    try outputs()
    try folder.link("output/latest", to: "tmp/e")
    _ = try publish(request(includes: ["latest"]))
    #expect(try folder.tree("archives/run") == ["latest"])
    #expect(try folder.text("archives/run/latest") == "eeeee")
  }

  @Test func `a cycle of links ends`() throws {
    try outputs()
    try folder.link("output/sub/up", to: "..")
    _ = try publish(request(includes: ["sub"]))
    #expect(try published() == ["sub/c.txt", "sub/deep/d.log", "sub/up -> .."])
  }

  @Test func `names what it cannot archive`() throws {
    try outputs()
    mkfifo(folder("output/sub/pipe"), 0o600)
    #expect(try publish(request()).skipped == ["sub/pipe"])
  }

  @Test func `merges into a directory that is there, and keeps the rest`() throws {
    try outputs()
    try folder.file("archives/run/mine.txt", "mine")
    try folder.file("archives/run/a.txt", "old")
    _ = try publish(request(includes: ["a.txt", "sub"], launchFiles: ["tapisjob.sh"]))
    #expect(
      try published() == ["a.txt", "mine.txt", "sub/c.txt", "sub/deep/d.log", "tapisjob.sh"])
    #expect(try folder.text("archives/run/a.txt") == "a")
  }

  @Test(arguments: [
    ("archives/run/a.txt/x", "a.txt is a directory"),
    ("archives/run/sub", "sub is not a directory"), ("archives/run", "archives/run is a file"),
  ])
  func `finds what is in the way before anything is published`(
    path: String, words: String
  ) throws {
    try outputs()
    try folder.file(path, "in the way")
    let before = try folder.tree("archives")
    let error = failure { () throws(TransferError) in _ = try publish(request()) }
    #expect(error?.message.contains(words) == true)
    #expect(error?.isTemporary == false)
    #expect(try folder.tree("archives") == before)
  }

  @Test func `may be repeated, whatever a crash left`() throws {
    try outputs()
    let first = try publish(request())
    try folder.file("archives/.kilim-archive-u-1/half", "x")
    try folder.file("archives/run/.kilim-archive-u-1/half", "x")
    #expect(try publish(request()) == first)
    #expect(try DirectoryListing.names(in: folder("archives")) == ["run"])
    #expect(
      try published() == ["a.txt", "b.log", "empty/", "sub/c.txt", "sub/deep/d.log", "tmp/e"])
  }

  @Test(arguments: ["truncate", "flip", "grow"])
  func `sees that a copy is not like the original`(damage: String) throws {
    try outputs()
    let error = failure { () throws(TransferError) in
      _ = try Archiver.publish(request(), cancelled: { false }) { path in
        guard path.hasSuffix("d.log") else { return }
        switch damage {
        case "truncate": truncate(path, 2)
        case "grow": truncate(path, 100)
        default: try? LocalFiles.write(Array("dddx".utf8), to: path, mode: 0o600)
        }
      }
    }
    #expect(error?.message.contains("sub/deep/d.log is not like the original") == true)
    #expect(error?.isTemporary == true)
    #expect(try folder.tree("archives") == [])
    #expect(try publish(request()).files == 5)
  }

  @Test func `sees that an output is still being written`() throws {
    try outputs()
    try folder.file("output/growing", bytes: [UInt8](repeating: 1, count: 1 << 20))
    var isGrown = false
    let error = failure { () throws(TransferError) in
      _ = try Archiver.publish(
        request(includes: ["growing"]),
        cancelled: {
          if !isGrown, FileStatus.of(folder("archives/.kilim-archive-u-1/growing")) != nil {
            isGrown = true
            truncate(folder("output/growing"), 2 << 20)
          }
          return false
        }, written: { _ in })
    }
    #expect(error?.message.contains("changed while it was archived") == true)
    #expect(error?.isTemporary == true)
  }

  @Test func `stays whole or absent when it is cancelled`() throws {
    try outputs()
    for limit in 0..<6 {
      var asked = 0
      let error = failure { () throws(TransferError) in
        _ = try Archiver.publish(request()) {
          asked += 1
          return asked > limit
        }
      }
      #expect(error == .cancelled)
      #expect(try folder.tree("archives") == [])
    }
  }

  @Test func `a full disk is named, temporary, and leaves nothing`() throws {
    guard let disk = try SmallDisk(in: folder, kilobytes: 256) else { return }
    try outputs()
    try folder.file("output/big", bytes: [UInt8](repeating: 1, count: 1 << 20))
    var request = request()
    request.archive = folder("disk/run")
    let error = failure { () throws(TransferError) in _ = try publish(request) }
    #expect(error?.message.contains("No space left on device; free some space") == true)
    #expect(error?.isTemporary == true)
    #expect(try DirectoryListing.names(in: disk.path) == [])
    unlink(folder("output/big"))
    #expect(try publish(request).files == 5)
  }

  @Test func `outputs that stay where they are get the launch files and a digest`() throws {
    try outputs()
    let elsewhere = try publish(request())
    var request = request(excludes: ["**/*"], launchFiles: ["tapisjob.sh"])
    request.archive = folder("output/")
    for _ in 0..<2 {
      let report = try publish(request)
      #expect(report.files == 6)
      #expect(report.digest == elsewhere.digest)
    }
    #expect(try folder.text("output/tapisjob.sh") == "launch")
  }

  @Test func `an archive below the outputs does not hold itself`() throws {
    try outputs()
    var request = request(includes: ["**.txt"])
    request.archive = folder("output/archive")
    for _ in 0..<2 { #expect(try publish(request).files == 2) }
    #expect(try folder.tree("output/archive") == ["a.txt", "sub/", "sub/c.txt"])
  }

  @Test func `says that the outputs are gone`() throws {
    let error = failure { () throws(TransferError) in _ = try publish(request()) }
    #expect(
      error?.message
        == "the output directory \(folder("output")) is gone; nothing can be archived")
  }

  @Test func `names the pattern that is none`() throws {
    try outputs()
    let error = failure { () throws(TransferError) in
      _ = try publish(request(excludes: ["[a"]))
    }
    #expect(
      error?.message
        == "archiveFilter.excludes: [a: the [ has no ]; write \\[ for the character itself")
  }
}
