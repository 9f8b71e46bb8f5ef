import KilimModel

extension JobCompilation {
  /// The logical queue of a BATCH job (Tapis reference, section 1.1): the job's, the app's, the
  /// System's default, or its only one. Says what is wrong with it.
  mutating func queue(_ references: References) -> ChosenQueue? {
    let queues = references.exec.spec.batchLogicalQueues
    let app = references.app.spec.jobAttributes.execSystemLogicalQueue
    if let place = Reference(
      "execSystemLogicalQueue", job: job.attributes.execSystemLogicalQueue, app: app)
    {
      if let index = queues.firstIndex(where: { $0.name == place.name }) {
        return ChosenQueue(queue: queues[index], index: index, layer: place.layer)
      }
      report(unknownQueue(place, references), references)
      return nil
    }
    let usual = references.exec.spec.batchDefaultLogicalQueue.nonBlank
    let index =
      usual.map { name in queues.firstIndex { $0.name == name } }
      ?? (queues.count == 1 ? queues.startIndex : nil)
    guard let index else {
      // A default that is not there is a mistake of the System.
      if usual == nil { report(noQueue(references), references) }
      isIncomplete = true
      return nil
    }
    return ChosenQueue(queue: queues[index], index: index, layer: .system)
  }

  private func unknownQueue(_ place: Reference, _ references: References) -> Mistake {
    let names = references.exec.spec.batchLogicalQueues.map(\.name)
    let system = references.execOrAppPlace
    let hint =
      Spelling.nearest(to: place.name, among: names).map { "did you mean `\($0)`?" }
      ?? "its queues are: \(names.joined(separator: ", "))"
    let message = "System `\(system.name)` has no queue `\(place.name)`"
    guard place.layer == .app, system.layer == .job, references.execPlace != nil else {
      return Mistake(place.layer, .unknownReference, message, hint: hint, path: place.path)
    }
    // The job went elsewhere, and the app's queue stayed behind.
    var mistake = Mistake(
      .job, .unknownReference, message,
      hint: "name a queue of `\(system.name)` in `execSystemLogicalQueue`; \(hint)",
      path: system.path)
    mistake.diagnostic.origin =
      "execSystemLogicalQueue `\(place.name)` from \(references.app.origin)"
    return mistake
  }

  private func noQueue(_ references: References) -> Mistake {
    let names = references.exec.spec.batchLogicalQueues.map(\.name)
    let system = references.execOrAppPlace
    return Mistake(
      .job, .missingValue,
      "a BATCH job needs a queue, and System `\(system.name)` has no `batchDefaultLogicalQueue`",
      hint: names.isEmpty
        ? "add `batchLogicalQueues` to \(references.exec.origin)"
        : "name one in `execSystemLogicalQueue`: \(names.joined(separator: ", "))",
      path: system.layer == .job ? system.path : "spec.appId")
  }
}
