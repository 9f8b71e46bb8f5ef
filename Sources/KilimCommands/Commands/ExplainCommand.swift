import ArgumentParser
import KilimManifest
import KilimModel

/// Explains a field, a kind, or a diagnostic code.
struct ExplainCommand: KilimCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain", abstract: "Explain a field of manifests or a diagnostic.",
    discussion: """
      kilim explain job                           a kind and its fields
      kilim explain job.parameterSet.appArgs      a field; `spec` may be left out
      kilim explain system --recursive            all fields below
      kilim explain K0202                         a diagnostic code
      """)

  @Argument(
    help: "KIND, KIND.FIELD.FIELD or a code.",
    completion: .list(ResourceKind.allCases.map(\.shortName)))
  var subject: String
  @Flag(help: "All fields below, as a tree.")
  var recursive = false
  @OptionGroup var output: OutputOptions
  @OptionGroup var global: GlobalOptions

  func validate() throws { try output.check(OutputForm.trees) }

  func execute(_ session: Session) throws(CommandFailure) -> ExitStatus {
    let console = session.console
    if let code = try Self.code(subject) {
      let page = DiagnosticPage(code)
      console.write(
        output.output.text(of: ExplainText.json(of: page)) ?? ExplainText.of(page, console.paint))
      return .done
    }
    let field = try Self.field(subject)
    if let text = output.output.text(of: field.json) {
      console.write(text)
    } else if recursive {
      console.write(ExplainText.tree(of: field, console.paint))
    } else {
      console.write(ExplainText.of(field, console.paint, width: console.width))
    }
    return .done
  }

  /// - Returns: nil for what is no code at all.
  private static func code(_ text: String) throws(CommandFailure) -> DiagnosticCode? {
    let text = text.uppercased()
    guard text.count == 5, text.first == "K", text.dropFirst().allSatisfy(\.isNumber) else {
      return nil
    }
    if let code = DiagnosticCode(rawValue: text) { return code }
    let nearest = Spelling.nearest(to: text, among: DiagnosticCode.allCases.map(\.rawValue))
    throw CommandFailure(
      .notFound, "there is no diagnostic \(text)",
      hint: nearest.map { "did you mean \($0)?" } ?? "`specs/diagnostics.md` has all of them")
  }

  private static func field(_ text: String) throws(CommandFailure) -> FieldExplanation {
    let steps = text.split(separator: ".").map(String.init)
    let kind = try KindName.find(steps.first ?? text)
    do throws(UnknownFieldPath) {
      return try FieldExplanation(kind).find(Array(steps.dropFirst()))
    } catch {
      throw CommandFailure(.notFound, error.message, hint: error.hint)
    }
  }
}
