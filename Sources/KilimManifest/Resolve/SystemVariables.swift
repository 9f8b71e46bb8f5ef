import KilimModel

/// The variables that only definitions of Systems have (Tapis reference, section 6.2).
enum SystemVariables {
  static let names: Set<String> = ["apiUserId", "owner", "tenant"]

  /// All of them filled in: there is one user, and one tenant.
  static func filled(in text: String, _ facts: HostFacts) -> String {
    guard text.utf8.contains(UInt8(ascii: "{")) else { return text }
    let user = facts.userName
    return [("${apiUserId}", user), ("${owner}", user), ("${tenant}", "local")]
      .reduce(text) {
        $0.split(separator: $1.0, omittingEmptySubsequences: false).joined(separator: $1.1)
      }
  }
}
