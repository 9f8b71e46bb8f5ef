import Glibc
import KilimTestSupport
import Testing

extension EndToEnd {
  /// Files that are no manifests: each is refused by name, at once and in little memory.
  @Suite struct HostileFileTests {
    private let sandbox: Sandbox

    init() throws { sandbox = try Sandbox() }

    /// Runs a shell line within so much data; what waits for ever fails the test.
    private func shell(_ script: String, megabytes: Int = 128) throws -> ProcessResult {
      let line = "ulimit -d \(megabytes << 10); kilim='\(KilimBinary.path)'; \(script)"
      return try sandbox.start(program: "/bin/bash", ["-c", line]).wait(seconds: 60)
    }

    static let kinds: [(String, String)] = [
      ("mkfifo x.yaml", "cannot read `x.yaml`: it is a pipe, not a file"),
      ("ln -s /dev/zero x.yaml", "cannot read `x.yaml`: it is a device, not a file"),
      ("ln -s x.yaml x.yaml", "cannot read `x.yaml`: Too many levels of symbolic links"),
      ("truncate -s 104857600 x.yaml", "there is a NUL byte, so this is no text file"),
      ("cp /bin/true x.yaml", "this is a compiled program (ELF), not a manifest"),
      ("echo a | gzip > x.yaml", "this is compressed with gzip, not a manifest"),
      ("printf 'kind: Job' | iconv -t UTF-16 > x.yaml", "the file is UTF-16"),
      ("mkdir x.yaml", "there is no manifest in x.yaml"),
    ]

    @Test(arguments: kinds)
    func `refuses what is no manifest`(preparation: String, words: String) throws {
      let result = try shell("\(preparation); exec $kilim validate -f x.yaml")
      #expect(result.exitCode == 1, "\(result)")
      #expect(result.error.contains(words), "\(result)")
    }

    @Test(arguments: ["mkfifo d/x.yaml", "mkdir d/e; mkfifo d/e/x.json"])
    func `refuses a pipe in a directory too`(preparation: String) throws {
      let result = try shell("mkdir d; \(preparation); exec $kilim validate -f d")
      #expect(result.exitCode == 1 && result.error.contains("it is a pipe"), "\(result)")
    }

    @Test func `goes once into directories that links lead back to`() throws {
      try sandbox.write(Manifest.app("true"), to: "d/a.yaml")
      let result = try shell("ln -s . d/b; ln -s .. d/c; ln -s d e; exec $kilim validate -f d -f e")
      #expect(result.output.contains("1 document read"), "\(result)")
    }

    @Test func `does not read without end from a stream that has none`() throws {
      for (source, words) in [
        ("-f - < /dev/zero", "there is a NUL byte"), ("-f <(yes 'a: 1')", "more than 512 MiB came"),
      ] {
        let result = try shell("$kilim validate \(source)", megabytes: 512)
        #expect(result.exitCode == 1 && result.error.contains(words), "\(result)")
      }
    }

    @Test func `refuses a document of a hundred megabytes`() throws {
      let text = "yes 'a: 1' | head -c 104857600 > x.yaml"
      let result = try shell("\(text); exec $kilim validate -f x.yaml", megabytes: 512)
      #expect(result.exitCode == 1, "\(result)")
      #expect(result.error.contains("the document that begins here has more than 64 MiB"))
    }

    @Test func `reads what a shell pipes in as a file`() throws {
      try sandbox.write(Manifest.app("true"), to: "a.yaml")
      for source in ["-f <(cat a.yaml)", "-f /dev/stdin < a.yaml", "-f - < a.yaml"] {
        let result = try shell("$kilim validate \(source)")
        #expect(result.output.contains("1 document read"), "\(result)")
      }
    }

    @Test func `says which file it may not read`() throws {
      guard getuid() != 0 else { return }
      let result = try shell("touch x.yaml; chmod 0 x.yaml; exec $kilim validate -f x.yaml")
      #expect(result.error.contains("cannot read `x.yaml`: Permission denied"), "\(result)")
    }
  }
}
