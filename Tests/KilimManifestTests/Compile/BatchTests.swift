import KilimModel
import Testing

@testable import KilimManifest

/// What the batch scheduler is asked for.
struct BatchTests {
  private func options(_ bench: Workbench) throws -> [String] {
    try #require(try bench.plan().batch).options.map(\.text)
  }

  @Test func `asks Slurm for sizes, queue, name and logs`() throws {
    var bench = Workbench.cluster()
    bench.job.attributes.nodeCount = 2
    bench.job.attributes.coresPerNode = 8
    let plan = try bench.plan()
    let batch = try #require(plan.batch)
    #expect(plan.jobType == .batch && batch.queue == "short" && batch.profile == nil)
    #expect(
      batch.options.map(\.text) == [
        "--export NONE", "--job-name tapisjob.sh", "--mem 2000", "--no-requeue", "--nodes 2",
        "--ntasks 16", "--open-mode append",
        "--output /scratch/ada/jobs/\(Workbench.uuidText)/output/tapisjob.out",
        "--partition main", "--time 30",
      ])
    #expect(plan.variable("_tapisExecSystemLogicalQueue") == "short")
    #expect(plan.variable("_tapisExecSystemHPCQueue") == "main")
    #expect(plan.variable("_tapisSysBatchScheduler") == "SLURM")
    let json = plan.json
    #expect(RunPlan(json: json) == plan)
  }

  @Test func `fills macros into options, and hyphens for colons into the name`() throws {
    var bench = Workbench.cluster()
    bench.job.name = "k 5"
    bench.schedule("--job-name ${JobName}:${AppId} -A TACC-1", "--comment='%j of ${JobOwner}'")
    #expect(
      try options(bench).prefix(4) == [
        "--account TACC-1", "--comment %j of ada", "--export NONE", "--job-name k 5-tool",
      ])
  }

  @Test func `has nothing of the submitting shell, no second start and no emptied log`() throws {
    var bench = Workbench.cluster()
    let rules = { (list: [String]) in
      list.filter { $0.hasPrefix("--ex") || $0.hasPrefix("--open") || $0.contains("requeue") }
    }
    #expect(rules(try options(bench)) == ["--export NONE", "--no-requeue", "--open-mode append"])
    bench.schedule("--export=ALL --open-mode truncate --requeue")
    #expect(rules(try options(bench)) == ["--export ALL", "--open-mode truncate", "--requeue"])
  }

  @Test func `writes both logs unless the user names others or asks for an array`() throws {
    var bench = Workbench.cluster()
    var logs = LogConfig()
    logs.stdoutFilename = "o"
    logs.stderrFilename = "e"
    bench.job.attributes.parameterSet.logConfig = logs
    let output = "/scratch/ada/jobs/\(Workbench.uuidText)/output"
    let paths = { (list: [String]) in
      list.filter { $0.hasPrefix("--output") || $0.hasPrefix("--error") }
    }
    #expect(paths(try options(bench)) == ["--error \(output)/e", "--output \(output)/o"])
    bench.schedule("-o %x.%j")
    #expect(paths(try options(bench)) == ["--error \(output)/e", "--output %x.%j"])
    bench.schedule("--array 1-4")
    #expect(paths(try options(bench)) == [])
  }

  @Test(
    arguments: [
      ("--hold", "--gpus-per-node 2"), ("--gpus 1", nil), ("--gres gpu:a100:1", nil),
      ("--gres=shard:1", "--gpus-per-node 2"), ("--gpus-per-task 1", nil),
    ] as [(String, String?)])
  func `asks for the job's GPUs unless its options do`(option: String, added: String?) throws {
    var bench = Workbench.cluster()
    bench.job.attributes.gpus = 2
    bench.schedule(option)
    #expect(try options(bench).first { $0.hasPrefix("--gpus-per-node") } == added)
  }

  @Test func `takes modules and hidden options from the profile`() throws {
    var bench = Workbench.cluster()
    var load = ModuleLoad()
    load.moduleLoadCommand = "module load"
    load.modulesToLoad = ["gcc/13", "tacc-apptainer"]
    var bare = ModuleLoad()
    bare.moduleLoadCommand = "module restore"
    bench.profiles["site"] = SchedulerProfileSpec()
    bench.profiles["site"]?.moduleLoads = [load, bare]
    bench.profiles["site"]?.hiddenOptions = [.memory, .partition]
    bench.profiles["other"] = SchedulerProfileSpec()
    bench.systems["hpc"]?.batchSchedulerProfile = "site"
    let batch = try #require(try bench.plan().batch)
    #expect(batch.profile == "site")
    #expect(
      batch.moduleCommands == [
        "module load gcc/13", "module load tacc-apptainer", "module restore",
      ])
    #expect(!batch.options.contains { ["--mem", "--partition"].contains($0.name) })
    bench.schedule("--tapis-profile other")
    let chosen = try #require(try bench.plan().batch)
    #expect(chosen.profile == "other" && chosen.moduleCommands == [])
    #expect(chosen.options.contains { $0.name == "--mem" })
    bench.job.jobType = .fork
    bench.schedule("--tapis-profile nowhere")
    #expect(try bench.plan().batch == nil)
  }

  @Test func `lets each layer have the last word on an option`() throws {
    var bench = Workbench.cluster()
    bench.systems["hpc"]?.batchLogicalQueues[0].schedulerOptions = [
      .of("account", "-A queue"), .of("quality", "--qos normal", mode: .fixed),
      .of("mail", "--mail-type=END"), .of("off", "--hold", mode: .includeOnDemand),
    ]
    bench.app.jobAttributes.parameterSet.schedulerOptions = [
      .of("mail", "--mail-type=FAIL", mode: .fixed), .of("res", "--reservation=x", mode: .fixed),
    ]
    bench.schedule("--account=job")
    let list = try options(bench)
    #expect(list.contains("--account job") && list.contains("--qos normal"))
    #expect(list.contains("--mail-type FAIL") && !list.contains("--hold"))
    bench.schedule("--qos=high", "--reservation y")
    #expect(
      bench.complaints() == [
        "K0304 spec.parameterSet.schedulerOptions[0].arg: the queue fixes `--qos normal`, and this says otherwise [leave `--qos` out]",
        "K0304 spec.parameterSet.schedulerOptions[1].arg: the app fixes `--reservation=x`, and this says otherwise [leave `--reservation` out]",
      ])
  }

  typealias Rule = RuleTests.Rule

  static let rules: [Rule] = [
    Rule(
      "unknown queue",
      "K0301 spec.execSystemLogicalQueue: System `hpc` has no queue `shrot` [did you mean `short`?]"
    ) { $0.job.attributes.execSystemLogicalQueue = "shrot" },
    Rule(
      "queue of the app's system",
      "K0301 spec.execSystemId: System `hpc` has no queue `normal` [name a queue of `hpc` in `execSystemLogicalQueue`; its queues are: short, long] {execSystemLogicalQueue `normal` from App tool@1, apps.yaml:12}"
    ) { $0.app.jobAttributes.execSystemLogicalQueue = "normal" },
    Rule(
      "no queue",
      "K0305 spec.execSystemId: a BATCH job needs a queue, and System `hpc` has no `batchDefaultLogicalQueue` [name one in `execSystemLogicalQueue`: short, long]"
    ) { $0.systems["hpc"]?.batchDefaultLogicalQueue = nil },
    Rule(
      "job's memory",
      "K0506 spec.memoryMB: memoryMB 5000 does not fit the queue `short` of System `hpc`, which takes at most 4000 [set `memoryMB` to at most 4000, or choose another queue: long]"
    ) { $0.job.attributes.memoryMB = 5000 },
    Rule(
      "app's memory",
      "K0506 spec.appId: memoryMB 5000 does not fit the queue `short` of System `hpc`, which takes at most 4000 [set `memoryMB` to at most 4000, or choose another queue: long] {memoryMB 5000 from App tool@1, apps.yaml:12}"
    ) {
      $0.job.attributes.memoryMB = nil
      $0.app.jobAttributes.memoryMB = 5000
    },
    Rule(
      "job's queue, others' sizes",
      "K0506 spec.execSystemLogicalQueue: nodeCount 1, the default, does not fit the queue `long` of System `hpc`, which takes at least 2 [set `nodeCount` to at least 2]",
      "K0506 spec.execSystemLogicalQueue: maxMinutes 30 does not fit the queue `long` of System `hpc`, which takes at least 61 [set `maxMinutes` to at least 61] {maxMinutes 30 from App tool@1, apps.yaml:12}"
    ) {
      $0.job.attributes.execSystemLogicalQueue = "long"
      $0.job.attributes.maxMinutes = nil
      $0.app.jobAttributes.maxMinutes = 30
    },
    Rule(
      "defaults",
      "K0512 warning spec.appId: nobody sets `memoryMB` and `maxMinutes`, so this BATCH job gets 100 MB of memory per node and 10 minutes [add `memoryMB` and `maxMinutes` to the job or its App]"
    ) {
      $0.job.attributes.memoryMB = nil
      $0.job.attributes.maxMinutes = nil
    },
    Rule(
      "unknown profile",
      "K0301 spec.parameterSet.schedulerOptions[0].arg: there is no SchedulerProfile `sit` [did you mean `site`?]"
    ) {
      $0.profiles["site"] = SchedulerProfileSpec()
      $0.schedule("--tapis-profile sit")
    },
    Rule(
      "the system's unknown profile",
      "K0301 spec.execSystemId: there is no SchedulerProfile `site` [no SchedulerProfile is known; give its manifest too] {spec.batchSchedulerProfile of System hpc}"
    ) { $0.systems["hpc"]?.batchSchedulerProfile = "site" },
    Rule(
      "a size as an option",
      "K0510 spec.parameterSet.schedulerOptions[0].arg: `-N` is set by Kilim, from `nodeCount` [give `nodeCount` in the job or its App, and leave this out]"
    ) { $0.schedule("-N 4") },
    Rule(
      "misspelt option",
      "K0509 spec.parameterSet.schedulerOptions[0].arg: `--acount` is no option of sbatch [did you mean `--account`?]"
    ) { $0.schedule("--acount x") },
    Rule(
      "an option twice",
      "K0511 spec.parameterSet.schedulerOptions[1].arg: `-A b` is given although `--account=a` is there already [keep one of them; `--account=a` comes first]"
    ) { $0.schedule("--account=a", "-A b") },
    Rule(
      "a variable that nobody fills in",
      "K0511 spec.parameterSet.schedulerOptions[0].arg: `-A` has `$GROUP`, and a scheduler fills in no variables [write the value itself, a macro such as `${JobName}`, or `\\$` for a dollar sign]"
    ) { $0.schedule("-A $GROUP") },
    Rule(
      "the app's option",
      "K0509 spec.appId: `--acount` is no option of sbatch [did you mean `--account`?] {spec.jobAttributes.parameterSet.schedulerOptions[0].arg of App tool@1, apps.yaml:12}"
    ) {
      $0.app.jobAttributes.parameterSet.schedulerOptions = [.of("a", "--acount x", mode: .fixed)]
    },
    Rule(
      "docker in a queue",
      "K0502 spec.appId: App tool@1 makes this a BATCH job, and a batch scheduler starts no DOCKER containers [write `jobType: FORK` in the job, or `runtime: APPTAINER` and `containerImage: docker://IMAGE` in the app]"
    ) {
      $0.useContainer(.docker, "alpine")
      $0.systems["hpc"]?.jobRuntimes.append(.of(.docker))
    },
  ]

  @Test(arguments: rules)
  func `says what is wrong with a batch job, once and in full`(rule: Rule) {
    var bench = Workbench.cluster()
    rule.change(&bench)
    let (compiled, diagnostics) = bench.compile()
    #expect(diagnostics.map(\.line) == rule.complaints)
    #expect((compiled == nil) == diagnostics.hasErrors)
  }

  @Test func `takes the only queue, and ignores queues without a scheduler`() throws {
    var bench = Workbench.cluster()
    bench.systems["hpc"]?.batchDefaultLogicalQueue = nil
    bench.systems["hpc"]?.batchLogicalQueues.removeLast()
    #expect(try bench.plan().batch?.queue == "short")
    bench.app.jobAttributes.execSystemLogicalQueue = "nowhere"
    bench.job.jobType = .fork
    bench.job.attributes.memoryMB = 1_000_000
    #expect(try bench.plan().batch == nil)
  }

  /// What job, app and system say, and the type that comes of it.
  static let types: [(JobType?, JobType?, Bool, Bool, JobType)] = [
    (nil, nil, false, true, .fork), (nil, nil, true, true, .batch), (nil, nil, true, false, .fork),
    (nil, .batch, false, true, .batch), (.fork, .batch, false, true, .fork),
    (.batch, .fork, false, true, .batch),
  ]

  @Test(arguments: types)
  func `decides the job type by job, app and system`(row: (JobType?, JobType?, Bool, Bool, JobType))
    throws
  {
    var bench = Workbench.cluster()
    bench.job.jobType = row.0
    bench.app.jobType = row.1
    bench.app.jobTypeIsOpen = row.2
    bench.systems["hpc"]?.canRunBatch = row.3
    #expect(try bench.plan().jobType == row.4)
  }

  @Test func `does not say of hidden memory that nobody sets it`() {
    var bench = Workbench.cluster()
    bench.profiles["site"] = SchedulerProfileSpec()
    bench.profiles["site"]?.hiddenOptions = [.memory]
    bench.systems["hpc"]?.batchSchedulerProfile = "site"
    bench.job.attributes.memoryMB = nil
    #expect(bench.complaints() == [])
  }
}
