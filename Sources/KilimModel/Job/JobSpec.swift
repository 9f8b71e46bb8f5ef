/// `FORK` runs at once on the host, `BATCH` goes through its scheduler.
package enum JobType: String, Sendable, Hashable, CaseIterable {
  case fork = "FORK"
  case batch = "BATCH"
}

package enum ArchiveMode: String, Sendable, Hashable, CaseIterable {
  case always = "ALWAYS"
  case skipOnFail = "SKIP_ON_FAIL"
  case never = "NEVER"
}

package enum WhileRunningPolicy: String, Sendable, Hashable, CaseIterable {
  case wait = "Wait"
  case cancel = "Cancel"
  case reject = "Reject"
}

package enum AfterFinishPolicy: String, Sendable, Hashable, CaseIterable {
  case rerun = "Rerun"
  case hold = "Hold"
  case reject = "Reject"
}

/// What `apply` does when a change would need a new run (product, section 5).
package struct UpdatePolicy: Sendable, Hashable {
  package var whileRunning: WhileRunningPolicy?
  package var afterFinish: AfterFinishPolicy?
  package init() {}
}

/// A wanted result: Tapis' job request (reference, section 1) and Kilim's own fields.
///
/// Nil and empty mean "not said here": the app, the system and then the defaults decide.
package struct JobSpec: Sendable, Hashable {
  package var name: String?
  package var appId = ""
  package var appVersion = ""
  package var attributes = JobAttributes()
  package var jobType: JobType?
  package var updatePolicy: UpdatePolicy?
  /// Objects that must have ended well before, as in `job/prepare`.
  package var dependsOn: [String] = []
  package var suspend: Bool?
  package var priority: Int?
  package var retry: RetryPolicy?
  package var restart: RestartPolicy?
  package var onPrune: PrunePolicy?
  package var retention: Retention?
  package var budget: Budget?
  package var results: [ResultField] = []
  package var secretEnv: [SecretVariable] = []
  package var notifications: [Notification] = []
  /// Any text: another text asks for another run of the same job.
  package var runToken: String?
  package var notes: JSONValue?
  package init() {}
}

/// What a job and an app's `jobAttributes` have in common (Tapis reference, sections 1.1 and 7).
package struct JobAttributes: Sendable, Hashable {
  package var description: String?
  package var dynamicExecSystem: Bool?
  package var execSystemConstraints: [String] = []
  package var execSystemId: String?
  package var execSystemExecDir: String?
  package var execSystemInputDir: String?
  package var execSystemOutputDir: String?
  package var execSystemLogicalQueue: String?
  package var dtnSystemInputDir: String?
  package var dtnSystemOutputDir: String?
  package var archiveSystemId: String?
  package var archiveSystemDir: String?
  package var archiveOnAppError: Bool?
  package var archiveMode: ArchiveMode?
  package var isMpi: Bool?
  package var mpiCmd: String?
  package var cmdPrefix: String?
  package var parameterSet = ParameterSet()
  package var fileInputs: [FileInput] = []
  package var fileInputArrays: [FileInputArray] = []
  package var nodeCount: Int?
  package var coresPerNode: Int?
  package var memoryMB: Int?
  package var maxMinutes: Int?
  package var gpus: Int?
  package var subscriptions: [Subscription] = []
  package var tags: [String] = []
  package init() {}
}
