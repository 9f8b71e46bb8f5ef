/// How a program is packed, and so how it is started.
package enum Runtime: String, Sendable, Hashable, CaseIterable {
  case native = "NATIVE"
  case zip = "ZIP"
  case docker = "DOCKER"
  case podman = "PODMAN"
  case singularity = "SINGULARITY"
  case apptainer = "APPTAINER"
}

package enum RuntimeOption: String, Sendable, Hashable, CaseIterable {
  case none = "NONE"
  case singularityStart = "SINGULARITY_START"
  case singularityRun = "SINGULARITY_RUN"
}

/// One version of a program (Tapis reference, section 7).
package struct AppSpec: Sendable, Hashable {
  package var id: String?
  package var version = ""
  package var description: String?
  package var enabled: Bool?
  package var versionEnabled: Bool?
  package var locked: Bool?
  package var runtime: Runtime?
  package var runtimeVersion: String?
  package var runtimeOptions: [RuntimeOption] = []
  package var containerImage: String?
  /// Only for NATIVE: the program and its first arguments, each a literal word.
  package var command: [String] = []
  package var jobType: JobType?
  /// True when the definition says `jobType: null`: the system then decides.
  package var jobTypeIsOpen = false
  package var maxJobs: Int?
  package var maxJobsPerUser: Int?
  package var strictFileInputs: Bool?
  package var jobAttributes = JobAttributes()
  package var tags: [String] = []
  package var notes: JSONValue?
  package init() {}
}
