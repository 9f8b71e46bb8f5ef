import KilimController
import KilimManifest
import KilimModel

/// What `validate`, `diff` and `apply` print for programs.
enum DiagnosticReport {
  /// - Returns: nil in the formats for people.
  static func text(
    _ format: OutputFormat, _ diagnostics: [Diagnostic], changes: [Change],
    details: [ChangeDetail] = []
  ) -> String? {
    let directory = StatePath.currentDirectory
    switch format {
    case .sarif:
      return SARIFRenderer.log(
        diagnostics, version: KilimVersion.number, directory: directory
      ).prettyText + "\n"
    case .github: return GitHubRenderer.text(diagnostics, directory: directory)
    case .text, .wide, .json, .yaml, .name, .jsonPath, .file:
      return format.text(
        of: ChangeDocument.json(diagnostics: diagnostics, changes: changes, details: details))
    }
  }
}
