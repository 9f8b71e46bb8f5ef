import KilimModel
import Testing

@testable import KilimManifest

/// From text to diagnostics: each mistake once, at its place, in the document where it stands.
struct ManifestTests {
  static let tool = """
    apiVersion: kilim/v1
    kind: App
    metadata: {name: tool}
    spec:
      version: "1"
      runtime: NATIVE
      command: [/bin/echo]
      jobAttributes:

    """

  static func job(_ fields: String) -> String {
    """
    ---
    apiVersion: kilim/v1
    kind: Job
    metadata: {name: j}
    spec:
      appId: tool
      appVersion: "1"
    \(fields)

    """
  }

  private static func changed(_ text: String, _ old: String, _ new: String) -> String {
    text.split(separator: old, omittingEmptySubsequences: false).joined(separator: new)
  }

  static func app(_ fields: String) -> String { tool + fields + "\n" }

  static let texts: [(String, [String])] = [
    (tool + job(""), []),
    (
      tool + job("  execSystemId: lokal"),
      ["K0301 spec.execSystemId: there is no System `lokal` [did you mean `local`?] @16:17 'lokal'"]
    ),
    (
      app("    execSystemId: lokal") + job(""),
      [
        "K0301 spec.jobAttributes.execSystemId: there is no System `lokal` [did you mean `local`?] @9:19 'lokal'"
      ]
    ),
    (
      app("    parameterSet: {appArgs: [{name: k, arg: a | b, inputMode: FIXED}]}") + job(""),
      [
        "K0406 spec.jobAttributes.parameterSet.appArgs[0].arg: an `arg` holds words, and this one has `|`, which is a pipe [quote it to pass it on as text, write literal words in `args: [...]`, or put shell code in `cmdPrefix`] @9:45 'a | b'"
      ]
    ),
    (
      app("    parameterSet: {appArgs: [{name: k, inputMode: REQUIRED}]}")
        + job("  description: x"),
      [
        "K0305 spec.parameterSet.appArgs: the app requires a value for `k`, and nobody gives one [add `{name: k, arg: ...}` to the job's appArgs] @14:1 'spec'"
      ]
    ),
    (
      app("    parameterSet: {appArgs: [{name: k, arg: \"5\", inputMode: FIXED}]}")
        + job("  parameterSet:\n    appArgs:\n      - {name: k, arg: \"6\"}"),
      [
        "K0304 spec.parameterSet.appArgs[0]: the app fixes `k`, a job cannot change it [leave it out of the job; the app says: `5`] @19:9 '{name: k, arg: \"6\"}'"
      ]
    ),
    (
      app("    execSystemExecDir: /x/${JobUuid}") + job(""),
      [
        "K0401 spec.jobAttributes.execSystemExecDir: there is no macro `${JobUuid}` [did you mean `${JobUUID}`?] @9:27 '${JobUuid}'"
      ]
    ),
    (
      app("    execSystemExecDir: ${ExecSystemInputDir}/x")
        + job("  execSystemInputDir: ${ExecSystemExecDir}"),
      [
        "K0402 spec.jobAttributes.execSystemExecDir: these macros need each other: ${ExecSystemInputDir} -> ${ExecSystemExecDir} -> ${ExecSystemInputDir} [give one of them a value without the others] @9:24 '${ExecSystemInputDir}'"
      ]
    ),
    (
      tool + job("  fileInputs: [{sourceUrl: data/x.csv}]"),
      [
        "K0308 spec.fileInputs[0].sourceUrl: there is no file or directory `data/x.csv` [relative paths start at the manifest: /jobs/data/x.csv] @16:28 'data/x.csv'"
      ]
    ),
    (
      tool + job("") + "---\n" + tool,
      [
        "K0303 metadata.name: App `tool@1` is declared twice, first in a.yaml, line 1 [keep one of them, or give one another name] @20:18 'tool'"
      ]
    ),
  ]

  @Test(arguments: texts)
  func `says each mistake once, at its place`(text: String, complaints: [String]) {
    #expect(ManifestBench.complaints(text) == complaints)
  }

  static func system(_ fields: String) -> String {
    "apiVersion: kilim/v1\nkind: System\nmetadata: {name: s}\nspec:\n\(fields)\n"
  }

  private static let common =
    "  host: localhost\n  defaultAuthnMethod: PKI_KEYS\n  systemType: LINUX\n  rootDir: /\n"
  private static let runs =
    common + "  canExec: true\n  jobWorkingDir: /w\n  jobRuntimes: [{runtimeType: NATIVE}]\n"

  static let systems: [(String, [String])] = [
    (system(runs), []),
    (
      system(common + "  canExec: true"),
      [
        "K0204 spec.canExec: a System that runs jobs needs a `jobWorkingDir` [add one, as `jobWorkingDir: HOST_EVAL($HOME)/kilim`] @9:12 'true'",
        "K0204 spec.canExec: a System that runs jobs needs `jobRuntimes` [add `jobRuntimes: [{runtimeType: NATIVE}, {runtimeType: ZIP}]`] @9:12 'true'",
      ]
    ),
    (
      system(runs + "  canRunBatch: true"),
      [
        "K0204 spec.canRunBatch: a System that runs batch jobs needs a `batchScheduler` [add `batchScheduler: SLURM`] @12:16 'true'",
        "K0204 spec.canRunBatch: a System that runs batch jobs needs `batchLogicalQueues` [add `batchLogicalQueues: [{name: ..., hpcQueueName: ...}]`] @12:16 'true'",
      ]
    ),
    (
      system(
        runs
          + "  batchLogicalQueues: [{name: short, hpcQueueName: s, minMinutes: 9, maxMinutes: 3}]\n  batchDefaultLogicalQueue: shrot"
      ),
      [
        "K0301 spec.batchDefaultLogicalQueue: there is no queue `shrot` in `batchLogicalQueues` [did you mean `short`?] @13:29 'shrot'",
        "K0206 spec.batchLogicalQueues[0].minMinutes: `minMinutes` 9 is more than `maxMinutes` 3 [swap them, or leave one out] @12:67 '9'",
      ]
    ),
    (
      system(
        runs
          + "  jobEnvVariables: [{key: A, value: x, inputMode: REQUIRED}, {key: B, value: \"!tapis_not_set\", inputMode: FIXED}]"
      ),
      [
        "K0502 spec.jobEnvVariables[0].value: the variable `A` of a system is REQUIRED and yet has a value [write `value: \"!tapis_not_set\"`, or another inputMode] @12:37 'x'",
        "K0305 spec.jobEnvVariables[1]: the variable `B` is FIXED, but has no value [give it one, or make it REQUIRED] @12:62 '{key: B, value: \"!tapis_not_set\", inputMode: FIXED}'",
      ]
    ),
    (
      system(changed(runs, "/w", "/w/${JobUuid}")),
      [
        "K0401 spec.jobWorkingDir: there is no macro `${JobUuid}` [did you mean `${JobUUID}`?] @10:21 '${JobUuid}'"
      ]
    ),
    (
      system("  host: h\n  defaultAuthnMethod: ACCESS_KEY\n  systemType: S3\n  canExec: false"),
      ["K0204 spec.systemType: a System of type S3 needs a `bucketName` [add it] @7:15 'S3'"]
    ),
    (
      system(
        "  host: h\n  defaultAuthnMethod: PKI_KEYS\n  systemType: LINUX\n  canExec: false\n  rootDir: data"
      ),
      [
        "K0310 spec.rootDir: `rootDir` starts with a slash, not as `data` does [write an absolute path, or `HOST_EVAL($NAME)`] @9:12 'data'"
      ]
    ),
  ]

  @Test(arguments: systems)
  func `checks systems by themselves`(text: String, complaints: [String]) {
    #expect(ManifestBench.complaints(text) == complaints)
  }
}
