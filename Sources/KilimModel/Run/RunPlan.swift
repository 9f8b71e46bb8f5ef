/// Everything that a run will do, with nothing left to look up: what `kilim compile` prints is
/// what runs.
///
/// All directories and paths are absolute paths on the host, except where it says otherwise.
package struct RunPlan: Sendable, Hashable {
  package var jobName = ""
  package var uuid: RunUUID
  package var owner = ""
  package var appId = ""
  package var appVersion = ""
  package var runtime = Runtime.native
  package var jobType = JobType.fork
  package var execSystemId = ""
  /// Why this exec system, of a job that leaves the choice open; nil when somebody named it.
  package var execSystemReason: String?
  package var archiveSystemId = ""
  package var description = ""
  package var created: Timestamp
  package var directories = PlannedDirectories()
  /// The program and its arguments. For ZIP the arguments alone: the bundle names its program.
  package var command: [CommandWord] = []
  /// Raw shell text in front of the command; nil for none.
  package var commandPrefix: String?
  /// Raw text of the MPI launcher in front of the command; nil for none.
  package var mpiCommand: String?
  /// Sorted by key, without case; unique keys; `_tapis*` included.
  package var environment: [PlannedVariable] = []
  /// The bundle of a ZIP app.
  package var image: PlannedImage?
  /// The container of a Docker, Podman, Singularity or Apptainer app.
  package var container: PlannedContainer?
  /// What the batch scheduler is asked for; nil for a FORK job.
  package var batch: PlannedBatch?
  /// How every System that is not this machine is reached; empty when all is here.
  package var systems: [PlannedSystem] = []
  /// What is still to be asked for on those Systems, before the first directory is made.
  package var pendingFacts: [PendingFact] = []
  package var inputs: [PlannedInput] = []
  package var archive = PlannedArchive()
  /// Relative to the output directory; equal names merge both streams into one file.
  package var stdoutFilename = "tapisjob.out"
  package var stderrFilename = "tapisjob.out"
  package var nodeCount = 1
  package var coresPerNode = 1
  package var memoryMB = 100
  package var maxMinutes = 10
  package var gpus = 0
  package var subscriptions: [PlannedSubscription] = []
  package var tags: [String] = []
  /// Objects that must have ended well first, as in `job/prepare`.
  package var dependsOn: [String] = []
  /// Of two runs that could start, the one with the higher number starts first.
  package var priority = 0
  package var retry: PlannedRetry?
  package var restart: RestartPolicy?

  package init(uuid: RunUUID, created: Timestamp) {
    self.uuid = uuid
    self.created = created
  }
}

extension RunPlan {
  /// The bundle of a ZIP app, which is unpacked; an image file is used where it lies.
  package var bundle: PlannedImage? { container == nil ? image : nil }

  /// What the run may use: nodes times cores times the time limit.
  package var coreHours: Double {
    Double(nodeCount) * Double(coresPerNode) * Double(maxMinutes) / 60
  }
}

package struct PlannedDirectories: Sendable, Hashable {
  package var rootDir = "/"
  package var working = ""
  package var input = ""
  package var exec = ""
  package var output = ""
  package init() {}
}

package struct PlannedVariable: Sendable, Hashable {
  package var key: String
  package var value: String
  package init(_ key: String, _ value: String) {
    self.key = key
    self.value = value
  }
}

package struct PlannedImage: Sendable, Hashable {
  package enum Source: Sendable, Hashable {
    /// A directory beside the manifest: its tree becomes the content of the exec directory.
    case directory(path: String)
    /// A `.zip` or tar archive on this host.
    case archive(path: String)
    /// An archive to download.
    case url(String)
    /// An archive on the execution host, at an absolute path there.
    case inPlace(path: String)
    /// An archive on another System, at an absolute path there.
    case remote(systemId: String, path: String)
  }
  package var source: Source
  /// Of the content; nil where it is not known before staging.
  package var digest: Digest?
  /// Keep a downloaded archive in the exec directory (`--tapis-zip-save`).
  package var keepArchive = false
  package init(source: Source, digest: Digest?) {
    self.source = source
    self.digest = digest
  }
}

package struct PlannedInput: Sendable, Hashable {
  package enum Source: Sendable, Hashable {
    /// A file or a directory on this host, copied.
    case path(String)
    case url(String)
    /// Already on the execution host: nothing is copied.
    case inPlace(path: String)
    /// On another System: an absolute path there, or an object's key in its bucket.
    case remote(systemId: String, path: String)
  }
  package var name: String
  package var source: Source
  /// Relative to the input directory, without `..`.
  package var target: String
  /// A missing source does not fail the run.
  package var optional = false
  package init(name: String, source: Source, target: String) {
    self.name = name
    self.source = source
    self.target = target
  }
}

package struct PlannedArchive: Sendable, Hashable {
  package var mode = ArchiveMode.always
  /// Equal to the output directory when outputs stay where they are.
  package var directory = ""
  package var includes: [String] = []
  package var excludes: [String] = []
  package var includeLaunchFiles = true
  package init() {}
}

/// A subscription with everything decided: which events, to where, until when.
package struct PlannedSubscription: Sendable, Hashable {
  package var name: String
  package var category: EventCategory
  /// Nil for every status.
  package var status: RunStatus?
  package var method: DeliveryTarget.Method
  /// A mail address without `mailto:`, or an http(s) URL.
  package var address: String
  /// Delivered at most for one event, then over.
  package var once = false
  package var ttlMinutes = 10_080

  package init(
    name: String, category: EventCategory, status: RunStatus?, method: DeliveryTarget.Method,
    address: String
  ) {
    self.name = name
    self.category = category
    self.status = status
    self.method = method
    self.address = address
  }
}
