import KilimModel

/// The three lists of arguments that an app and a job both have.
enum ArgumentList: String, CaseIterable {
  case appArgs, containerArgs, schedulerOptions

  func arguments(of set: ParameterSet) -> [Argument] {
    switch self {
    case .appArgs: set.appArgs
    case .containerArgs: set.containerArgs
    case .schedulerOptions: set.schedulerOptions
    }
  }

  func path(_ layer: Layer, _ index: Int? = nil) -> String {
    let list = "\(layer.prefix).parameterSet.\(rawValue)"
    return index.map { "\(list)[\($0)]" } ?? list
  }
}

/// An argument that takes part in a run.
struct MergedArgument: Hashable {
  enum Value: Hashable {
    case fragment(String)
    case words([String])
  }
  var name: String?
  /// Nil while nobody has given one.
  var value: Value?
  /// Where the value was written; `system` for a queue of the exec system.
  var layer: Layer
  var index: Int
  /// Whether no later layer may say otherwise.
  var isFixed = false
}

extension Argument {
  /// What it says; nil for nothing.
  var value: MergedArgument.Value? {
    if let args, !args.isEmpty { return .words(args) }
    guard let arg, !arg.isBlank else { return nil }
    return .fragment(arg)
  }
}

/// Merges the arguments of an app and a job (Tapis reference, section 2.1).
///
/// Unlike Tapis, a job's argument with `include: false` that the app does not know is left out.
struct ArgumentMerge {
  private let list: ArgumentList
  private let queue: [Argument]
  private let app: [Argument]
  private let job: [Argument]
  private var merged: [MergedArgument] = []
  private var mistakes: [Mistake] = []

  /// - Parameter queue: those of the logical queue, which come first; an app's argument of the same
  ///   name takes the place of one.
  static func merge(
    _ list: ArgumentList, queue: [Argument] = [], app: [Argument], job: [Argument]
  ) -> (arguments: [MergedArgument], mistakes: [Mistake]) {
    var merge = ArgumentMerge(list: list, queue: queue, app: app, job: job)
    merge.run()
    return (merge.merged, merge.mistakes)
  }

  private init(list: ArgumentList, queue: [Argument], app: [Argument], job: [Argument]) {
    self.list = list
    self.queue = queue
    self.app = app
    self.job = job
  }

  private mutating func run() {
    for (index, argument) in queue.enumerated() { takeFromQueue(argument, index) }
    for (index, argument) in app.enumerated() {
      take(argument, index, .app, argument.inputMode ?? .includeOnDemand)
    }
    for (index, argument) in job.enumerated() where !isKnown(argument) && argument.include != false
    {
      guard let value = argument.value else { continue }
      merged.append(
        MergedArgument(name: argument.name, value: value, layer: .job, index: index))
    }
  }

  private func isKnown(_ argument: Argument) -> Bool {
    guard let name = argument.name, !name.isBlank else { return false }
    return app.contains { $0.name == name } || queue.contains { $0.name == name }
  }

  private mutating func takeFromQueue(_ argument: Argument, _ index: Int) {
    let mode = argument.inputMode ?? .includeByDefault
    guard let override = app.firstIndex(where: { $0.name != nil && $0.name == argument.name })
    else { return take(argument, index, .system, mode) }
    guard mode == .fixed, app[override].value != argument.value else { return }
    mistakes.append(
      Mistake(
        .app, .fixedValueChanged,
        "the queue fixes `\(argument.name ?? "")`, an app cannot change it",
        hint:
          "leave it out of the app; the queue says: \(argument.value.map(\.shown) ?? "nothing")",
        path: list.path(.app, override)))
  }

  private mutating func take(
    _ argument: Argument, _ index: Int, _ layer: Layer, _ mode: InputMode
  ) {
    let request = job.firstIndex { $0.name != nil && $0.name == argument.name }
    guard isIncluded(mode, request.map { job[$0] }) else { return }
    var entry = MergedArgument(
      name: argument.name, value: argument.value, layer: layer, index: index,
      isFixed: mode == .fixed)
    if let request {
      if mode == .fixed {
        checkFixed(argument, layer, job[request], request)
      } else if let value = job[request].value {
        entry.value = value
        entry.layer = .job
        entry.index = request
      }
    }
    guard entry.value != nil else {
      if mode != .includeByDefault { reportMissing(argument, layer, mode, request) }
      return
    }
    merged.append(entry)
  }

  private func isIncluded(_ mode: InputMode, _ request: Argument?) -> Bool {
    switch mode {
    case .required, .fixed: true
    case .includeByDefault: request?.include != false
    case .includeOnDemand: request != nil && request?.include != false
    }
  }

  private mutating func checkFixed(
    _ argument: Argument, _ layer: Layer, _ request: Argument, _ index: Int
  ) {
    let sameValue = request.value == nil || request.value == argument.value
    guard !sameValue || !JSONValue.keepsNotes(of: argument.notes, request.notes)
    else { return }
    mistakes.append(
      Mistake(
        .job, .fixedValueChanged,
        "the \(layer.owner) fixes `\(argument.name ?? "")`, a job cannot change it",
        hint:
          "leave it out of the job; the \(layer.owner) says: \(argument.value.map(\.shown) ?? "nothing")",
        path: list.path(.job, index)))
  }

  private mutating func reportMissing(
    _ argument: Argument, _ layer: Layer, _ mode: InputMode, _ request: Int?
  ) {
    let name = argument.name ?? ""
    let others = job.compactMap(\.name).filter { other in !app.contains { $0.name == other } }
    let near = Spelling.nearest(to: name, among: others)
    mistakes.append(
      Mistake(
        .job, .missingValue,
        mode == .required
          ? "the \(layer.owner) requires a value for `\(name)`, and nobody gives one"
          : "`\(name)` is asked for without a value",
        hint: near.map { "the job has `\($0)`: did it mean `\(name)`?" }
          ?? "add `{name: \(name), arg: ...}` to the job's \(list.rawValue)",
        path: list.path(.job, request)))
  }
}

extension MergedArgument.Value {
  fileprivate var shown: String {
    switch self {
    case .fragment(let text): "`\(text)`"
    case .words(let words): "`\(words.map(ShellQuoting.quote).joined(separator: " "))`"
    }
  }
}

extension JSONValue {
  /// Whether a job leaves fixed notes as they are; null, "" and {} all say nothing.
  static func keepsNotes(of fixed: JSONValue?, _ request: JSONValue?) -> Bool {
    saysNothing(request) || request == fixed
  }

  private static func saysNothing(_ notes: JSONValue?) -> Bool {
    switch notes {
    case nil, .null?, .string("")?, .object([])?: true
    default: false
    }
  }
}

extension Layer {
  /// Who gives an argument, in words.
  fileprivate var owner: String {
    switch self {
    case .job: "job"
    case .app: "app"
    case .system: "queue"
    }
  }
}
