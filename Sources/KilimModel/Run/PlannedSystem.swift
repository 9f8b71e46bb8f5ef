/// How a System is reached that is not this machine.
package struct PlannedSystem: Sendable, Hashable {
  package var id: String
  package var type = SystemType.linux
  package var host: String
  /// Nil for the protocol's own.
  package var port: Int?
  /// The login; nil for the one that the user's own SSH configuration names.
  package var user: String?
  /// Of an S3 system.
  package var bucket: String?

  package init(id: String, host: String) {
    self.id = id
    self.host = host
  }
}
