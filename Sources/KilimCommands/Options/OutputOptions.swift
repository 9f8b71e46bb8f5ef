import ArgumentParser

/// `-o`.
struct OutputOptions: ParsableArguments {
  @Option(
    name: [.customShort("o"), .long],
    help: """
      wide, json, yaml, name, jsonpath=TEMPLATE, sarif or github, where the command has them; \
      for people when left out.
      """,
    completion: .list(["wide", "json", "yaml", "name", "sarif", "github"]),
    transform: { try OutputFormat(option: $0) })
  var output: OutputFormat = .text

  /// Refuses a format that the command does not have.
  func check(_ allowed: Set<OutputForm>) throws {
    guard allowed.contains(output.form) else {
      if output.form == .file {
        throw ValidationError("only `kilim diff` writes a file with `-o`: a plan")
      }
      let names = allowed.subtracting([.text]).map(\.rawValue).sorted().joined(separator: ", ")
      throw ValidationError("this command has no `-o \(output.form.rawValue)`; it has \(names)")
    }
  }
}

/// The kinds of formats.
enum OutputForm: String, Hashable, CaseIterable {
  case text, wide, json, yaml, name
  case jsonPath = "jsonpath"
  case sarif, github
  case file

  static let trees: Set<OutputForm> = [.text, .json, .yaml, .jsonPath]
  static let lists: Set<OutputForm> = trees.union([.wide, .name])
  /// Of commands that print diagnostics.
  static let reports: Set<OutputForm> = [.text, .json, .yaml, .sarif, .github]
}

extension OutputFormat {
  var form: OutputForm {
    switch self {
    case .text: .text
    case .wide: .wide
    case .json: .json
    case .yaml: .yaml
    case .name: .name
    case .jsonPath: .jsonPath
    case .sarif: .sarif
    case .github: .github
    case .file: .file
    }
  }
}
