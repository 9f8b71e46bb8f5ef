import KilimModel
import Testing

@testable import KilimManifest

/// Section 3 of the Tapis reference.
struct InputTests {
  private func bench(_ change: (inout Workbench) -> Void) -> Workbench {
    var bench = Workbench()
    bench.files = [
      "/jobs/a.csv": .file, "/jobs/data": .directory, "/abs/b.csv": .file, "/apps/c.csv": .file,
      "/dev/null": .other, "/shared/x y.txt": .file,
    ]
    change(&bench)
    return bench
  }

  struct Placed: Sendable {
    var source: String
    var target: String?
    var planned: PlannedInput.Source
    var plannedTarget: String
  }

  static let placed: [Placed] = [
    Placed(source: "a.csv", target: nil, planned: .path("/jobs/a.csv"), plannedTarget: "a.csv"),
    Placed(source: "./a.csv", target: "*", planned: .path("/jobs/a.csv"), plannedTarget: "a.csv"),
    Placed(
      source: "../abs/b.csv", target: "in/b", planned: .path("/abs/b.csv"), plannedTarget: "in/b"),
    Placed(
      source: "/abs/b.csv", target: "/b//c/", planned: .path("/abs/b.csv"),
      plannedTarget: "b/c/b.csv"),
    Placed(source: "a.csv", target: ".", planned: .path("/jobs/a.csv"), plannedTarget: "a.csv"),
    Placed(source: "data", target: ".", planned: .path("/jobs/data"), plannedTarget: "."),
    Placed(source: "data/", target: nil, planned: .path("/jobs/data"), plannedTarget: "data"),
    Placed(source: "data", target: "d/", planned: .path("/jobs/data"), plannedTarget: "d"),
    Placed(
      source: "file:///abs/b.csv", target: nil, planned: .path("/abs/b.csv"), plannedTarget: "b.csv"
    ),
    Placed(
      source: "file:/abs/b.csv", target: nil, planned: .path("/abs/b.csv"), plannedTarget: "b.csv"),
    Placed(
      source: "file://localhost/shared/x%20y.txt", target: nil, planned: .path("/shared/x y.txt"),
      plannedTarget: "x y.txt"),
    Placed(
      source: "tapis://local/abs/b.csv", target: nil, planned: .path("/abs/b.csv"),
      plannedTarget: "b.csv"),
    Placed(
      source: "tapis://other/b.csv", target: nil, planned: .path("/abs/b.csv"),
      plannedTarget: "b.csv"),
    Placed(
      source: "tapislocal://exec.tapis/abs/b.csv", target: "x",
      planned: .inPlace(path: "/abs/b.csv"), plannedTarget: "x"),
    Placed(
      source: "https://host/p/q.txt?v=1#f", target: nil,
      planned: .url("https://host/p/q.txt?v=1#f"), plannedTarget: "q.txt"),
    Placed(
      source: "HTTP://host/q.txt", target: "z", planned: .url("HTTP://host/q.txt"),
      plannedTarget: "z"),
    Placed(
      source: "http://host/q.txt", target: ".", planned: .url("http://host/q.txt"),
      plannedTarget: "q.txt"),
  ]

  @Test(arguments: placed)
  func `finds sources and targets`(row: Placed) throws {
    let bench = bench {
      $0.job.attributes.fileInputs = [.of("i", row.source, target: row.target)]
      var other = $0.system
      other.rootDir = "/abs"
      $0.systems["other"] = other
    }
    let input = try #require(try bench.plan().inputs.first)
    #expect(input.source == row.planned)
    #expect(input.target == row.plannedTarget)
  }

  static let refused: [(String, String)] = [
    (
      "b.csv",
      "K0308 spec.fileInputs[0].sourceUrl: there is no file or directory `b.csv` [relative paths start at the manifest: /jobs/b.csv]"
    ),
    ("/nope", "K0308 spec.fileInputs[0].sourceUrl: there is no file or directory `/nope`"),
    (
      "~/a.csv",
      "K0308 spec.fileInputs[0].sourceUrl: there is no file or directory `~/a.csv` [`~` is not filled in here; write the whole path]"
    ),
    (
      "/dev/null",
      "K0308 spec.fileInputs[0].sourceUrl: `/dev/null` is neither a file nor a directory"
    ),
    (
      "gs://bucket/key",
      "K0311 spec.fileInputs[0].sourceUrl: this version cannot read from `gs:` [it reads paths, file:, tapislocal:, tapis://SYSTEM/path, http:, https:, sftp:, ftp: and s3:]"
    ),
    ("tapis://nowhere/x", "K0301 spec.fileInputs[0].sourceUrl: there is no System `nowhere`"),
    (
      "tapis://loca/x",
      "K0301 spec.fileInputs[0].sourceUrl: there is no System `loca` [did you mean `local`?]"
    ),
    (
      "tapis://local/../x",
      "K0310 spec.fileInputs[0].sourceUrl: `..` may not be part of a path on a System"
    ),
    (
      "https:///x",
      "K0311 spec.fileInputs[0].sourceUrl: `https:///x` is no complete address [write it as `file:///path`, `tapis://SYSTEM/path`, `tapislocal://exec.tapis/path` or `https://host/path`]"
    ),
    (
      "http://host/",
      "K0305 spec.fileInputs[0].sourceUrl: no name can be taken from `http://host/` [give the input a `targetPath`]"
    ),
    (
      "http://host",
      "K0305 spec.fileInputs[0].sourceUrl: no name can be taken from `http://host` [give the input a `targetPath`]"
    ),
  ]

  @Test(arguments: refused)
  func `says why a source is refused`(source: String, complaint: String) {
    let bench = bench { $0.job.attributes.fileInputs = [.of(nil, source)] }
    #expect(bench.complaints() == [complaint])
  }

  struct Merge: Sendable, CustomStringConvertible {
    var description: String
    var app: FileInput
    var job: FileInput?
    /// The target; nil for no input.
    var target: String?
    var isOptional = false
    var code: DiagnosticCode?
    var isStrict = false
  }

  static let merges: [Merge] = [
    Merge(description: "required, nobody", app: .of("i", mode: .required), code: .missingValue),
    Merge(
      description: "required, app's", app: .of("i", "c.csv", target: "t", mode: .required),
      target: "t"),
    Merge(
      description: "required, job's", app: .of("i", target: "t", mode: .required),
      job: .of("i", "a.csv"), target: "t"),
    Merge(
      description: "job's target", app: .of("i", "c.csv", target: "t"),
      job: .of("i", "a.csv", target: "u"), target: "u", isOptional: true),
    Merge(description: "optional, nobody", app: .of("i"), target: nil),
    Merge(
      description: "optional, app's", app: .of("i", "c.csv", target: "t", mode: .optional),
      target: "t", isOptional: true),
    Merge(
      description: "optional, named without a source", app: .of("i"), job: .of("i"), target: nil),
    Merge(
      description: "fixed, silent", app: .of("i", "c.csv", target: "t", mode: .fixed), target: "t"),
    Merge(
      description: "fixed, named", app: .of("i", "c.csv", target: "t", mode: .fixed), job: .of("i"),
      target: "t"),
    Merge(
      description: "fixed, repeated", app: .of("i", "/abs/b.csv", target: "t", mode: .fixed),
      job: .of("i", "/abs/b.csv", target: "t"), target: "t"),
    Merge(
      description: "fixed, other source", app: .of("i", "c.csv", target: "t", mode: .fixed),
      job: .of("i", "a.csv"), target: "t", code: .fixedValueChanged),
    Merge(
      description: "fixed, other target", app: .of("i", "c.csv", target: "t", mode: .fixed),
      job: .of("i", target: "u"), target: "u", code: .fixedValueChanged),
    Merge(description: "fixed, no source", app: .of("i", mode: .fixed), code: .missingValue),
    Merge(
      description: "strict, unknown", app: .of("i", mode: .optional), job: .of("j", "a.csv"),
      code: .unknownInput, isStrict: true),
    Merge(
      description: "strict, unnamed", app: .of("i", mode: .optional), job: .of(nil, "a.csv"),
      code: .unknownInput, isStrict: true),
    Merge(
      description: "unknown", app: .of("i", mode: .optional), job: .of("j", "a.csv"),
      target: "a.csv"),
    Merge(
      description: "unnamed without a source", app: .of("i", mode: .optional),
      job: .of(nil, target: "x"), code: .missingValue),
    Merge(description: "optional, app's is not there", app: .of("i", "nope.csv"), target: nil),
  ]

  @Test(arguments: merges)
  func `merges inputs by name and mode`(row: Merge) throws {
    let bench = bench {
      $0.app.strictFileInputs = row.isStrict
      $0.app.jobAttributes.fileInputs = [row.app]
      $0.job.attributes.fileInputs = row.job.map { [$0] } ?? []
    }
    let (compiled, diagnostics) = bench.compile()
    #expect(diagnostics.map(\.code) == row.code.map { [$0] } ?? [])
    guard row.code == nil else { return }
    let inputs = try #require(compiled).plan.inputs
    #expect(inputs.map(\.target) == row.target.map { [$0] } ?? [])
    #expect(inputs.allSatisfy { $0.optional == row.isOptional })
  }

  @Test func `a typo in the job's source of an optional input is a warning`() throws {
    let bench = bench {
      $0.app.jobAttributes.fileInputs = [.of("i", mode: .optional)]
      $0.job.attributes.fileInputs = [.of("i", "b.csv")]
    }
    #expect(bench.compile().diagnostics.map(\.severity) == [.warning])
    #expect(try bench.plan().inputs.isEmpty)
  }

  @Test func `an envKey carries the target, or the path of what was not copied`() throws {
    let bench = bench {
      $0.app.jobAttributes.fileInputs = [.of("i", target: "in", envKey: "IN", mode: .fixed)]
      $0.app.jobAttributes.fileInputs[0].sourceUrl = "/abs/b.csv"
      $0.job.attributes.fileInputs = [
        .of("i"), .of("j", "a.csv", envKey: "J"),
        .of("k", "tapislocal://exec.tapis/abs/b.csv", envKey: "K"),
      ]
      $0.job.attributes.fileInputArrays = [
        .of("m", ["a.csv", "/abs/b.csv"], target: "many", envKey: "M")
      ]
    }
    let plan = try bench.plan()
    #expect(["IN", "J", "K", "M"].map(plan.variable) == ["in", "a.csv", "/abs/b.csv", "many"])
  }

  @Test func `an array becomes one input for each source`() throws {
    let bench = bench {
      $0.job.attributes.fileInputArrays = [
        .of("m", ["a.csv", "/abs/b.csv"]), .of("n", ["a.csv"], target: "d"),
      ]
    }
    let inputs = try bench.plan().inputs
    #expect(inputs.map(\.target) == ["a.csv", "b.csv", "d/a.csv"])
    #expect(inputs.map(\.name) == ["m_1.1", "m_1.2", "n_2.1"])
  }

  static let collisions: [([FileInput], String)] = [
    (
      [.of("a", "a.csv", target: "t"), .of("b", "/abs/b.csv", target: "t")],
      "K0309 spec.fileInputs[1].targetPath: the inputs `a` and `b` have the same target, `t` [give one of them another `targetPath`]"
    ),
    (
      [.of("a", "a.csv"), .of("b", "/abs/b.csv", target: "a.csv/x")],
      "K0309 spec.fileInputs[1].targetPath: the target `a.csv/x` lies inside that of the file `a` [give one of them another `targetPath`]"
    ),
    (
      [.of("a", "a.csv", target: "tapisjob.sh")],
      "K0309 spec.fileInputs[0].targetPath: `tapisjob.sh` is the name of a file that Kilim writes there [give the input another `targetPath`]"
    ),
    (
      [.of("a", "a.csv", target: "../x")],
      "K0310 spec.fileInputs[0].targetPath: `..` may not be part of a target: `../x` [targets lie in the input directory]"
    ),
  ]

  @Test(arguments: collisions)
  func `refuses targets that collide or climb`(inputs: [FileInput], complaint: String) {
    #expect(bench { $0.job.attributes.fileInputs = inputs }.complaints() == [complaint])
  }
}
