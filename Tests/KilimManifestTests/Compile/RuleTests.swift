import KilimModel
import Testing

@testable import KilimManifest

/// What a job may not do, in the words that people read.
struct RuleTests {
  struct Rule: Sendable, CustomStringConvertible {
    var description: String
    var change: @Sendable (inout Workbench) -> Void
    var complaints: [String]

    init(
      _ description: String, _ complaints: String...,
      change: @escaping @Sendable (inout Workbench) -> Void
    ) {
      self.description = description
      self.complaints = complaints
      self.change = change
    }
  }

  static let references: [Rule] = [
    Rule("unknown app", "K0301 spec.appId: there is no App `tol` [did you mean `tool`?]") {
      $0.job.appId = "tol"
    },
    Rule(
      "unknown version",
      "K0301 spec.appVersion: App `tool` has no version `2` [its versions are: 1]"
    ) { $0.job.appVersion = "2" },
    Rule(
      "unknown system",
      "K0301 spec.execSystemId: there is no System `lokal` [did you mean `local`?]"
    ) { $0.job.attributes.execSystemId = "lokal" },
    Rule(
      "unknown archive",
      "K0301 spec.archiveSystemId: there is no System `attic` [the Systems are: local]"
    ) { $0.job.attributes.archiveSystemId = "attic" },
    Rule(
      "app names an unknown system",
      "K0301 spec.appId: there is no System `lokal` [did you mean `local`?] {spec.jobAttributes.execSystemId of App tool@1, apps.yaml:12}"
    ) { $0.app.jobAttributes.execSystemId = "lokal" },
    Rule(
      "without the app, the rest is still checked",
      "K0406 spec.parameterSet.appArgs[0].arg: an `arg` holds words, and this one has `;`, which separates commands [quote it to pass it on as text, write literal words in `args: [...]`, or put shell code in `cmdPrefix`]",
      "K0301 spec.appId: there is no App `tol` [did you mean `tool`?]",
      "K0301 spec.execSystemId: there is no System `lokal` [did you mean `local`?]"
    ) {
      $0.job.appId = "tol"
      $0.job.attributes.execSystemId = "lokal"
      $0.job.attributes.parameterSet.appArgs = [.of(nil, "a; b")]
    },
    Rule(
      "disabled app",
      "K0302 spec.appId: App tool@1 is disabled [set `enabled` and `versionEnabled` to true in App tool@1, apps.yaml:12]"
    ) { $0.app.versionEnabled = false },
    Rule(
      "disabled system",
      "K0302 spec.execSystemId: System `x` is disabled [set `enabled: true` in System x]"
    ) {
      $0.systems["x"] = $0.system
      $0.systems["x"]?.enabled = false
      $0.job.attributes.execSystemId = "x"
    },
  ]

  static let limits: [Rule] = [
    Rule(
      "batch",
      "K0502 spec.jobType: this is a BATCH job, and System `local` has no batch scheduler [write `jobType: FORK` in the job, or name a System with one in `execSystemId`]"
    ) { $0.job.jobType = .batch },
    Rule(
      "app's batch",
      "K0502 spec.appId: App tool@1 makes this a BATCH job, and System `local` has no batch scheduler [write `jobType: FORK` in the job, or name a System with one in `execSystemId`]"
    ) { $0.app.jobType = .batch },
    Rule(
      "batch of the system",
      "K0214 spec.appId: the exec system makes this a BATCH job, and the scheduler of System `local` is PBS, which Kilim cannot drive [name a System with `batchScheduler: SLURM` in `execSystemId`, or write `jobType: FORK`]"
    ) {
      $0.app.jobTypeIsOpen = true
      $0.system.canRunBatch = true
      $0.system.batchScheduler = .pbs
    },
    Rule(
      "docker",
      "K0501 spec.appId: System `local` does not offer the runtime DOCKER of App tool@1 [it offers: NATIVE, ZIP; add DOCKER to `jobRuntimes` in System local]"
    ) {
      $0.system.jobRuntimes.removeLast(3)
      $0.app.runtime = nil
      $0.app.command = []
      $0.app.containerImage = "alpine"
    },
    Rule(
      "service",
      "K0502 spec.appId: SINGULARITY_START starts a service without an end of its own, so no job can wait for it [write `runtimeOptions: [SINGULARITY_RUN]`, and let the program run until it is done] {spec.runtimeOptions[0] of App tool@1, apps.yaml:12}"
    ) {
      $0.useContainer(.singularity, "docker://alpine")
      $0.app.runtimeOptions = [.singularityStart]
    },
    Rule(
      "bundle on a system that lists none",
      "K0501 warning spec.appId: System `local` does not offer the runtime ZIP of App tool@1 [it offers: NATIVE; add ZIP to `jobRuntimes` in System local]"
    ) {
      $0.system.jobRuntimes.removeLast(4)
      $0.app.runtime = .zip
      $0.app.command = []
      $0.app.containerImage = "https://h/tool.zip"
    },
    Rule(
      "archive in IRODS",
      "K0214 spec.archiveSystemId: System `s` is of type IRODS, to which Kilim cannot write [name a System of type LINUX or S3, or leave `archiveSystemId` out]"
    ) {
      $0.systems["s"] = SystemSpec()
      $0.systems["s"]?.systemType = .irods
      $0.job.attributes.archiveSystemId = "s"
    },
    Rule(
      "input in GLOBUS",
      "K0214 spec.fileInputs[0].sourceUrl: System `s` is of type GLOBUS, from which Kilim cannot read [copy it to a System of type LINUX or S3]"
    ) {
      $0.systems["s"] = SystemSpec()
      $0.systems["s"]?.systemType = .globus
      $0.job.attributes.fileInputs = [.of(nil, "tapis://s/x")]
    },
    Rule(
      "transfer node",
      "K0214 spec.dtnSystemInputDir: this goes through the data transfer node `node` of System `local`, and Kilim uses none [write `dtnSystemInputDir: \"!tapis_not_set\"` in the job, to copy straight to the exec system]"
    ) {
      $0.system.dtnSystemId = "node"
      $0.job.attributes.dtnSystemInputDir = "/in"
    },
    Rule(
      "no execution",
      "K0502 spec.execSystemId: System `x` runs no jobs [set `canExec: true` in System x]"
    ) {
      $0.systems["x"] = $0.system
      $0.systems["x"]?.canExec = false
      $0.job.attributes.execSystemId = "x"
    },
    Rule(
      "runtime not offered",
      "K0501 spec.appId: System `local` does not offer the runtime NATIVE of App tool@1 [it offers: ZIP; add NATIVE to `jobRuntimes` in System local]"
    ) { $0.system.jobRuntimes = [$0.system.jobRuntimes[1]] },
  ]

  static let commands: [Rule] = [
    Rule(
      "required argument",
      "K0305 spec.parameterSet.appArgs: the app requires a value for `kk`, and nobody gives one [the job has `kx`: did it mean `kk`?]"
    ) {
      $0.app.jobAttributes.parameterSet.appArgs = [.of("kk", mode: .required)]
      $0.job.attributes.parameterSet.appArgs = [.of("kx", "1")]
    },
    Rule(
      "fixed argument",
      "K0304 spec.parameterSet.appArgs[0]: the app fixes `k`, a job cannot change it [leave it out of the job; the app says: `5`]"
    ) {
      $0.app.jobAttributes.parameterSet.appArgs = [.of("k", "5", mode: .fixed)]
      $0.job.attributes.parameterSet.appArgs = [.of("k", "6")]
    },
    Rule(
      "open quote",
      "K0407 spec.parameterSet.appArgs[0].arg: the quote ' is never closed [close the quote, or put a backslash in front of it]"
    ) { $0.job.attributes.parameterSet.appArgs = [.of(nil, "it's")] },
    Rule(
      "unset variable",
      "K0405 warning spec.parameterSet.appArgs[0].arg: `$SCRATCHY` is not in the job's environment, so it will be empty [add `SCRATCHY` to envVariables, or write `\\$` for a dollar sign]"
    ) { $0.job.attributes.parameterSet.appArgs = [.of(nil, "$SCRATCHY")] },
    Rule(
      "misspelt macro",
      "K0401 warning spec.parameterSet.appArgs[0].arg: `$JobUUId` is not in the job's environment, so it will be empty [did you mean the macro `${JobUUID}`?]"
    ) { $0.job.attributes.parameterSet.appArgs = [.of(nil, "${JobUUId}")] },
    Rule(
      "container arguments",
      "K0502 spec.parameterSet.containerArgs[0]: a program of the runtime NATIVE has no container to give arguments to [arguments of the program belong in appArgs]"
    ) { $0.job.attributes.parameterSet.containerArgs = [.of(nil, "--rm")] },
    Rule(
      "prefix",
      "K0503 spec.cmdPrefix: the exec system does not allow a `cmdPrefix`, which a shell would run as it is [set `enableCmdPrefix: true` in System local, or leave `cmdPrefix` out]"
    ) { $0.job.attributes.cmdPrefix = "time" },
    Rule(
      "MPI and prefix",
      "K0208 spec.cmdPrefix: `cmdPrefix` and `isMpi: true` exclude each other [write the MPI launcher into `cmdPrefix`, or leave one of them out]"
    ) {
      $0.system.enableCmdPrefix = true
      $0.job.attributes.cmdPrefix = "time"
      $0.job.attributes.isMpi = true
      $0.job.attributes.mpiCmd = "mpirun"
    },
    Rule(
      "MPI without a launcher",
      "K0305 spec.isMpi: `isMpi: true` needs an `mpiCmd`, and nobody gives one [add `mpiCmd: mpirun` here, in the app or in the system]"
    ) { $0.job.attributes.isMpi = true },
    Rule(
      "MPI with a shell",
      "K0406 spec.mpiCmd: an `arg` holds words, and this one has `;`, which separates commands [quote it to pass it on as text, write literal words in `args: [...]`, or put shell code in `cmdPrefix`]"
    ) {
      $0.job.attributes.isMpi = true
      $0.job.attributes.mpiCmd = "a; mpirun"
    },
    Rule(
      "no command",
      "K0204 spec.appId: a NATIVE app needs a `command` [add `command: [program, argument]`] {spec.command of App tool@1, apps.yaml:12}"
    ) { $0.app.command = [] },
  ]

  static let environments: [Rule] = [
    Rule(
      "required variable",
      "K0305 spec.parameterSet.envVariables: the app has a variable `A` without a value, and nobody gives one [add `{key: A, value: ...}` to the job's envVariables]"
    ) {
      $0.app.jobAttributes.parameterSet.envVariables = [
        .of("A", EnvironmentVariable.notSet, mode: .required)
      ]
    },
    Rule(
      "envKey clash",
      "K0306 spec.fileInputs[0].envKey: the `envKey` `A` is already a variable of this job [give one of the two another name]"
    ) {
      $0.files = ["/f": .file]
      $0.job.attributes.parameterSet.envVariables = [.of("A", "x")]
      $0.job.attributes.fileInputs = [.of(nil, "/f", envKey: "A")]
    },
  ]

  static let outputs: [Rule] = [
    Rule("bad glob", "K0504 spec.parameterSet.archiveFilter.includes[0]: ") {
      $0.job.attributes.parameterSet.archiveFilter = filter(includes: ["[a"])
    },
    Rule("bad expression", "K0504 spec.parameterSet.archiveFilter.excludes[0]: ") {
      $0.job.attributes.parameterSet.archiveFilter = filter(excludes: ["REGEX:("])
    },
    Rule("never matches", "K0505 warning spec.parameterSet.archiveFilter.includes[0]: ") {
      $0.job.attributes.parameterSet.archiveFilter = filter(includes: ["/etc/passwd"])
    },
    Rule(
      "log outside",
      "K0310 spec.parameterSet.logConfig.stdoutFilename: the name of a log is relative, not `/tmp/x` [it is a file in the output directory, as `tapisjob.out`]"
    ) { $0.job.attributes.parameterSet.logConfig = logs("/tmp/x") },
    Rule(
      "log above",
      "K0310 spec.parameterSet.logConfig.stdoutFilename: `..` may not be part of this path: `../x` [write the path itself, without `..`]"
    ) { $0.job.attributes.parameterSet.logConfig = logs("../x") },
    Rule(
      "archive in the output",
      "K0310 spec.archiveSystemDir: the archive `/o/a` lies inside the output directory that goes into it [choose a directory outside `/o`, or `${ExecSystemOutputDir}` itself]"
    ) {
      $0.job.attributes.execSystemOutputDir = "/o"
      $0.job.attributes.archiveSystemDir = "${ExecSystemOutputDir}/a"
    },
    Rule(
      "mail address",
      "K0507 spec.notifications[0].url: `nobody` is neither a mail address nor an http(s) URL [write `name@host` or `https://host/path`]"
    ) { $0.job.notifications = [notification("nobody")] },
    Rule(
      "status",
      "K0205 spec.notifications[0].event: there is no status `FINISH` [did you mean `FINISHED`?]"
    ) { $0.job.notifications = [notification("a@b", event: "FINISH")] },
    Rule(
      "web hook",
      "K0507 spec.subscriptions[0].deliveryTargets[0].deliveryAddress: `a@b` is no http or https URL, which the `deliveryMethod` WEBHOOK needs [write `https://host/path`]"
    ) { $0.job.attributes.subscriptions = [subscription(.webhook, "a@b")] },
  ]

  static func filter(includes: [String] = [], excludes: [String] = []) -> ArchiveFilter {
    var filter = ArchiveFilter()
    filter.includes = includes
    filter.excludes = excludes
    return filter
  }

  static func logs(_ name: String) -> LogConfig {
    var logs = LogConfig()
    logs.stdoutFilename = name
    return logs
  }

  static func notification(_ url: String, event: String = "*") -> Notification {
    var notification = Notification()
    notification.url = url
    notification.event = event
    return notification
  }

  static func subscription(_ method: DeliveryTarget.Method, _ address: String) -> Subscription {
    var subscription = Subscription()
    var target = DeliveryTarget()
    target.deliveryMethod = method
    target.deliveryAddress = address
    subscription.deliveryTargets = [target]
    return subscription
  }

  @Test(arguments: references + limits + commands + environments)
  func `says what is wrong, once and in full`(rule: Rule) {
    var bench = Workbench()
    rule.change(&bench)
    #expect(bench.complaints() == rule.complaints)
  }

  @Test(arguments: outputs)
  func `says what is wrong with outputs and notifications`(rule: Rule) {
    var bench = Workbench()
    rule.change(&bench)
    let complaints = bench.complaints()
    #expect(complaints.count == 1)
    for (complaint, start) in zip(complaints, rule.complaints) {
      #expect(complaint.hasPrefix(start))
    }
  }

  @Test(arguments: references + limits + commands + environments + outputs)
  func `compiles exactly what has no error`(rule: Rule) {
    var bench = Workbench()
    rule.change(&bench)
    let (compiled, diagnostics) = bench.compile()
    #expect((compiled == nil) == diagnostics.hasErrors)
    #expect(diagnostics.withoutRepeats == diagnostics)
  }

  @Test func `an isolated job may refer to what is not there`() {
    var bench = Workbench()
    bench.isIsolated = true
    bench.job.appId = "elsewhere"
    bench.job.attributes.execSystemId = "far"
    #expect(bench.complaints().isEmpty && bench.compile().compiled == nil)
    bench.job.appId = "tool"
    #expect(bench.complaints().isEmpty && bench.compile().compiled == nil)
    bench.job.attributes.execSystemId = nil
    bench.job.attributes.fileInputs = [.of(nil, "tapis://far/x")]
    #expect(bench.complaints().isEmpty && bench.compile().compiled == nil)
  }
}
