import KilimModel

/// What `containerArgs` say, before directories are known.
struct ContainerRequest {
  var options: [ResolvedOption] = []
  /// `--tapis-zip-save`: the archive of a bundle stays.
  var keepsArchive = false
}

extension JobCompilation {
  /// The container arguments, as options of the runtime (Tapis reference, section 9).
  mutating func containerRequest(_ references: References) -> ContainerRequest {
    let arguments = self.arguments(.containerArgs, references)
    var request = ContainerRequest()
    guard !arguments.isEmpty else { return request }
    let runtime = references.app.spec.runtime ?? .docker
    guard let table = OptionTable.containerArguments(of: runtime) else {
      for argument in arguments {
        report(
          Mistake(
            argument.layer, .impossibleCombination,
            "a program of the runtime \(runtime.rawValue) has no container to give arguments to",
            hint: "arguments of the program belong in appArgs",
            path: ArgumentList.containerArgs.path(argument.layer, argument.index)), references)
      }
      return request
    }
    request.options = options(arguments, .containerArgs, table, references)
    if runtime == .zip {
      request.keepsArchive = !request.options.isEmpty
      request.options = []
    }
    return request
  }

  /// The container; nil for a runtime without one, and for an image that leads nowhere.
  mutating func plannedContainer(
    _ request: ContainerRequest, _ plan: inout RunPlan, _ macros: MacroTable,
    _ references: References
  ) -> PlannedContainer? {
    let runtime = references.app.spec.runtime ?? .docker
    guard runtime != .native, runtime != .zip,
      let text = references.app.spec.containerImage.nonBlank
    else { return nil }
    for resolved in request.options {
      for name in resolved.option.liveVariables {
        warnIfUnset(name, resolved.argument, .containerArgs, plan.environment, references)
      }
    }
    // What is wrong with the text itself is said with the app's other rules.
    guard let image = try? ContainerImage.read(text, for: runtime),
      let name = imageName(image, &plan, references)
    else { return nil }
    var container = PlannedContainer(image: name)
    container.options = request.options.map { PlannedOption($0.option, macros) }
    guard isContainedHere(references) else { return container }
    container.user = context.facts.userIDs
    container.limitsMemory =
      job.attributes.memoryMB ?? references.app.spec.jobAttributes.memoryMB != nil
    if runtime.isApptainer, case .registry(let name) = image { container.file = imageFile(name) }
    return container
  }

  /// A container that Kilim starts on this machine.
  func isContainedHere(_ references: References) -> Bool {
    let runtime = references.app.spec.runtime ?? .docker
    return references.isExecHere && references.jobType == .fork && runtime != .native
      && runtime != .zip
  }

  /// Where an image of a registry is kept for Apptainer: it starts files, and would ask the registry
  /// at every start. `KILIM_IMAGES`, else a folder of the user's cache.
  private func imageFile(_ name: String) -> String {
    let facts = context.facts
    let folder =
      facts.variable("KILIM_IMAGES").nonBlank
      ?? (facts.variable("XDG_CACHE_HOME").nonBlank ?? facts.homeDirectory + "/.cache")
      + "/kilim/images"
    // Readable, and never the same for two names.
    let readable = name.utf8.map { byte -> Character in
      let character = Character(Unicode.Scalar(byte))
      return character.isASCII && (character.isLetter || character.isNumber) ? character : "-"
    }
    return "\(folder)/\(String(readable).suffix(80))-\(Digest.of(name).hex.prefix(12)).sif"
  }

  private mutating func imageName(
    _ image: ContainerImage, _ plan: inout RunPlan, _ references: References
  ) -> String? {
    switch image {
    case .registry(let name): return name
    case .file(let path):
      if references.isExecHere, context.inspector.kind(ofPath: path) == nil {
        reportImage("there is no image `\(path)`", "build it, or name another one", references)
        return nil
      }
      return path
    case .relativeFile(let text): return fileBeside(text, &plan, references)
    }
  }

  /// An image file beside the manifest: it is used where it lies on this machine, and goes into the
  /// exec directory on another.
  private mutating func fileBeside(
    _ text: String, _ plan: inout RunPlan, _ references: References
  ) -> String? {
    let path = PathText.absolute(text, from: references.app.directory)
    guard context.inspector.kind(ofPath: path) != nil else {
      let isName = !text.hasSuffix(".sif") && ImageName.problem(in: text) == nil
      reportImage(
        "there is no image file `\(text)`",
        isName
          ? "write `docker://\(text)` for an image of a registry"
          : "relative paths start at the manifest: \(path)", references)
      return nil
    }
    guard let digest = context.inspector.contentDigest(ofPath: path) else {
      reportImage("`\(text)` cannot be read", "look at the rights of \(path)", references)
      return nil
    }
    plan.image = PlannedImage(source: .archive(path: path), digest: digest)
    guard !references.isExecHere else { return path }
    return PathText.below(plan.directories.exec, PathText.lastSegment(path) ?? "image.sif")
  }

  private mutating func reportImage(
    _ message: String, _ hint: String, _ references: References
  ) {
    report(
      Mistake(.app, .missingInput, message, hint: hint, path: "spec.containerImage"), references)
  }

  /// The runtime that starts the program: of the two names of Apptainer the one that is there.
  func plannedRuntime(_ references: References) -> Runtime {
    let runtime = references.app.spec.runtime ?? .docker
    guard runtime.isApptainer else { return runtime }
    let offered = references.exec.spec.jobRuntimes.map(\.runtimeType)
    return offered.contains(runtime) ? runtime : offered.first(where: \.isApptainer) ?? runtime
  }

  /// What lies in place on the exec system is mounted, read-only, unless the
  /// input says `autoMountLocal: false` (Tapis reference, section 3.5).
  func mount(_ input: PlannedInput) -> PlannedOption? {
    guard case .inPlace(let path) = input.source else { return nil }
    let target = PathText.canonical(input.target)
    return PlannedOption(
      "--mount",
      CommandWord(
        "type=bind,\(Self.field("source", path)),\(Self.field("target", target)),readonly"))
  }

  /// A field of the comma-separated values that `--mount` takes (RFC 4180).
  private static func field(_ key: String, _ value: String) -> String {
    let field = "\(key)=\(value)"
    guard field.contains(where: { ",\"".contains($0) }) else { return field }
    return "\""
      + field.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"")
      + "\""
  }
}
