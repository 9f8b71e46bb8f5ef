import KilimManifest
import KilimModel

/// Hides what may be a secret in values that are shown: passwords and queries of URLs, and the
/// values of variables that are called like secrets.
struct SecretMask {
  static let hidden = "***"
  /// The value itself is that of such a variable.
  private let hidesAll: Bool

  /// - Parameter steps: the way to the value.
  init(_ steps: [FieldDifference.Step] = []) {
    guard steps.last == .field("value"), case .item(_, _, let key?)? = steps.dropLast().last else {
      hidesAll = false
      return
    }
    hidesAll = Self.isSecretName(key)
  }

  func visible(_ value: JSONValue) -> JSONValue {
    if hidesAll { return .string(Self.hidden) }
    switch value {
    case .string(let text): return .string(Self.withoutURLSecrets(text))
    case .array(let items): return .array(items.map(visible))
    case .object(let members): return .object(visible(members))
    case .null, .bool, .integer, .number: return value
    }
  }

  private func visible(_ members: [JSONValue.Member]) -> [JSONValue.Member] {
    let isSecret = members.contains { member in
      if case .string(let key) = member.value {
        member.key == "key" && Self.isSecretName(key)
      } else {
        false
      }
    }
    return members.map { member in
      isSecret && member.key == "value"
        ? .init("value", .string(Self.hidden)) : .init(member.key, visible(member.value))
    }
  }

  private static func isSecretName(_ name: String) -> Bool {
    let words = [
      "SECRET", "PASSWORD", "PASSWD", "PASSPHRASE", "TOKEN", "API_KEY", "APIKEY",
      "ACCESS_KEY", "PRIVATE_KEY", "CREDENTIAL",
    ]
    let name = name.uppercased()
    return words.contains { name.contains($0) }
  }

  private static func withoutURLSecrets(_ text: String) -> String {
    guard text.contains("://") else { return text }
    return text.split(separator: " ", omittingEmptySubsequences: false).map(withoutSecrets)
      .joined(separator: " ")
  }

  private static func withoutSecrets(_ word: Substring) -> String {
    guard let scheme = word.firstRange(of: "://") else { return String(word) }
    let rest = word[scheme.upperBound...]
    let authority = rest.prefix { $0 != "/" && $0 != "?" }
    var target = String(rest.dropFirst(authority.count))
    if let query = target.firstIndex(of: "?") { target = target[...query] + hidden }
    guard let at = authority.lastIndex(of: "@"), let colon = authority[..<at].firstIndex(of: ":")
    else { return word[..<scheme.upperBound] + authority + target }
    return word[..<scheme.upperBound] + authority[...colon] + hidden + authority[at...] + target
  }
}
