import KilimModel

/// A value for each field that could stand in a real manifest.
enum FieldExample {
  static func value(of field: FieldDescription, in record: RecordDescription) -> JSONValue {
    declared["\(record.title).\(field.name)"] ?? declared[field.name]
      ?? value(of: field.shape, field)
  }

  /// What follows from the shape alone.
  private static func value(of shape: ValueShape, _ field: FieldDescription) -> JSONValue {
    switch shape {
    case .boolean: return .bool(field.defaultText != "true")
    case .integer(let range):
      return field.defaultValue ?? .integer(Int64(max(range.lowerBound, min(1, range.upperBound))))
    case .number(let range): return field.defaultValue ?? .number(range.lowerBound)
    case .text: return field.defaultValue ?? .string(field.name)
    case .choice(let allowed):
      return .string(allowed.first { $0 != field.defaultText } ?? "")
    case .orBlank(let inner): return value(of: inner, field)
    case .list(let item, _, _): return [value(of: item, field)]
    case .record: return ExampleDocument.complete(field.record ?? .empty, [])
    case .stringMap: return ["team": "vision"]
    case .freeMapping: return ["ticket": "LAB-12"]
    case .scalar: return 1
    case .either(let first, _): return value(of: first, field)
    case .tuple(_, let counts):
      return .array((0..<counts.lowerBound).map { .integer(Int64($0 + 1)) })
    case .map(let item): return ["k": value(of: item, field)]
    }
  }

  /// Values that a shape cannot give: by the field's name, or by the title of its mapping and its
  /// name where one name means several things.
  private static let declared: [String: JSONValue] = [
    "`metadata`.name": "first",
    "`metadata`.annotations": ["example.org/ticket": "LAB-12"],
    "a Job.name": "first", "a SchedulerProfile.name": "first",
    "an App.id": "first", "a System.id": "first",
    "appArgs": [["name": "threads", "arg": "--threads 4"]],
    "appId": "tool",
    "appVersion": "1.0",
    "archiveFilter": ["excludes": ["*.tmp", "scratch"], "includeLaunchFiles": false],
    "archiveSystemDir": "HOST_EVAL($HOME)/results/${JobName}/${JobUUID}",
    "archiveSystemId": "store",
    "arg": "--threads 4",
    "args": ["--title", "two words"],
    "backoff": "1m",
    "batchDefaultLogicalQueue": "normal",
    "batchLogicalQueues": [
      ["name": "normal", "hpcQueueName": "normal", "maxNodeCount": 4, "maxMinutes": 2880]
    ],
    "batchSchedulerProfile": "modules",
    "bucketName": "results", "budget": ["maxNewRuns": 10], "cancelled": "7d",
    "cmdPrefix": "module load gcc;",
    "command": ["python3", "-u", "train.py"],
    "containerArgs": [["name": "gpus", "arg": "--nv"]],
    "containerImage": "docker.io/library/python:3.12",
    "coresPerNode": 4,
    "deliveryAddress": "ada@example.org",
    "deliveryTargets": [["deliveryMethod": "EMAIL", "deliveryAddress": "ada@example.org"]],
    "description": "Two hours on the small data set",
    "dependsOn": ["job/prepare"],
    "dtnSystemId": "dtn", "dtnSystemInputDir": "/scratch/ada/in",
    "dtnSystemOutputDir": "/scratch/ada/out",
    "a file input.envKey": "IMAGES", "envKey": "IMAGES",
    "envVariables": [["key": "OMP_NUM_THREADS", "value": "4"]],
    "excludes": ["*.tmp", "scratch"],
    "execSystemConstraints": ["jobCapabilities.name = 'gpu'"],
    "execSystemExecDir": "${JobWorkingDir}/jobs/${JobUUID}",
    "execSystemId": "cluster",
    "execSystemInputDir": "${JobWorkingDir}/jobs/${JobUUID}/in",
    "execSystemLogicalQueue": "normal",
    "execSystemOutputDir": "${JobWorkingDir}/jobs/${JobUUID}/out",
    "failed": "90d", "file": "metrics.json", "finished": "30d", "from": "env:MY_TOKEN",
    "fileInputArrays": [
      ["name": "tables", "sourceUrls": ["data/a.csv", "data/b.csv"], "targetDir": "tables"]
    ],
    "fileInputs": [["name": "images", "sourceUrl": "data/images.csv"]],
    "host": "cluster.example.org",
    "hpcQueueName": "normal",
    "includes": ["*.csv", "figures"],
    "inputMode": "REQUIRED",
    "jobAttributes": ["memoryMB": 4096, "maxMinutes": 60],
    "jobEnvVariables": [["key": "SCRATCH", "value": "/scratch"]],
    "jobRuntimes": [["runtimeType": "SINGULARITY"]],
    "jobWorkingDir": "HOST_EVAL($SCRATCH, /tmp)/kilim",
    "json": ".scores[0].accuracy", "keep": ["checkpoints/**"],
    "a secret variable.key": "TOKEN", "key": "OMP_NUM_THREADS",
    "logConfig": ["stdoutFilename": "train.out", "stderrFilename": "train.err"],
    "maxMinutes": 60, "memoryMB": 4096,
    "moduleLoadCommand": "module load",
    "moduleLoads": [["moduleLoadCommand": "module load", "modulesToLoad": ["apptainer"]]],
    "modulesToLoad": ["apptainer"],
    "mpiCmd": "mpirun",
    "a job's argument.name": "threads", "an App's argument.name": "threads",
    "a job's file input.name": "images", "an App's file input.name": "images",
    "a job's file input array.name": "tables", "an App's file input array.name": "tables",
    "a logical queue.name": "normal", "a capability.name": "gpu",
    "notifications": [["event": "FINISHED", "url": "ada@example.org"]],
    "parameterSet": ["appArgs": [["name": "threads", "arg": "--threads 4"]]],
    "parentId": "cluster",
    "a space.grid": ["k": [1, 3, 5], "metric": ["euclidean", "manhattan"]],
    "a space.zip": ["width": [8, 16], "depth": [4, 2]],
    "a space.list": [["k": 1, "metric": "cosine"]],
    "a space.csv": "points.csv", "a space.jsonLines": "points.jsonl",
    "a space.derived": ["rate": "0.1 / k"], "a space.when": ["momentum": "solver == 'sgd'"],
    "a sample.count": 100, "a sample.parameters": ["x": ["uniform": [0, 1]]],
    "a Sweep.exclude": ["k == 1 && metric == 'manhattan'"],
    "a Sweep.parameters": [["grid": ["k": [1, 3, 5]]]],
    "a Sweep.template": ["appId": "tool", "appVersion": "1.0"],
    "a Sweep.name": "first", "a Workflow.name": "first",
    "a table.file": "points.csv", "a table.columns": ["k"],
    "proxyHost": "proxy.example.org",
    "regex": "took ([0-9.]+)", "restart": ["keep": ["checkpoints/**"]],
    "a `restart`.args": ["--resume"], "a result.name": "accuracy",
    "results": [["name": "accuracy", "file": "metrics.json", "json": ".accuracy"]],
    "retention": ["finished": "30d"], "retry": ["limit": 2, "on": ["OutOfMemory"]],
    "scale": ["memoryMB": 2], "a `scale`.memoryMB": 2, "a `scale`.maxMinutes": 2,
    "secretEnv": [["key": "TOKEN", "from": "env:MY_TOKEN"]],
    "rootDir": "/", "runToken": "again-after-the-fix",
    "schedulerOptions": [["name": "account", "arg": "--account TG-123"]],
    "sourceUrl": "data/images.csv", "sourceUrls": ["data/a.csv", "data/b.csv"],
    "stderrFilename": "train.err", "stdoutFilename": "train.out",
    "subcategory": "accelerator",
    "subscriptions": [
      [
        "eventCategoryFilter": "JOB_NEW_STATUS",
        "deliveryTargets": [["deliveryMethod": "EMAIL", "deliveryAddress": "ada@example.org"]],
      ]
    ],
    "tags": ["vision", "2026"], "targetDir": "tables", "targetPath": "images.csv",
    "updatePolicy": ["whileRunning": "Cancel"],
    "url": "ada@example.org", "a capability.value": "4", "value": "4", "version": "1.0",
  ]
}

extension RecordDescription {
  fileprivate static let empty = RecordDescription(title: "", fields: [], ignored: [])
}
