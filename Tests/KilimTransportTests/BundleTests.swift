import Glibc
import KilimModel
import Testing

@testable import KilimTransport

@Suite struct BundleTests {
  let folder: ScratchFolder

  init() throws {
    folder = try ScratchFolder()
    try folder.file("bundle/tapisjob_app.sh", "#!/bin/sh\necho hi\n")
    try folder.file("bundle/lib/data.txt", "data")
    try folder.link("bundle/lib/link", to: "../tapisjob_app.sh")
  }

  private func tool(_ arguments: [String]) throws {
    let outcome = try ToolProcess.run(arguments, package: "?") { false }
    try #require(outcome.exitCode == 0, "\(outcome.output)")
  }

  private func unpack(_ source: PlannedImage.Source, digest: Digest? = nil) throws(TransferError) {
    try BundleUnpacker.unpack(
      image: PlannedImage(source: source, digest: digest), into: folder("exec"),
      cancelled: { false }, wait: { _ in })
  }

  private func archive(_ name: String) throws -> String {
    let path = folder(name)
    if name.lowercased().hasSuffix(".zip") {
      try tool(["sh", "-c", "cd '\(folder("bundle"))' && zip -qry '\(path)' ."])
    } else {
      try tool(["tar", "--force-local", "-caf", path, "-C", folder("bundle"), "."])
    }
    return path
  }

  @Test(arguments: ["b.zip", "B.ZIP", "b.tar", "b.tar.gz", "a b[1]*:x.zip", "a b[1]*:x.tgz"])
  func `unpacks an archive, and again`(name: String) throws {
    let path = try archive(name)
    for _ in 0..<2 { try unpack(.archive(path: path), digest: try TreeDigest.of(path)) }
    #expect(
      try folder.tree("exec") == [
        "lib/", "lib/data.txt", "lib/link -> ../tapisjob_app.sh", "tapisjob_app.sh",
      ])
    #expect(try BundleUnpacker.executable(in: folder("exec")) == "tapisjob_app.sh")
    #expect(FileStatus.of(folder("exec/tapisjob_app.sh"))?.permissions == 0o755)
  }

  @Test func `copies a directory`() throws {
    let digest = try TreeDigest.of(folder("bundle"))
    try unpack(.directory(path: folder("bundle")), digest: digest)
    #expect(
      try folder.tree("exec") == ["lib/", "lib/data.txt", "lib/link", "tapisjob_app.sh"])
  }

  @Test func `refuses what is not the planned content any more`() throws {
    let path = try archive("b.zip")
    for source in [PlannedImage.Source.archive(path: path), .directory(path: folder("bundle"))] {
      let error = failure { () throws(TransferError) in try unpack(source, digest: .of("old")) }
      #expect(error?.message.contains("changed after it was applied; apply again") == true)
      #expect(error?.isTemporary == false)
    }
  }

  /// Archives made by hand, as no tool would make them.
  private static let evil = """
    import sys, tarfile, zipfile, io
    kind, path = sys.argv[1:3]
    def member(name, **fields):
        info = tarfile.TarInfo(name)
        for key, value in fields.items(): setattr(info, key, value)
        return info
    if kind.startswith("zip"):
        with zipfile.ZipFile(path, "w") as out:
            if kind == "zip-link":
                info = zipfile.ZipInfo("link"); info.external_attr = 0o120777 << 16
                out.writestr(info, "../../outside")
            else:
                out.writestr({"zip-up": "../up", "zip-root": "/tmp/kilim-evil",
                              "zip-mark": "../\\u0301up"}[kind], "x")
    else:
        with tarfile.open(path, "w") as out:
            if kind == "tar-up": out.addfile(member("a/../../up", size=1), io.BytesIO(b"x"))
            if kind == "tar-root": out.addfile(member("/tmp/kilim-evil", size=1), io.BytesIO(b"x"))
            if kind == "tar-link": out.addfile(member("link", type=tarfile.SYMTYPE, linkname="/etc"))
            if kind == "tar-chain":
                out.addfile(member("a/b", type=tarfile.DIRTYPE, mode=0o755))
                out.addfile(member("a/b/top", type=tarfile.SYMTYPE, linkname="../.."))
                out.addfile(member("out", type=tarfile.SYMTYPE, linkname="a/b/top/.."))
            if kind == "tar-pipe": out.addfile(member("pipe", type=tarfile.FIFOTYPE))
    """

  @Test(arguments: [
    ("zip-up", "../up, which would land outside"), ("zip-root", "/tmp/kilim-evil, which would"),
    ("zip-mark", "up, which would land outside"), ("zip-link", "its link link leads out"),
    ("tar-up", "a/../../up, which would land outside"),
    ("tar-root", "/tmp/kilim-evil, which would"), ("tar-link", "its link link leads out"),
    ("tar-chain", "its link out leads out"), ("tar-pipe", "pipe is a pipe"),
  ])
  func `keeps a bundle inside its directory`(kind: String, words: String) throws {
    let path = folder(kind.hasPrefix("zip") ? "evil.zip" : "evil.tar")
    try tool(["python3", "-c", Self.evil, kind, path])
    let error = failure { () throws(TransferError) in try unpack(.archive(path: path)) }
    #expect(error?.message.contains(words) == true, "\(error?.message ?? "")")
    #expect(error?.isTemporary == false)
    #expect(try folder.tree("exec") == [])
    #expect(FileStatus.ofLink("/tmp/kilim-evil") == nil)
    #expect(FileStatus.ofLink(folder("up")) == nil)
  }

  @Test func `takes set-user-id bits away`() throws {
    chmod(folder("bundle/tapisjob_app.sh"), 0o4755)
    try unpack(.archive(path: try archive("b.tar")))
    var status = stat()
    stat(folder("exec/tapisjob_app.sh"), &status)
    #expect(status.st_mode & 0o7777 == 0o755)
  }

  @Test(arguments: ["broken.zip", "broken.tar"])
  func `says what the tool says of a broken archive`(name: String) throws {
    try folder.file(name, "this is no archive")
    let error = failure { () throws(TransferError) in try unpack(.archive(path: folder(name))) }
    #expect(error?.message.contains("could not unpack the bundle \(folder(name))") == true)
    #expect(error?.evidence?.isEmpty == false)
    #expect(try folder.tree("exec") == [])
  }

  @Test func `says that the archive is missing`() throws {
    let error = failure { () throws(TransferError) in
      try unpack(.archive(path: folder("none.zip")))
    }
    #expect(error?.message == "the bundle \(folder("none.zip")) is not there")
  }

  @Test func `says which package brings a missing tool`() throws {
    let error = failure { () throws(TransferError) in
      _ = try ToolProcess.run(["kilim-no-such-tool"], package: "tools") { false }
    }
    #expect(
      error?.message == "kilim-no-such-tool is missing on this host; install the package tools")
  }

  @Test func `ends a tool that is cancelled`() throws {
    let error = failure { () throws(TransferError) in
      _ = try ToolProcess.run(["sleep", "1000"], package: "?") { true }
    }
    #expect(error == .cancelled)
  }

  @Test(arguments: [
    ("tapisjob_executable=bin/run", "bin/run"),
    ("# a\n\n tapisjob_executable= bin/run \n", "bin/run"),
    ("#tapisjob_executable=no\ntapisjob_executable=./bin//run\r\n", "bin/run"),
  ])
  func `finds the program that the manifest names`(text: String, name: String) throws {
    try folder.file("exec/tapisjob.manifest", text)
    try folder.file("exec/bin/run", "#!/bin/sh\n", mode: 0o644)
    #expect(try BundleUnpacker.executable(in: folder("exec")) == name)
    #expect(FileStatus.of(folder("exec/bin/run"))?.permissions == 0o755)
  }

  @Test(arguments: [
    (
      nil,
      "the bundle has neither tapisjob_app.sh nor tapisjob.manifest; add one of them at its top"
    ),
    ("# empty", "tapisjob.manifest of the bundle has no line tapisjob_executable=PATH"),
    (
      "tapisjob_executable=../run",
      "tapisjob.manifest of the bundle: tapisjob_executable=../run is not a path inside the bundle (relative, without .. and ;)"
    ),
    (
      "tapisjob_executable=x/../\u{301}/../../run",
      "tapisjob.manifest of the bundle: tapisjob_executable=x/../\u{301}/../../run is not a path inside the bundle (relative, without .. and ;)"
    ),
    (
      "tapisjob_executable=/bin/sh",
      "tapisjob.manifest of the bundle: tapisjob_executable=/bin/sh is not a path inside the bundle (relative, without .. and ;)"
    ),
    (
      "tapisjob_executable=a;b",
      "tapisjob.manifest of the bundle: tapisjob_executable=a;b is not a path inside the bundle (relative, without .. and ;)"
    ),
    ("tapisjob_executable=none", "tapisjob.manifest names none, which is not a file of the bundle"),
    ("tapisjob_executable=out", "tapisjob.manifest names out, which is not a file of the bundle"),
  ])
  func `says what is wrong with a manifest`(text: String?, message: String) throws {
    try folder.directory("exec")
    try folder.link("exec/out", to: "/bin/sh")
    if let text { try folder.file("exec/tapisjob.manifest", text) }
    let error = failure { () throws(TransferError) in
      _ = try BundleUnpacker.executable(in: folder("exec"))
    }
    #expect(error?.message == message)
  }
}
