import ArgumentParser
import KilimModel

/// The values of `-o`.
enum OutputFormat: Hashable {
  /// For people.
  case text
  case wide
  case json, yaml, name
  case jsonPath(JSONPath)
  /// Diagnostics for code scanning, and as annotations of GitHub Actions.
  case sarif, github
  /// The file of a plan.
  case file(String)

  /// - Throws: `ValidationError`, which the argument parser prints with the usage.
  init(option: String) throws {
    switch option {
    case "text": self = .text
    case "wide": self = .wide
    case "json": self = .json
    case "yaml": self = .yaml
    case "name": self = .name
    case "sarif": self = .sarif
    case "github": self = .github
    case _ where option.hasPrefix("jsonpath="):
      do {
        self = .jsonPath(try JSONPath(String(option.dropFirst("jsonpath=".count))))
      } catch {
        throw ValidationError(error.message)
      }
    case _ where option.hasSuffix(".json") || option.contains("/"): self = .file(option)
    default:
      throw ValidationError(
        """
        there is no output format `\(option)`; there are wide, json, yaml, name, jsonpath=..., sarif \
        and github
        """)
    }
  }

  var isForPeople: Bool {
    if case .file = self { return true }
    return self == .text || self == .wide
  }

  /// The text of a tree in a format for programs; nil in those for people, in `name`, and in those
  /// that have trees of their own.
  func text(of value: JSONValue) -> String? {
    switch self {
    case .json: value.prettyText + "\n"
    case .yaml: YAMLWriter.text(value)
    case .jsonPath(let path): path.text(of: value)
    case .text, .wide, .name, .sarif, .github, .file: nil
    }
  }
}
