import KilimModel

/// What stands in front of the command.
struct PlannedPrefix: Hashable {
  var commandPrefix: String?
  var mpiCommand: String?
}

extension JobCompilation {
  /// The rules of `isMpi`, `mpiCmd` and `cmdPrefix` (Tapis reference, section 13).
  mutating func prefix(_ references: References) -> PlannedPrefix {
    let (own, app) = (job.attributes, references.app.spec.jobAttributes)
    let prefix = own.cmdPrefix.nonBlank ?? app.cmdPrefix.nonBlank
    let prefixLayer: Layer = own.cmdPrefix.nonBlank == nil ? .app : .job
    guard own.isMpi ?? app.isMpi ?? false else {
      if prefix != nil { checkPrefixEnabled(prefixLayer, references) }
      return PlannedPrefix(commandPrefix: prefix)
    }
    if prefix != nil {
      report(
        Mistake(
          prefixLayer, .exclusiveFields, "`cmdPrefix` and `isMpi: true` exclude each other",
          hint: "write the MPI launcher into `cmdPrefix`, or leave one of them out",
          path: "\(prefixLayer.prefix).cmdPrefix"), references)
    }
    return PlannedPrefix(mpiCommand: mpiCommand(references))
  }

  private mutating func checkPrefixEnabled(_ layer: Layer, _ references: References) {
    guard references.exec.spec.enableCmdPrefix != true else { return }
    report(
      Mistake(
        layer, .commandPrefixNotEnabled,
        "the exec system does not allow a `cmdPrefix`, which a shell would run as it is",
        hint: "set `enableCmdPrefix: true` in \(references.exec.origin), or leave `cmdPrefix` out",
        path: "\(layer.prefix).cmdPrefix"), references)
  }

  /// As words, quoted again: no text of a user reaches a shell here.
  private mutating func mpiCommand(_ references: References) -> String? {
    let (own, app) = (job.attributes, references.app.spec.jobAttributes)
    let choices: [(Layer, String?)] = [
      (.job, own.mpiCmd), (.app, app.mpiCmd), (.system, references.exec.spec.mpiCmd),
    ]
    guard let (layer, text) = choices.first(where: { $0.1.nonBlank != nil }), let text else {
      let isJobs = own.isMpi != nil
      report(
        Mistake(
          isJobs ? .job : .app, .missingValue,
          "`isMpi: true` needs an `mpiCmd`, and nobody gives one",
          hint: "add `mpiCmd: mpirun` here, in the app or in the system",
          path: isJobs ? "spec.isMpi" : "spec.jobAttributes.isMpi"), references)
      return nil
    }
    do throws(WordError) {
      let words = try WordSplitter.split(text)
      return words.map { ShellQuoting.quote(CommandWord(pieces: $0, macros: MacroTable())) }
        .joined(separator: " ")
    } catch {
      report(Mistake(layer, error.diagnostic(path: "\(layer.prefix).mpiCmd")), references)
      return nil
    }
  }
}
