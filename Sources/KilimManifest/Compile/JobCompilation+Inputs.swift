import KilimModel

/// What the input stage hands on.
struct PlannedInputs {
  var inputs: [PlannedInput] = []
  var variables: [InputVariable] = []
  /// Of what lies in place on the exec system, for runtimes that mount it by themselves.
  var mounts: [PlannedOption] = []
  /// Digests of what lies beside the manifest.
  var digests: [IdentityComponents.Input] = []
}

extension JobCompilation {
  /// All file inputs: merged, found, with their targets.
  mutating func plannedInputs(_ places: ResolvedPlaces, _ references: References) -> PlannedInputs {
    var planned = PlannedInputs()
    let app = references.app.spec
    var targets = TargetRegister(
      reservesLaunchFiles: places.directories.input == places.directories.exec)
    for list in InputList.allCases where hasAny(list, app.jobAttributes) {
      let merge = InputMerge(
        list, app: app.jobAttributes, job: job.attributes,
        isStrict: app.strictFileInputs == true)
      report(merge.mistakes, references)
      for (number, input) in merge.inputs.enumerated() {
        plan(input, number + 1, into: &planned, &targets, places, references)
      }
    }
    return planned
  }

  private func hasAny(_ list: InputList, _ app: JobAttributes) -> Bool {
    switch list {
    case .fileInputs: !job.attributes.fileInputs.isEmpty || !app.fileInputs.isEmpty
    case .fileInputArrays: !job.attributes.fileInputArrays.isEmpty || !app.fileInputArrays.isEmpty
    }
  }

  private mutating func plan(
    _ input: MergedInput, _ number: Int, into planned: inout PlannedInputs,
    _ targets: inout TargetRegister, _ places: ResolvedPlaces, _ references: References
  ) {
    let isTargetSound = checkTarget(input, references)
    var first: PlannedInput?
    for (index, text) in input.sources.enumerated() {
      guard let found = find(text, input, index, places, references), isTargetSound,
        let target = target(of: input, found, index, references)
      else { continue }
      var item = PlannedInput(
        name: itemName(input, number, index, target), source: found.source, target: target)
      item.optional = input.isOptional
      if let mistake = targets.claim(
        target, for: item.name, isFile: found.kind != .directory,
        isInPlace: found.isInPlace, at: input, index)
      {
        report(mistake, references)
        continue
      }
      planned.inputs.append(item)
      if mounts(input, references), let mount = mount(item) { planned.mounts.append(mount) }
      if let digest = found.digest { planned.digests.append(.init(target: target, digest: digest)) }
      first = first ?? item
    }
    if let key = input.envKey, let first {
      let value = variableValue(input, first, references)
      planned.variables.append(
        InputVariable(
          variable: PlannedVariable(key, value), layer: input.envKeyPlace.layer,
          path: input.envKeyPath))
    }
  }

  /// The target as a program finds it from the input directory; what was not copied, by its path.
  private func variableValue(
    _ input: MergedInput, _ first: PlannedInput, _ references: References
  ) -> String {
    if case .inPlace(let path) = first.source {
      return mounts(input, references) ? PathText.canonical(first.target) : path
    }
    guard input.list == .fileInputArrays else { return first.target }
    return PathText.relative(input.target == "*" ? "" : input.target ?? "")
  }

  /// Whether the runtime gets what lies in place by a mount; never in an array (Tapis reference,
  /// sections 3.5 and 3.7).
  private func mounts(_ input: MergedInput, _ references: References) -> Bool {
    let runtime = references.app.spec.runtime ?? .docker
    return input.isMounted
      && (runtime == .docker || runtime == .podman || isContainedHere(references))
  }

  /// The name of an array's items is that of the array and `_n.i` (Tapis reference, section 3.7).
  private func itemName(_ input: MergedInput, _ number: Int, _ index: Int, _ target: String)
    -> String
  {
    guard input.list == .fileInputArrays else { return input.name ?? target }
    let end = "_\(number).\(index + 1)"
    return String((input.name ?? "").prefix(80 - end.count)) + end
  }

  private mutating func checkTarget(_ input: MergedInput, _ references: References) -> Bool {
    guard let target = input.target, PathText.climbs(target) else { return true }
    report(
      Mistake(
        input.targetPlace.layer, .invalidPath, "`..` may not be part of a target: `\(target)`",
        hint: "targets lie in the input directory", path: input.targetPath), references)
    return false
  }

  private mutating func target(
    of input: MergedInput, _ found: FoundSource, _ index: Int, _ references: References
  ) -> String? {
    let text = input.target == "*" ? nil : input.target
    let isDirectoryName = text.map { $0.hasSuffix("/") || PathText.relative($0) == "." } ?? true
    switch input.list {
    case .fileInputs:
      guard let text, !(isDirectoryName && found.kind != .directory) else {
        return named(input, found, index, below: text ?? "", references)
      }
      return PathText.relative(text)
    case .fileInputArrays:
      return named(input, found, index, below: text ?? "", references)
    }
  }

  private mutating func named(
    _ input: MergedInput, _ found: FoundSource, _ index: Int, below directory: String,
    _ references: References
  ) -> String? {
    guard let name = found.lastSegment else {
      if !input.isOptional {
        report(
          Mistake(
            input.sourcePlace.layer, .missingValue,
            "no name can be taken from `\(input.sources[index])`",
            hint: "give the input a `targetPath`", path: input.sourcePath(index)), references)
      }
      return nil
    }
    return PathText.relative(directory + "/" + name)
  }
}
