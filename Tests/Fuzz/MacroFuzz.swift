import KilimModel

/// Macros: a result or an error, and never more text than a path may have.
enum MacroFuzz {
  private static let declared: [MacroName] = [
    .jobWorkingDir, .execSystemInputDir, .execSystemExecDir, .execSystemOutputDir,
    .archiveSystemDir, .stdoutFilename, .stderrFilename,
  ]
  private static let facts = HostFacts(
    userName: "ada", homeDirectory: "/home/ada", hostName: "host", coreCount: 2,
    variable: { $0 == "SCRATCH" ? "/scratch/ada" : nil })

  /// The lines are the texts of directories that may need each other, then a text of a command.
  static func check(_ bytes: [UInt8]) {
    let text = String(decoding: bytes, as: UTF8.self)
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    var table = MacroTable()
    table[.jobName] = "sleep"
    table[.jobUUID] = "01234567-89ab-cdef-0123-456789abcdef-007"
    var resolver = MacroResolver(values: table, facts: facts)
    for (macro, line) in zip(declared, lines) { resolver.declare(macro, as: line) }
    for macro in declared {
      resolver.settle(macro) { (_, text) throws(MacroError) in PathText.canonical(text) }
    }
    check(resolver, lines)
    for line in lines { checkParts(of: line) }
    let replaced = resolver.values.replace(in: text)
    demand(replaced.utf8.count <= (text.utf8.count + 1) * 4096, "bounded growth of a command")
  }

  private static func check(_ resolver: MacroResolver, _ lines: [String]) {
    for (macro, line) in zip(declared, lines) {
      let failures = resolver.failures.filter { $0.macro == macro }
      demand((resolver.values[macro] == nil) == (failures.count == 1), "one outcome of \(macro)")
      demand(
        resolver.values[macro].map { $0.utf8.count <= max(4096, line.utf8.count) + 1 } ?? true,
        "bounded growth of \(macro)")
    }
    for failure in resolver.failures {
      demand(!failure.error.message.isEmpty, "a message")
      _ = failure.error.diagnostic(path: "spec.x")
    }
  }

  /// What was taken apart is the text again.
  private static func checkParts(of text: String) {
    guard let parsed = try? MacroText(text), parsed.hostEvaluation == nil else { return }
    let again = parsed.parts.map { part -> String in
      switch part {
      case .text(let text): String(text)
      case .macro(let name): "${\(name)}"
      }
    }
    demand(again.joined().utf8.elementsEqual(text.utf8), "the parts of `\(text)` are the text")
  }
}
