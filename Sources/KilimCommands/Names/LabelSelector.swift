import ArgumentParser

/// `-l team=vision,year=2026`: labels that all must agree.
struct LabelSelector: Hashable {
  var labels: [String: String] = [:]

  /// - Throws: `ValidationError`, which the argument parser prints with the usage.
  init(option: String) throws {
    for term in option.split(separator: ",", omittingEmptySubsequences: false) {
      let parts = term.split(
        separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard parts.count == 2, !parts[0].isEmpty, !parts[0].hasSuffix("!") else {
        throw ValidationError("`\(term)` is no label; write label=value, several with commas")
      }
      // `==` says the same, as in kubectl.
      let value = parts[1].hasPrefix("=") ? parts[1].dropFirst() : parts[1]
      labels[String(parts[0])] = String(value)
    }
  }
}
