/// What a compile may know of the host: recorded values, asked for through this port alone.
package struct HostFacts: Sendable {
  /// The login name of the user who compiles.
  package var userName: String
  package var homeDirectory: String
  package var hostName: String
  package var coreCount: Int
  /// `UID:GID` of the user.
  package var userIDs: String
  /// The value of a variable in the user's environment, for HOST_EVAL.
  package var variable: @Sendable (String) -> String?
  /// What was once answered when another System was asked for a variable: the System, then the
  /// variable. Empty for one that is not set there, nil while nobody has asked.
  package var recorded: @Sendable (String, String) -> String?

  package init(
    userName: String, homeDirectory: String, hostName: String, coreCount: Int,
    userIDs: String = "1000:1000", variable: @escaping @Sendable (String) -> String?,
    recorded: @escaping @Sendable (String, String) -> String? = { _, _ in nil }
  ) {
    self.userName = userName
    self.homeDirectory = homeDirectory
    self.hostName = hostName
    self.coreCount = coreCount
    self.userIDs = userIDs
    self.variable = variable
    self.recorded = recorded
  }
}
