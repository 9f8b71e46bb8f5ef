/// What a step gives to another one.
package struct StepValue: Sendable, Hashable {
  /// As it stands in the other one's plan, literally: a path, or a result.
  package var text: String
  /// Equal for equal content: a digest of what lies in the directory or file, or the result itself;
  /// never a path.
  package var identity: String

  package init(text: String, identity: String) {
    self.text = text
    self.identity = identity
  }
}

extension StepReference.Value {
  /// The path of a directory or a file, which always begins with a slash.
  package var isPath: Bool {
    switch self {
    case .archiveDirectory, .outputDirectory, .pointsFile: true
    case .status, .result: false
    }
  }
}
