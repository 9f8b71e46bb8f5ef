/// What of a run's outputs goes where.
package struct ArchiveRequest: Sendable {
  /// A file that the engine adds to the outputs, such as `tapisjob.sh`; filters do not touch it.
  package struct LaunchFile: Sendable, Hashable {
    package var name: String
    package var bytes: [UInt8]
    /// Permission bits, for example 0o600.
    package var mode: UInt16

    package init(name: String, bytes: [UInt8], mode: UInt16) {
      self.name = name
      self.bytes = bytes
      self.mode = mode
    }
  }

  /// The run's output directory, absolute.
  package var output: String
  /// The archive directory, absolute. Equal to `output` when outputs stay where they are.
  package var archive: String
  package var includes: [String]
  package var excludes: [String]
  package var launchFiles: [LaunchFile]
  package var runUUID: String

  package init(
    output: String, archive: String, includes: [String] = [], excludes: [String] = [],
    launchFiles: [LaunchFile] = [], runUUID: String
  ) {
    self.output = output
    self.archive = archive
    self.includes = includes
    self.excludes = excludes
    self.launchFiles = launchFiles
    self.runUUID = runUUID
  }
}
