import KilimModel
import Testing

@testable import KilimManifest

/// Sections 4 and 5 of the Tapis reference.
struct MacroTests {
  static let uuid = Workbench.uuidText

  @Test func `names and variables are those of Tapis, in the order of variables`() {
    #expect(MacroName.jobUUID.name == "JobUUID" && MacroName.memoryMB.name == "MemoryMB")
    #expect(MacroName.execSystemHPCQueue.environmentKey == "_tapisExecSystemHPCQueue")
    let keys = MacroName.allCases.map(\.environmentKey)
    #expect(zip(keys, keys.dropFirst()).allSatisfy { EnvironmentOrder.precedes($0, $1) })
    #expect(MacroName.allCases.allSatisfy { MacroName($0.name) == $0 })
  }

  @Test func `every macro with a value is a variable`() throws {
    var bench = Workbench()
    bench.system.rootDir = "/root"
    bench.system.jobWorkingDir = "/work"
    bench.system.batchScheduler = .slurm
    bench.job.attributes.memoryMB = 2048
    bench.job.attributes.archiveMode = .skipOnFail
    let plan = try bench.plan()
    let values = plan.environment.filter { $0.key.hasPrefix("_tapis") }
      .map { "\($0.key.dropFirst(6))=\($0.value)" }
    #expect(
      values == [
        "AppId=tool", "AppVersion=1", "ArchiveMode=SKIP_ON_FAIL", "ArchiveOnAppError=false",
        "ArchiveSystemDir=/work/jobs/\(Self.uuid)/output",
        "ArchiveSystemDirAbsolute=/root/work/jobs/\(Self.uuid)/output", "ArchiveSystemId=local",
        "CoresPerNode=1", "DynamicExecSystem=false", "EffectiveUserId=ada",
        "ExecSystemExecDir=/work/jobs/\(Self.uuid)",
        "ExecSystemExecDirAbsolute=/root/work/jobs/\(Self.uuid)", "ExecSystemId=local",
        "ExecSystemInputDir=/work/jobs/\(Self.uuid)",
        "ExecSystemInputDirAbsolute=/root/work/jobs/\(Self.uuid)",
        "ExecSystemOutputDir=/work/jobs/\(Self.uuid)/output",
        "ExecSystemOutputDirAbsolute=/root/work/jobs/\(Self.uuid)/output",
        "JobCreateDate=2021-04-26Z", "JobCreateTime=18:44:55.544Z",
        "JobCreateTimestamp=2021-04-26T18:44:55.544Z", "JobName=first", "JobOwner=ada",
        "JobUUID=\(Self.uuid)", "JobWorkingDir=/work", "JobWorkingDirAbsolute=/root/work",
        "MaxMinutes=10", "MemoryMB=2048", "Nodes=1", "StderrFilename=tapisjob.out",
        "StdoutFilename=tapisjob.out", "SysBatchScheduler=SLURM", "SysHost=localhost",
        "SysRootDir=/root", "Tenant=local",
      ])
    #expect(plan.directories.output == "/root/work/jobs/\(Self.uuid)/output")
    #expect(plan.archive.directory == plan.directories.output)
  }

  /// The exec directory that a text gives, with `OUT=/o` and `IN=/i` beside it.
  static let directories: [(String, String)] = [
    ("/x", "/x"), ("x", "/x"), ("//x//y/", "/x/y"), ("/x/./y", "/x/y"), ("/", "/"),
    ("${JobWorkingDir}", "/work"), ("/${JobWorkingDir}/a", "/work/a"),
    ("${ExecSystemOutputDir}/a", "/o/a"), ("/a${ExecSystemInputDir}b", "/a/ib"),
    ("/${JobName}-${AppId}@${AppVersion}", "/first-tool@1"), ("/${JobCreateDate}", "/2021-04-26Z"),
    ("HOST_EVAL($SCRATCH)/a", "/scratch/ada/a"), ("HOST_EVAL(SCRATCH)", "/scratch/ada"),
    ("HOST_EVAL($NONE, /tmp/d)/${JobName}", "/tmp/d/first"), ("HOST_EVAL($BLANK, /d)", "/d"),
    ("HOST_EVAL( $SCRATCH )x", "/scratch/adax"), ("/HOST", "/HOST"), ("/$x", "/$x"),
    ("/with blank", "/with blank"), ("/${Tenant}/${StdoutFilename}", "/local/tapisjob.out"),
  ]

  @Test(arguments: directories)
  func `resolves directories`(text: String, expected: String) throws {
    var bench = Workbench()
    bench.hostVariables = ["SCRATCH": "/scratch/ada", "BLANK": " "]
    bench.job.attributes.execSystemExecDir = text
    bench.job.attributes.execSystemOutputDir = "/o"
    bench.job.attributes.execSystemInputDir = "/i"
    #expect(try bench.plan().directories.exec == expected)
    bench.system.rootDir = "/root"
    #expect(try bench.plan().directories.exec == (expected == "/" ? "/root" : "/root" + expected))
  }

  static let mistakes: [(String, String)] = [
    (
      "${JobUUId}",
      "K0401 spec.execSystemExecDir: there is no macro `${JobUUId}` [did you mean `${JobUUID}`?]"
    ),
    (
      "/a/${",
      "K0403 spec.execSystemExecDir: `${` has no closing `}` [write a macro as `${JobUUID}`]"
    ),
    (
      "/a/${}", "K0403 spec.execSystemExecDir: `${}` names no macro [write a macro as `${JobUUID}`]"
    ),
    (
      "${ExecSystemExecDir}/x",
      "K0402 spec.execSystemExecDir: `${ExecSystemExecDir}` is part of its own value [write a path without it, or leave the field out for the usual one]"
    ),
    (
      "${DtnSystemId}",
      "K0404 spec.execSystemExecDir: `${DtnSystemId}` has no value here: only runs that go through a data transfer node have one"
    ),
    (
      "${ExecSystemLogicalQueue}",
      "K0404 spec.execSystemExecDir: `${ExecSystemLogicalQueue}` has no value here: only BATCH jobs have a queue"
    ),
    (
      "HOST_EVAL($NONE)/x",
      "K0405 spec.execSystemExecDir: HOST_EVAL: `$NONE` is not set in your environment, and no default is given [write `HOST_EVAL($NONE, DEFAULT)`, or export NONE]"
    ),
    (
      "HOST_EVAL($)",
      "K0403 spec.execSystemExecDir: this HOST_EVAL cannot be read [write `HOST_EVAL($NAME)` or `HOST_EVAL($NAME, default)`, then the rest of the path]"
    ),
    (
      "/a/HOST_EVAL($HOME)",
      "K0403 spec.execSystemExecDir: HOST_EVAL works only at the beginning of a value [write `HOST_EVAL($NAME)` or `HOST_EVAL($NAME, default)`, then the rest of the path]"
    ),
    (
      "/a/../b",
      "K0310 spec.execSystemExecDir: `..` may not be part of this path: `/a/../b` [write the path itself, without `..`]"
    ),
    (
      "HOST_EVAL($UP)",
      "K0310 spec.execSystemExecDir: `..` may not be part of this path: `/x/../y` [write the path itself, without `..`]"
    ),
    ("/a\u{7}b", "K0508 spec.execSystemExecDir: a control character is in it"),
  ]

  @Test(arguments: mistakes)
  func `says what is wrong with a directory, once`(text: String, complaint: String) {
    var bench = Workbench()
    bench.hostVariables = ["UP": "/x/../y"]
    bench.job.attributes.execSystemExecDir = text
    // Depends on the wrong one, and is no further mistake.
    bench.job.attributes.execSystemOutputDir = "${ExecSystemExecDir}/out"
    #expect(bench.complaints() == [complaint])
  }

  @Test func `shows a long cycle and takes any order`() throws {
    var bench = Workbench()
    bench.job.attributes.execSystemInputDir = "${ExecSystemExecDir}/in"
    bench.job.attributes.execSystemExecDir = "${ArchiveSystemDir}/exec"
    bench.job.attributes.archiveSystemDir = "/${StdoutFilename}"
    #expect(try bench.plan().directories.input == "/tapisjob.out/exec/in")
    bench.job.attributes.archiveSystemDir = "${ExecSystemInputDir}"
    #expect(
      bench.compile().diagnostics.map(\.message) == [
        "these macros need each other: ${ExecSystemInputDir} -> ${ExecSystemExecDir} -> ${ArchiveSystemDir} -> ${ExecSystemInputDir}"
      ])
  }

  @Test(arguments: [
    ("a ${JobName} b", "a first b"), ("${HOME}", "${HOME}"), ("${JobName", "${JobName"),
    ("${}", "${}"), ("${DtnSystemId}", "${DtnSystemId}"), ("$JobName", "$JobName"),
    ("${${JobName}}", "${first}"), ("${JobName}${AppId}", "firsttool"), ("", ""), ("$", "$"),
    ("${ExecSystemExecDir}", "/work/jobs/\(uuid)"),
  ])
  func `replaces leniently in descriptions`(text: String, expected: String) throws {
    var bench = Workbench()
    bench.job.attributes.description = "x" + text
    #expect(try bench.plan().description == "x" + expected)
  }

  @Test func `a name takes macros that are known before directories`() throws {
    var bench = Workbench()
    bench.job.name = "run-${JobCreateDate}"
    #expect(try bench.plan().jobName == "run-2021-04-26Z")
    #expect(try bench.plan().variable("_tapisJobName") == "run-2021-04-26Z")
    bench.job.name = "${JobWorkingDir}"
    #expect(bench.compile().diagnostics.map(\.code) == [.macroUnavailable])
    bench.job.name = "${JobUUID}-${JobUUID}"
    #expect(bench.compile().diagnostics.map(\.code) == [.outOfRange])
  }

  @Test func `a system's own variables work in its directories`() throws {
    var bench = Workbench()
    bench.system.rootDir = "/home/${apiUserId}"
    bench.system.jobWorkingDir = "${owner}/${tenant}/${JobUUID}"
    let directories = try bench.plan().directories
    #expect(directories.rootDir == "/home/ada")
    #expect(directories.working == "/home/ada/ada/local/\(Self.uuid)")
  }

  @Test func `directories that name each other cannot grow without end`() {
    var bench = Workbench()
    let twenty = { (macro: String) in String(repeating: "/${\(macro)}", count: 20) }
    bench.job.attributes.execSystemInputDir = "/" + String(repeating: "a", count: 99)
    bench.job.attributes.execSystemExecDir = twenty("ExecSystemInputDir")
    bench.job.attributes.execSystemOutputDir = twenty("ExecSystemExecDir")
    bench.job.attributes.archiveSystemDir = twenty("ExecSystemOutputDir")
    // The first that is too long is reported; what needs it is not a further mistake.
    #expect(
      bench.compile().diagnostics.map(\.message)
        == ["with its macros filled in, this is longer than 4096 bytes"])
  }

  @Test func `replaces in linear time whatever braces there are`() {
    var table = MacroTable()
    table[.jobName] = "a"
    let braces = String(repeating: "${", count: 200_000) + "}"
    #expect(table.replace(in: braces + "${JobName}") == braces + "a")
    #expect(table.replace(in: "${ ${JobName}${JobName ${JobName}") == "${ a${JobName a")
  }

  @Test func `reads HOST_EVAL by bytes, as a shell would`() throws {
    let text = try MacroText("HOST_EVAL($A,\u{301}b)\u{301}/c")
    #expect(text.hostEvaluation?.variable == "A")
    #expect(
      text.hostEvaluation.map { Array(($0.fallback ?? "").unicodeScalars) } == ["\u{301}", "b"])
    #expect(text.parts == [.text("\u{301}/c")])
  }

  @Test func `archives elsewhere by default when the archive is another system`() throws {
    var bench = Workbench()
    var store = bench.system
    store.rootDir = "/store"
    bench.systems["store"] = store
    bench.job.attributes.archiveSystemId = "store"
    let plan = try bench.plan()
    #expect(plan.archive.directory == "/store/jobs/\(Self.uuid)/archive")
    #expect(plan.archiveSystemId == "store")
    #expect(plan.variable("_tapisArchiveSystemDir") == "/jobs/\(Self.uuid)/archive")
  }
}
