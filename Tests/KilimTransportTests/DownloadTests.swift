import Glibc
import KilimModel
import KilimTestSupport
import Testing

@testable import KilimTransport

@Suite struct DownloadTests {
  let folder: ScratchFolder
  let server: WebServer
  let limits: DownloadLimits

  init() throws {
    folder = try ScratchFolder()
    server = try WebServer(in: folder)
    var limits = DownloadLimits()
    limits.stallSeconds = 1
    limits.connectMilliseconds = 5_000
    limits.redirects = 3
    self.limits = limits
  }

  @discardableResult
  private func fetch(
    _ url: String, waits: UnsafeMutablePointer<[Int]>? = nil
  ) throws(TransferError) -> CopyReport {
    try Downloader.fetch(
      url: url, to: folder("in/file"), limits: limits, cancelled: { false },
      wait: { waits?.pointee.append($0) })
  }

  @Test(arguments: [0, 1, 1000, 3_000_000])
  func `fetches a file whole`(size: Int) throws {
    let content = WebServer.content(size)
    let report = try fetch(server.url("/file/\(size)"))
    #expect(report == CopyReport(files: 1, bytes: Int64(size), digest: .of(content)))
    #expect(try LocalFiles.read(folder("in/file"), limit: size) == content)
    #expect(try folder.tree("in") == ["file"])
  }

  @Test func `replaces the target, and what a crash left`() throws {
    try folder.file("in/file", "old")
    try folder.file("in/\(Paths.name(Paths.partial(for: folder("in/file"))))", "half")
    try fetch(server.url("/file/3"))
    #expect(try folder.tree("in") == ["file"])
    #expect(try folder.text("in/file") == "\u{0}\u{1}\u{2}")
  }

  @Test func `follows redirects, and not for ever`() throws {
    #expect(try fetch(server.url("/redirect/3")).bytes == 1000)
    let error = failure { () throws(TransferError) in try fetch(server.url("/redirect/4")) }
    #expect(error?.message == "could not fetch \(server.url("/redirect/4")): too many redirects")
    #expect(error?.isTemporary == false)
  }

  @Test(arguments: ["file:///etc/passwd", "ftp://localhost/x", "smtp://localhost/x"])
  func `follows no redirect away from http`(url: String) throws {
    let hex = url.utf8.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
    let error = failure { () throws(TransferError) in try fetch(server.url("/to/\(hex)")) }
    #expect(error?.isTemporary == false)
    #expect(try folder.tree("in") == [])
  }

  @Test(arguments: [
    ("/status/404", "the server answers 404 (not found)"),
    ("/status/403", "the server answers 403 (forbidden)"),
    ("/status/410", "the server answers 410 (gone)"),
    ("/nothing", "the server answers 404 (not found)"),
  ])
  func `gives up at once what stays refused`(path: String, words: String) throws {
    let error = failure { () throws(TransferError) in try fetch(server.url(path)) }
    #expect(error?.message == "could not fetch \(server.url(path)): \(words)")
    #expect(error?.isTemporary == false)
    #expect(error?.evidence?.isEmpty == false)
    #expect(try server.requests().count == 1)
    #expect(try folder.tree("in") == [])
  }

  @Test(arguments: [
    ("/status/500", "the server answers 500 (internal error)"),
    ("/status/429/7", "the server answers 429 (too many requests)"),
    ("/short", "the connection broke before the end of the data"),
    ("/chunked-cut", "the connection broke before the end of the data"),
    ("/reset", "the connection broke"),
    ("/close", "the server hung up without an answer"),
  ])
  func `tries three times what may pass`(path: String, words: String) throws {
    let error = failure { () throws(TransferError) in try fetch(server.url(path)) }
    #expect(error?.message == "could not fetch \(server.url(path)): \(words)")
    #expect(error?.isTemporary == true)
    #expect(try server.requests().count == 3)
    #expect(try folder.tree("in") == [])
  }

  @Test(arguments: ["/stall", "/slow"])
  func `gives up a server that stalls`(path: String) throws {
    var limits = limits
    limits.attempts = 1
    let error = failure { () throws(TransferError) in
      _ = try Downloader.fetch(
        url: server.url(path), to: folder("in/file"), limits: limits, cancelled: { false },
        wait: { _ in })
    }
    #expect(error?.message.hasSuffix("no answer in time, or it came too slowly") == true)
    #expect(error?.isTemporary == true)
    #expect(try server.requests().count == 1)
    #expect(try folder.tree("in") == [])
  }

  @Test func `a reset in the middle of a body leaves nothing`() throws {
    let error = failure { () throws(TransferError) in try fetch(server.url("/reset-body")) }
    #expect(error?.isTemporary == true)
    #expect(try folder.tree("in") == [])
  }

  @Test(arguments: ["/flaky/a/2", "/cut/a/2"])
  func `succeeds when the server gets well`(path: String) throws {
    var waits: [Int] = []
    try fetch(server.url(path), waits: &waits)
    #expect(waits == [1000, 2000])
    #expect(try server.requests().count == 3)
  }

  @Test func `waits as long as the server asks for`() throws {
    var waits: [Int] = []
    let error = failure { () throws(TransferError) in
      try fetch(server.url("/status/503/7"), waits: &waits)
    }
    #expect(waits == [7000, 7000])
    #expect(error?.retryAfterSeconds == 7)
  }

  @Test func `stops when it is cancelled, also while nothing comes`() throws {
    let error = failure { () throws(TransferError) in
      _ = try Downloader.fetch(
        url: server.url("/stall"), to: folder("in/file"), cancelled: { true }, wait: { _ in })
    }
    #expect(error == .cancelled)
    #expect(try folder.tree("in") == [])
  }

  @Test func `says that nobody answers`() throws {
    let error = failure { () throws(TransferError) in try fetch("http://localhost:1/x?key=secret") }
    #expect(
      error?.message
        == "could not fetch http://localhost:1/x?…: nobody answers at localhost:1")
    #expect(error?.isTemporary == true)
  }

  @Test func `shows no password`() throws {
    let url = server.url("/status/404", host: "me:secret@localhost")
    let error = failure { () throws(TransferError) in try fetch(url) }
    #expect(error?.message.contains("could not fetch http://localhost:") == true)
    #expect(error.map { "\($0)".contains("secret") } == false)
  }

  @Test(arguments: ["gopher://x/y", "s3://b/k", "nonsense", "scp://h/f"])
  func `names the protocols that it knows`(url: String) throws {
    let error = failure { () throws(TransferError) in try fetch(url) }
    #expect(
      error?.message == "\(url) cannot be fetched: only http, https, ftp and file URLs can")
    #expect(error?.isTemporary == false)
  }

  @Test func `takes files and directories of this host by file URLs`() throws {
    try folder.file("my data/a", "a")
    let place = folder.path
    let fetchInto = { (url: String, target: String) throws(TransferError) in
      try Downloader.fetch(
        url: url, to: folder(target), cancelled: { false }, wait: { _ in })
    }
    #expect(try fetchInto("file://\(place)/my%20data/a", "one").bytes == 1)
    #expect(try fetchInto("file://localhost\(place)/my%20data", "two").files == 1)
    #expect(try folder.text("two/a") == "a")
    for url in ["file://elsewhere/x", "file://\(place)/%zz"] {
      let error = failure { () throws(TransferError) in _ = try fetchInto(url, "three") }
      #expect(error?.message.contains("is not a file of this host; write file:///path") == true)
    }
  }

  @Test func `a full disk is named, temporary, and leaves nothing`() throws {
    guard let disk = try SmallDisk(in: folder, kilobytes: 256) else { return }
    let error = failure { () throws(TransferError) in
      _ = try Downloader.fetch(
        url: server.url("/file/1000000"), to: folder("disk/file"), cancelled: { false },
        wait: { _ in })
    }
    #expect(error?.message.contains("No space left on device; free some space") == true)
    #expect(error?.isTemporary == true)
    #expect(try DirectoryListing.names(in: disk.path) == [])
  }

  @Test func `fetches by FTP`() throws {
    try folder.file("ftp/a file", bytes: WebServer.content(100_000))
    guard let ftp = try LoopbackService.start("ftp.py", [folder("ftp")]) else { return }
    let report = try fetch("ftp://localhost:\(ftp.port)/a%20file")
    #expect(report.digest == .of(WebServer.content(100_000)))
    let error = failure { () throws(TransferError) in
      try fetch("ftp://localhost:\(ftp.port)/none")
    }
    #expect(error?.message.contains("the file is not there, or may not be read") == true)
    #expect(error?.isTemporary == false)
  }

  @Test func `unpacks a bundle from a URL, and keeps its archive only when asked`() throws {
    try folder.file("bundle/tapisjob_app.sh", "echo hi\n")
    try folder.file("ftp/.keep")
    let archive = folder("ftp/app.tar.gz")
    _ = try ToolProcess.run(["tar", "-czf", archive, "-C", folder("bundle"), "."], package: "tar") {
      false
    }
    guard let ftp = try LoopbackService.start("ftp.py", [folder("ftp")]) else { return }
    for isKept in [false, true] {
      var image = PlannedImage(
        source: .url("ftp://localhost:\(ftp.port)/app.tar.gz"), digest: try TreeDigest.of(archive))
      image.keepArchive = isKept
      try BundleUnpacker.unpack(
        image: image, into: folder("exec"), cancelled: { false }, wait: { _ in })
      #expect(
        try folder.tree("exec")
          == (isKept ? ["app.tar.gz", "tapisjob_app.sh"] : ["tapisjob_app.sh"]))
    }
  }
}
