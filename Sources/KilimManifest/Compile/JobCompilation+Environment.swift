import KilimModel

extension JobCompilation {
  /// The variables that every run has and definitions may override.
  ///
  /// `PATH`, `HOME`, `USER`, `LOGNAME` and `LANG`; also `PWD`, so that arguments may use it as in a
  /// shell. Nothing else of the user's environment reaches a run. On another machine `PATH`, `HOME`,
  /// `USER` and `LOGNAME` are those of the login there. In a container, home and working directory
  /// are the exec directory by its name inside, and `PATH` is the image's.
  private func baseVariables(
    _ directories: PlannedDirectories, _ references: References
  ) -> [PlannedVariable] {
    let facts = context.facts
    guard !isContainedHere(references) else {
      // Where programs are is the image's own business.
      return [
        PlannedVariable("HOME", ContainerCommand.workDirectory), PlannedVariable("LANG", "C.UTF-8"),
        PlannedVariable("LOGNAME", facts.userName),
        PlannedVariable("PWD", ContainerCommand.workDirectory),
        PlannedVariable("USER", facts.userName),
      ]
    }
    guard references.isExecHere else {
      return [PlannedVariable("LANG", "C.UTF-8"), PlannedVariable("PWD", directories.exec)]
    }
    return [
      PlannedVariable("HOME", facts.homeDirectory), PlannedVariable("LANG", "C.UTF-8"),
      PlannedVariable("LOGNAME", facts.userName),
      PlannedVariable("PATH", "/usr/local/bin:/usr/bin:/bin"),
      PlannedVariable("PWD", directories.exec), PlannedVariable("USER", facts.userName),
    ]
  }

  /// The whole environment: base, then system, app, job and inputs, and the macros.
  mutating func environment(
    _ places: ResolvedPlaces, _ inputs: [InputVariable], _ references: References
  ) -> [PlannedVariable] {
    let merge = EnvironmentMerge(
      system: references.exec.spec.jobEnvVariables,
      app: references.app.spec.jobAttributes.parameterSet.envVariables,
      job: job.attributes.parameterSet.envVariables)
    report(merge.mistakes, references)
    var variables = merge.variables
    addInputVariables(inputs, to: &variables, references)
    for base in baseVariables(places.directories, references)
    where !variables.contains(where: { $0.key == base.key }) {
      variables.append(base)
    }
    variables.sort(by: EnvironmentOrder.precedes)
    return EnvironmentOrder.merged(places.macros.variables, variables)
  }

  private mutating func addInputVariables(
    _ inputs: [InputVariable], to variables: inout [PlannedVariable], _ references: References
  ) {
    for input in inputs {
      guard !variables.contains(where: { $0.key == input.variable.key }) else {
        report(
          Mistake(
            input.layer, .environmentKeyConflict,
            "the `envKey` `\(input.variable.key)` is already a variable of this job",
            hint: "give one of the two another name", path: input.path), references)
        continue
      }
      variables.append(input.variable)
    }
  }
}

/// The variable of a file input's `envKey`.
struct InputVariable: Hashable {
  var variable: PlannedVariable
  var layer: Layer
  var path: String
}
