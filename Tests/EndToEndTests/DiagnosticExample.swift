import KilimModel
import KilimTestSupport

/// A mistake of one code, in `Tests/DiagnosticExamples`, and what the binary says about it.
struct DiagnosticExample {
  var code: DiagnosticCode
  /// The manifest, or words for one that cannot be shown.
  var input: String
  var output: String
  /// The manifest without the mistake.
  var right: String
  /// What the binary says about that one.
  var correction: ProcessResult

  private static var folder: String { GeneratedSection.root + "/Tests/DiagnosticExamples" }

  /// Makes the mistake.
  init(_ code: DiagnosticCode) throws(TestFailure) {
    self.code = code
    let sandbox = try Self.sandbox(for: code)
    let name = Self.fileName(of: code)
    input =
      switch code {
      case .unreadableFile: "# There is no such file.\n"
      case .tooLarge: "# 64 MiB and one byte.\n"
      default: try sandbox.read(name)
      }
    // What compiles is only warned of until somebody wants it run.
    let command = code == .unsupportedFeature ? "diff" : "validate"
    let result = try sandbox.start([command] + Self.definitions(for: code) + ["-f", name]).wait()
    output = result.error.hidingPlace(of: sandbox)
    let corrected = name.replacing(code.rawValue, with: "\(code.rawValue).right")
    right = try sandbox.read(corrected)
    correction = try sandbox.run("validate", "-f", "tool.yaml", "-f", corrected)
  }

  /// Markdown: the input, what is said about it, and the input as it should be.
  var text: String {
    let language = Self.fileName(of: code).hasSuffix(".json") ? "json" : "yaml"
    return """
      ```\(language)
      \(input)```

      ```text
      \(output)```

      Right:

      ```\(language)
      \(right)```

      """
  }

  private static func sandbox(for code: DiagnosticCode) throws(TestFailure) -> Sandbox {
    let sandbox = try Sandbox()
    let files = TextFile.names(in: folder).filter {
      $0 == "tool.yaml" || $0.hasPrefix(code.rawValue)
    }
    // By `cp`: one of the files is not UTF-8.
    let paths = files.map { "\(folder)/\($0)" }
    try sandbox.start(program: "/bin/cp", paths + [sandbox.work]).wait()
    switch code {
    case .tooLarge:
      let script = "yes '# a comment' | head -c \((64 << 20) + 1) >\(fileName(of: code))"
      try sandbox.start(program: "/bin/sh", ["-c", script]).wait()
    case .forbiddenCharacter: sandbox.environment["PLACE"] = "/tmp/a\nb"
    case .updateRejected, .lockedApp:
      try sandbox.run("apply", "-f", "tool.yaml", "-f", "\(code.rawValue).before.yaml", "--yes")
    default: break
    }
    return sandbox
  }

  private static func fileName(of code: DiagnosticCode) -> String {
    let json = "\(code.rawValue).json"
    return TextFile.exists("\(folder)/\(json)") ? json : "\(code.rawValue).yaml"
  }

  /// What the example's job refers to; the reader's own mistakes need nothing beside them.
  private static func definitions(for code: DiagnosticCode) -> [String] {
    code.rawValue < "K02" ? [] : ["-f", "tool.yaml"]
  }
}

extension String {
  /// The same text on every machine.
  fileprivate func hidingPlace(of sandbox: Sandbox) -> String {
    replacing(sandbox.work, with: "/home/ada/jobs")
  }
}
