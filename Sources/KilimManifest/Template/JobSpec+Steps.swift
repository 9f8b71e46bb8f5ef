import KilimModel

extension JobSpec {
  /// Whether `${steps.` stands in a text that could take a value; asked for every job.
  var mentionsSteps: Bool {
    let set = attributes.parameterSet
    return set.appArgs.contains { argument in
      argument.arg.mentionsSteps || argument.args?.contains { $0.mentionsSteps } == true
    }
      || set.envVariables.contains { $0.value.mentionsSteps }
      || attributes.fileInputs.contains {
        $0.sourceUrl.mentionsSteps || $0.targetPath.mentionsSteps
      }
      || attributes.fileInputArrays.contains {
        $0.sourceUrls?.contains { $0.mentionsSteps } == true || $0.targetDir.mentionsSteps
      }
      || attributes.execSystemExecDir.mentionsSteps
      || attributes.execSystemInputDir.mentionsSteps
      || attributes.execSystemOutputDir.mentionsSteps
      || attributes.archiveSystemDir.mentionsSteps || attributes.description.mentionsSteps
      || name.mentionsSteps
  }
}

extension String {
  fileprivate var mentionsSteps: Bool {
    // Most texts have no dollar sign, and bytes are quick to look through.
    utf8.contains(UInt8(ascii: "$")) && contains("${steps.")
  }
}

extension String? {
  fileprivate var mentionsSteps: Bool { self?.mentionsSteps == true }
}
