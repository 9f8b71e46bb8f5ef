import KilimModel

extension Workbench {
  /// A Slurm cluster that is reached over SSH, with two queues; the job runs there.
  static func cluster() -> Workbench {
    var bench = Workbench()
    var system = SystemSpec()
    system.systemType = .linux
    system.host = "login.example.org"
    system.rootDir = "/"
    system.canExec = true
    system.canRunBatch = true
    system.batchScheduler = .slurm
    system.jobWorkingDir = "/scratch/${JobOwner}"
    system.jobRuntimes = [Runtime.native, .zip, .apptainer].map(JobRuntime.of)
    system.batchLogicalQueues = [
      .of(
        "short", partition: "main", nodes: [1, 2], cores: [1, 48], memory: [1, 4000],
        minutes: [1, 60]),
      .of(
        "long", partition: "main", nodes: [2, 0], cores: [1, 48], memory: [0, 0],
        minutes: [61, 2880]),
    ]
    system.batchDefaultLogicalQueue = "short"
    bench.systems["hpc"] = system
    bench.job.attributes.execSystemId = "hpc"
    bench.app.jobType = .batch
    bench.job.attributes.memoryMB = 2000
    bench.job.attributes.maxMinutes = 30
    return bench
  }

  /// The job's scheduler options, each without a name.
  mutating func schedule(_ options: String...) {
    job.attributes.parameterSet.schedulerOptions = options.map { .of(nil, $0) }
  }

  /// Makes the app a container, and lets this machine offer its runtime.
  mutating func useContainer(_ runtime: Runtime, _ image: String) {
    app.runtime = runtime
    app.command = []
    app.containerImage = image
    system.jobRuntimes.append(.of(runtime))
  }
}

extension JobRuntime {
  static func of(_ type: Runtime) -> JobRuntime {
    var runtime = JobRuntime()
    runtime.runtimeType = type
    return runtime
  }
}

extension LogicalQueue {
  struct Limits: ExpressibleByArrayLiteral {
    var low: Int
    var high: Int
    init(arrayLiteral elements: Int...) { (low, high) = (elements[0], elements[1]) }
  }

  static func of(
    _ name: String, partition: String, nodes: Limits, cores: Limits, memory: Limits,
    minutes: Limits
  ) -> LogicalQueue {
    var queue = LogicalQueue()
    queue.name = name
    queue.hpcQueueName = partition
    (queue.minNodeCount, queue.maxNodeCount) = (nodes.low, nodes.high)
    (queue.minCoresPerNode, queue.maxCoresPerNode) = (cores.low, cores.high)
    (queue.minMemoryMB, queue.maxMemoryMB) = (memory.low, memory.high)
    (queue.minMinutes, queue.maxMinutes) = (minutes.low, minutes.high)
    return queue
  }
}

extension PlannedOption {
  /// As on a command line.
  var text: String {
    guard let value else { return name }
    return "\(name) \(value.expanded { "$\($0)" })"
  }
}
