import KilimModel
import KilimTestSupport
import Testing

@testable import KilimTransport

@Suite struct TarTests {
  /// A tree with everything that is hard to pack.
  private func tree(_ sandbox: Sandbox) throws -> [String: String] {
    let long = String(repeating: "long name ", count: 20)
    let files = [
      "plain": "a\n", "empty": "", "with 'quotes' and spaces": "b",
      "deep/\(long)/\(long)/file": "c", "line\nbreak": "d", "back\\slash": "e",
      "block": String(repeating: "x", count: 512), "large": String(repeating: "y", count: 700_001),
    ]
    for (path, content) in files {
      let full = sandbox.path("tree/" + path)
      let steps = full.split(separator: "/").dropLast()
      for count in 1...steps.count {
        TextFile.makeFolder("/" + steps.prefix(count).joined(separator: "/"))
      }
      try TextFile.write(content, to: full)
    }
    try sandbox.start(program: "/bin/ln", ["-s", "plain", "tree/link"]).wait()
    return files
  }

  private func archive(_ writer: consuming TarWriter) throws -> [UInt8] {
    var bytes: [UInt8] = []
    while let piece = try writer.next() { bytes += piece }
    return bytes
  }

  @Test func `packs what tar unpacks, with checksums that sha256sum accepts`() throws {
    let sandbox = try Sandbox()
    let files = try tree(sandbox)
    let entries = try TarEntry.tree(sandbox.path("tree"), as: "copy", followsLinks: false)
    let bytes = try archive(TarWriter(entries, checksumFile: "sums"))
    #expect(sandbox.write(bytes, to: "a.tar"))
    let result = try sandbox.start(
      program: "/bin/sh",
      [
        "-c",
        "tar -xpf a.tar && sha256sum -c --quiet sums && readlink copy/link && diff -r tree copy",
      ]
    ).wait()
    #expect(result.exitCode == 0 && result.output == "plain\n", "\(result)")
    for (path, content) in files { #expect(try sandbox.read("copy/" + path) == content) }
  }

  @Test(arguments: ["gnu", "posix", "ustar", "oldgnu"])
  func `unpacks what tar packs, however it is cut`(format: String) throws {
    let sandbox = try Sandbox()
    var files = try tree(sandbox)
    if format == "ustar" {
      try sandbox.start(program: "/bin/rm", ["-rf", "tree/deep"]).wait()
      files = files.filter { !$0.key.hasPrefix("deep") }
    }
    let packed = try sandbox.start(
      program: "/bin/sh", ["-c", "cd tree && tar --format=\(format) -cf ../a.tar ."]
    ).wait()
    #expect(packed.exitCode == 0, "\(packed)")
    let bytes = try LocalFiles.read(sandbox.path("a.tar"), limit: 1 << 24)
    for size in [1 << 24, 100_000, 511] {
      let folder = sandbox.path("out-\(size)")
      TextFile.makeFolder(folder)
      var reader = TarReader(root: folder)
      for start in stride(from: 0, to: bytes.count, by: size) {
        try reader.take(bytes[start..<min(bytes.count, start + size)])
      }
      let (isComplete, digests) = (reader.isComplete, reader.digests)
      #expect(isComplete)
      for (path, content) in files {
        #expect(try TextFile.read("\(folder)/\(path)") == content)
        #expect(digests[path] == Digest.of(content))
      }
    }
  }

  @Test(arguments: ["../out", "/tmp/out", "a/../../out", "link/out"])
  func `lets nothing out`(path: String) throws {
    let sandbox = try Sandbox()
    TextFile.makeFolder(sandbox.path("root"))
    let entries = [
      TarEntry("link", .link(text: sandbox.work)), TarEntry(path, .bytes(Array("x".utf8))),
    ]
    let bytes = try archive(TarWriter(entries))
    var reader = TarReader(root: sandbox.path("root"))
    var error: TransferError?
    do throws(TransferError) { try reader.take(bytes[...]) } catch let caught { error = caught }
    #expect(error?.message.contains("leads outside") == true)
    #expect(!sandbox.exists("out"))
  }

  @Test func `takes a cut stream for what it is`() throws {
    let sandbox = try Sandbox()
    TextFile.makeFolder(sandbox.path("root"))
    let bytes = try archive(TarWriter([TarEntry("a", .bytes(Array("text".utf8)))]))
    var reader = TarReader(root: sandbox.path("root"))
    try reader.take(bytes[..<600])
    let isComplete = reader.isComplete
    #expect(!isComplete)
  }
}

extension Sandbox {
  fileprivate func write(_ bytes: [UInt8], to name: String) -> Bool {
    (try? LocalFiles.write(bytes, to: path(name), mode: 0o600)) != nil
  }
}
