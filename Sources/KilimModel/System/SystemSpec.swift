package enum SystemType: String, Sendable, Hashable, CaseIterable {
  case linux = "LINUX"
  case s3 = "S3"
  case irods = "IRODS"
  case globus = "GLOBUS"
}

package enum AuthenticationMethod: String, Sendable, Hashable, CaseIterable {
  case password = "PASSWORD"
  case keys = "PKI_KEYS"
  case accessKey = "ACCESS_KEY"
  case token = "TOKEN"
  case certificate = "CERT"
  case tmsKeys = "TMS_KEYS"
}

package enum SchedulerType: String, Sendable, Hashable, CaseIterable {
  case slurm = "SLURM"
  case condor = "CONDOR"
  case pbs = "PBS"
  case sge = "SGE"
  case uge = "UGE"
  case torque = "TORQUE"
}

package struct JobRuntime: Sendable, Hashable {
  package var runtimeType = Runtime.native
  package var version: String?
  package init() {}
}

/// A logical queue (Tapis reference, section 6.3).
package struct LogicalQueue: Sendable, Hashable {
  package var name = ""
  package var hpcQueueName: String?
  package var description: String?
  package var maxJobs: Int?
  package var maxJobsPerUser: Int?
  package var minNodeCount: Int?
  package var maxNodeCount: Int?
  package var minCoresPerNode: Int?
  package var maxCoresPerNode: Int?
  package var minMemoryMB: Int?
  package var maxMemoryMB: Int?
  package var minMinutes: Int?
  package var maxMinutes: Int?
  package var schedulerOptions: [Argument] = []
  package init() {}
}

package struct Capability: Sendable, Hashable {
  package var category: String?
  package var name = ""
  package var subcategory: String?
  package var datatype: String?
  package var precedence: Int?
  package var value: String?
  package init() {}
}

/// A machine where work runs or data lives (Tapis reference, section 6).
package struct SystemSpec: Sendable, Hashable {
  package var id: String?
  package var description: String?
  package var systemType: SystemType?
  package var host: String?
  package var port: Int?
  package var enabled: Bool?
  package var effectiveUserId: String?
  package var defaultAuthnMethod: AuthenticationMethod?
  package var rootDir: String?
  package var bucketName: String?
  package var useProxy: Bool?
  package var proxyHost: String?
  package var proxyPort: Int?
  package var dtnSystemId: String?
  package var canExec: Bool?
  package var canRunBatch: Bool?
  package var enableCmdPrefix: Bool?
  package var mpiCmd: String?
  package var jobRuntimes: [JobRuntime] = []
  package var jobWorkingDir: String?
  package var jobEnvVariables: [EnvironmentVariable] = []
  package var jobMaxJobs: Int?
  package var jobMaxJobsPerUser: Int?
  package var batchScheduler: SchedulerType?
  package var batchLogicalQueues: [LogicalQueue] = []
  package var batchDefaultLogicalQueue: String?
  package var batchSchedulerProfile: String?
  package var jobCapabilities: [Capability] = []
  package var allowChildren: Bool?
  package var parentId: String?
  package var importRefId: String?
  package var tags: [String] = []
  package var notes: JSONValue?
  package init() {}
}
