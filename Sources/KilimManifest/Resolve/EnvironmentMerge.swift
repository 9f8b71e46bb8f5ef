import KilimModel

/// Merges the variables of a system, an app and a job (Tapis reference, section 2.2).
///
/// Unlike Tapis, a job's variable with `include: false` is not set at all.
struct EnvironmentMerge {
  private struct Entry {
    var variable: EnvironmentVariable
    var mode: InputMode
    var layer: Layer
    var index: Int
    var value: String { variable.value ?? "" }
  }

  private(set) var variables: [PlannedVariable] = []
  private(set) var mistakes: [Mistake] = []
  private let job: [EnvironmentVariable]

  init(system: [EnvironmentVariable], app: [EnvironmentVariable], job: [EnvironmentVariable]) {
    self.job = job
    guard !system.isEmpty || !app.isEmpty else {
      takeUnmatched(besides: [])
      noteDropped([])
      return
    }
    let inherited = inherit(system: system, app: app)
    for entry in inherited { take(entry) }
    takeUnmatched(besides: inherited)
    noteDropped(inherited)
  }

  static func path(_ layer: Layer, _ index: Int? = nil) -> String {
    let list =
      layer == .system ? "spec.jobEnvVariables" : "\(layer.prefix).parameterSet.envVariables"
    return index.map { "\(list)[\($0)]" } ?? list
  }

  // Step A: the app's entries win over the system's.
  private mutating func inherit(
    system: [EnvironmentVariable], app: [EnvironmentVariable]
  ) -> [Entry] {
    var entries = app.enumerated().map { index, variable in
      Entry(
        variable: variable, mode: variable.inputMode ?? .includeByDefault, layer: .app,
        index: index)
    }
    for (index, variable) in system.enumerated() {
      let mode = variable.inputMode ?? .includeByDefault
      guard let place = entries.firstIndex(where: { $0.variable.key == variable.key }) else {
        entries.append(Entry(variable: variable, mode: mode, layer: .system, index: index))
        continue
      }
      if mode == .fixed { checkFixed(by: variable, entries[place]) }
      if mode == .required, entries[place].mode != .fixed { entries[place].mode = .required }
    }
    return entries
  }

  private mutating func checkFixed(by system: EnvironmentVariable, _ app: Entry) {
    let same =
      app.mode == .fixed && app.value == (system.value ?? "")
      && JSONValue.keepsNotes(of: system.notes, app.variable.notes)
    guard !same else { return }
    mistakes.append(
      Mistake(
        .app, .fixedValueChanged,
        "the system fixes `\(system.key)` to `\(system.value ?? "")`, an app cannot change it",
        hint: "leave it out of the app, or repeat it there with `inputMode: FIXED` and that value",
        path: Self.path(.app, app.index)))
  }

  // Steps B, C and D: filter by mode, let the job's value in.
  private mutating func take(_ entry: Entry) {
    let request = job.firstIndex { $0.key == entry.variable.key }
    let wanted = request.map { job[$0] }
    switch entry.mode {
    case .fixed:
      if let request { checkFixed(entry, job[request], request) }
      return add(entry, entry.value, request)
    case .required: break
    case .includeByDefault:
      if wanted?.include == false { return }
      if wanted == nil, entry.value == EnvironmentVariable.notSet { return }
    case .includeOnDemand:
      guard let wanted, wanted.include != false else { return }
    }
    let given = wanted?.value.flatMap { $0 == EnvironmentVariable.notSet ? nil : $0 }
    add(entry, given ?? entry.value, request)
  }

  private mutating func add(_ entry: Entry, _ value: String, _ request: Int?) {
    guard value != EnvironmentVariable.notSet else {
      let owner = entry.layer == .system ? "system" : "app"
      mistakes.append(
        Mistake(
          .job, .missingValue,
          "the \(owner) has a variable `\(entry.variable.key)` without a value, and nobody gives one",
          hint: "add `{key: \(entry.variable.key), value: ...}` to the job's envVariables",
          path: Self.path(.job, request)))
      return
    }
    variables.append(PlannedVariable(entry.variable.key, value))
  }

  private mutating func checkFixed(
    _ entry: Entry, _ request: EnvironmentVariable, _ index: Int
  ) {
    let sameValue = request.value == nil || request.value == entry.value
    guard !sameValue || !JSONValue.keepsNotes(of: entry.variable.notes, request.notes) else {
      return
    }
    let owner = entry.layer == .system ? "system" : "app"
    mistakes.append(
      Mistake(
        .job, .fixedValueChanged, "the \(owner) fixes `\(request.key)`, a job cannot change it",
        hint: "leave it out of the job; its value is `\(entry.value)`",
        path: Self.path(.job, index)))
  }

  private mutating func takeUnmatched(besides inherited: [Entry]) {
    for (index, variable) in job.enumerated() where variable.include != false {
      guard !inherited.contains(where: { $0.variable.key == variable.key }) else { continue }
      guard let value = variable.value, value != EnvironmentVariable.notSet else {
        mistakes.append(
          Mistake(
            .job, .missingValue, "`\(variable.key)` has no value, and nobody else gives one",
            hint: #"write `value: ""` for an empty one"#, path: Self.path(.job, index)))
        continue
      }
      variables.append(PlannedVariable(variable.key, value))
    }
  }

  /// Tapis would set such a variable all the same, to the job's own value.
  private mutating func noteDropped(_ inherited: [Entry]) {
    for (index, variable) in job.enumerated() where variable.include == false {
      guard let value = variable.value, value != EnvironmentVariable.notSet,
        !inherited.contains(where: { $0.variable.key == variable.key && $0.mode.isFirm })
      else { continue }
      mistakes.append(
        Mistake(
          .job, .droppedVariable,
          "`\(variable.key)` has a value and `include: false`, so it is not set",
          hint: "leave `include` out to set it, or the value to say only that it is not set",
          path: Self.path(.job, index)))
    }
  }
}

extension InputMode {
  /// Whether a variable of this mode is set whatever a job says of `include`.
  fileprivate var isFirm: Bool { self == .fixed || self == .required }
}
