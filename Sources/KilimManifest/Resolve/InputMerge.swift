import KilimModel

/// A file input, or an array of them, that takes part in a run.
struct MergedInput: Hashable {
  /// Where a value was written.
  struct Place: Hashable {
    var layer: Layer
    var index: Int
  }
  var list: InputList
  var name: String?
  var sources: [String]
  var sourcePlace: Place
  /// Nil when the name comes from the source.
  var target: String?
  var targetPlace: Place
  var envKey: String?
  var envKeyPlace: Place
  /// A missing source does not fail the run.
  var isOptional: Bool
  /// `autoMountLocal`; false for an array.
  var isMounted = false

  func sourcePath(_ number: Int) -> String {
    let field = list == .fileInputs ? "sourceUrl" : "sourceUrls[\(number)]"
    return "\(list.path(sourcePlace.layer, sourcePlace.index)).\(field)"
  }

  var targetPath: String {
    let field = list == .fileInputs ? "targetPath" : "targetDir"
    return "\(list.path(targetPlace.layer, targetPlace.index)).\(field)"
  }

  var envKeyPath: String { "\(list.path(envKeyPlace.layer, envKeyPlace.index)).envKey" }
}

/// Merges the file inputs of an app and a job (Tapis reference, sections 3.2 and 3.7).
///
/// Unlike Tapis, an app's `envKey` survives whatever a job says of the input.
struct InputMerge {
  private let list: InputList
  private let app: [InputDeclaration]
  private let job: [InputDeclaration]
  private let isStrict: Bool
  private(set) var inputs: [MergedInput] = []
  private(set) var mistakes: [Mistake] = []

  init(_ list: InputList, app: JobAttributes, job: JobAttributes, isStrict: Bool) {
    self.list = list
    self.app = list.declarations(of: app)
    self.job = list.declarations(of: job)
    self.isStrict = isStrict
    for (index, declaration) in self.job.enumerated() { takeFromJob(declaration, index) }
    for (index, declaration) in self.app.enumerated()
    where !self.job.contains(where: { $0.name != nil && $0.name == declaration.name }) {
      takeFromApp(declaration, index)
    }
  }

  private func isMounted(_ flag: Bool?) -> Bool { list == .fileInputs && flag ?? true }

  private mutating func takeFromJob(_ declaration: InputDeclaration, _ index: Int) {
    let known = declaration.name.flatMap { name in app.firstIndex { $0.name == name } }
    guard let known else { return takeUnknown(declaration, index) }
    if app[known].mode == .fixed { checkFixed(declaration, app[known], index) }
    add(merged(app[known], known, with: declaration, index), app[known].mode, job: index)
  }

  private mutating func takeUnknown(_ declaration: InputDeclaration, _ index: Int) {
    if isStrict {
      let names = app.compactMap(\.name)
      let near = declaration.name.flatMap { Spelling.nearest(to: $0, among: names) }
      mistakes.append(
        Mistake(
          .job, .unknownInput,
          "the app takes only the inputs that it names, and \(declaration.shownName) is none of them",
          hint: near.map { "did you mean `\($0)`?" }
            ?? (names.isEmpty
              ? "it names none" : "it names: \(names.joined(separator: ", "))"),
          path: list.path(.job, index)))
      return
    }
    // An array without a name and without sources says nothing.
    if list == .fileInputArrays, declaration.sources.isEmpty, declaration.name == nil { return }
    let place = MergedInput.Place(layer: .job, index: index)
    add(
      MergedInput(
        list: list, name: declaration.name, sources: declaration.sources, sourcePlace: place,
        target: declaration.target, targetPlace: place, envKey: declaration.envKey,
        envKeyPlace: place, isOptional: false, isMounted: isMounted(declaration.autoMountLocal)),
      .required, job: index)
  }

  private func merged(
    _ app: InputDeclaration, _ appIndex: Int, with job: InputDeclaration, _ jobIndex: Int
  ) -> MergedInput {
    func place(_ isJobs: Bool) -> MergedInput.Place {
      MergedInput.Place(layer: isJobs ? .job : .app, index: isJobs ? jobIndex : appIndex)
    }
    let ownSources = !job.sources.isEmpty
    return MergedInput(
      list: list, name: app.name, sources: ownSources ? job.sources : app.sources,
      sourcePlace: place(ownSources), target: job.target ?? app.target,
      targetPlace: place(job.target != nil), envKey: job.envKey ?? app.envKey,
      envKeyPlace: place(job.envKey != nil), isOptional: app.mode == .optional,
      isMounted: isMounted(job.autoMountLocal ?? app.autoMountLocal))
  }

  private mutating func takeFromApp(_ declaration: InputDeclaration, _ index: Int) {
    let place = MergedInput.Place(layer: .app, index: index)
    add(
      MergedInput(
        list: list, name: declaration.name, sources: declaration.sources, sourcePlace: place,
        target: declaration.target, targetPlace: place, envKey: declaration.envKey,
        envKeyPlace: place, isOptional: declaration.mode == .optional,
        isMounted: isMounted(declaration.autoMountLocal)),
      declaration.mode, job: nil)
  }

  private mutating func add(_ input: MergedInput, _ mode: FileInputMode, job index: Int?) {
    guard input.sources.isEmpty else { return inputs.append(input) }
    guard mode != .optional else { return }
    let field = list == .fileInputs ? "sourceUrl: ..." : "sourceUrls: [...]"
    let isApps = input.targetPlace.layer == .app
    let name = input.name ?? ""
    mistakes.append(
      Mistake(
        .job, .missingValue,
        isApps
          ? "the app requires the input `\(name)`, and nobody says where it is"
          : "the input has no source",
        hint: isApps
          ? nearHint(name) ?? "add `{name: \(name), \(field)}` to the job's \(list.rawValue)"
          : "add `\(field)`",
        path: list.path(.job, index)))
  }

  private func nearHint(_ name: String) -> String? {
    let others = job.compactMap(\.name).filter { other in !app.contains { $0.name == other } }
    return Spelling.nearest(to: name, among: others).map {
      "the job has `\($0)`: did it mean `\(name)`?"
    }
  }

  private mutating func checkFixed(
    _ job: InputDeclaration, _ app: InputDeclaration, _ index: Int
  ) {
    let changed: String? =
      if !job.sources.isEmpty, Set(job.sources) != Set(app.sources) {
        list == .fileInputs ? "sourceUrl" : "sourceUrls"
      } else if let target = job.target, target != app.target {
        list == .fileInputs ? "targetPath" : "targetDir"
      } else if let mount = job.autoMountLocal, mount != app.autoMountLocal ?? true {
        "autoMountLocal"
      } else if let key = job.envKey, key != app.envKey {
        "envKey"
      } else if !JSONValue.keepsNotes(of: app.notes, job.notes) {
        "notes"
      } else {
        nil
      }
    guard let changed else { return }
    mistakes.append(
      Mistake(
        .job, .fixedValueChanged,
        "the app fixes the input `\(app.name ?? "")`, a job cannot change its \(changed)",
        hint: "leave it out of the job", path: "\(list.path(.job, index)).\(changed)"))
  }
}

extension InputDeclaration {
  fileprivate var shownName: String { name.map { "`\($0)`" } ?? "one without a name" }
}
