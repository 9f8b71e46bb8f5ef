/// What one step of a workflow takes from another: `steps.train.results.accuracy`.
package struct StepReference: Sendable, Hashable, CustomStringConvertible {
  package enum Value: Sendable, Hashable {
    /// The directory that the step's outputs were archived to.
    case archiveDirectory
    /// The directory that the step's program wrote its outputs to.
    case outputDirectory
    /// Of a swept step: a file of JSON lines, one for each point (its values, status, directories
    /// and results).
    case pointsFile
    /// How the step ended: `FINISHED`, `FAILED`, `CANCELLED` or `SKIPPED`. Only in `when`.
    case status
    case result(String)
  }

  package var step: String
  package var value: Value

  package init(step: String, value: Value) {
    self.step = step
    self.value = value
  }

  /// Reads `steps.NAME.archiveDir`, `.outputDir`, `.pointsFile`, `.status` and `.results.KEY`; nil
  /// for anything else.
  package init?(_ text: some StringProtocol) {
    let parts = String(text).split(separator: ".", omittingEmptySubsequences: false).map(
      String.init)
    guard parts.count >= 3, parts[0] == "steps", parts.allSatisfy({ !$0.isEmpty }) else {
      return nil
    }
    step = parts[1]
    switch (parts[2], parts.count) {
    // A result's name may hold dots.
    case ("results", 4...): value = .result(parts[3...].joined(separator: "."))
    case ("archiveDir", 3): value = .archiveDirectory
    case ("outputDir", 3): value = .outputDirectory
    case ("pointsFile", 3): value = .pointsFile
    case ("status", 3): value = .status
    default: return nil
    }
  }

  package var description: String {
    switch value {
    case .archiveDirectory: "steps.\(step).archiveDir"
    case .outputDirectory: "steps.\(step).outputDir"
    case .pointsFile: "steps.\(step).pointsFile"
    case .status: "steps.\(step).status"
    case .result(let name): "steps.\(step).results.\(name)"
    }
  }
}
