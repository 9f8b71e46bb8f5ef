import KilimModel

extension JobCompilation {
  /// One size of a job against the limits of its queue.
  private struct Size {
    var field: String
    var value: Int
    var job: Int?
    var app: Int?
    var low: Int?
    var high: Int?
    var limit: KeyPath<LogicalQueue, Int?> & Sendable
  }

  /// A queue's limits (Tapis reference, sections 1.3 and 6.3): nothing is ever cut to fit. A
  /// maximum of 0 or less is none. Then what nobody has set and few can work with.
  mutating func checkLimits(
    _ sizes: PlannedSizes, _ profile: SchedulerProfileSpec?, _ references: References
  ) {
    guard let chosen = references.queue else { return }
    let list = self.sizes(sizes, chosen.queue, references)
    var isOutside: Set<String> = []
    for size in list {
      guard let complaint = complaint(of: size) else { continue }
      isOutside.insert(size.field)
      report(mistake(size, complaint, chosen, references), references)
    }
    let hidesMemory = profile?.hiddenOptions.contains(.memory) == true
    let unset = list.filter {
      ($0.field == "maxMinutes" || $0.field == "memoryMB" && !hidesMemory)
        && $0.job == nil && $0.app == nil && !isOutside.contains($0.field)
    }
    warnOfDefaults(unset)
  }

  private func sizes(
    _ sizes: PlannedSizes, _ queue: LogicalQueue, _ references: References
  ) -> [Size] {
    let (own, app) = (job.attributes, references.app.spec.jobAttributes)
    return [
      Size(
        field: "nodeCount", value: sizes.nodeCount, job: own.nodeCount, app: app.nodeCount,
        low: queue.minNodeCount, high: queue.maxNodeCount, limit: \.maxNodeCount),
      Size(
        field: "coresPerNode", value: sizes.coresPerNode, job: own.coresPerNode,
        app: app.coresPerNode, low: queue.minCoresPerNode, high: queue.maxCoresPerNode,
        limit: \.maxCoresPerNode),
      Size(
        field: "memoryMB", value: sizes.memoryMB, job: own.memoryMB, app: app.memoryMB,
        low: queue.minMemoryMB, high: queue.maxMemoryMB, limit: \.maxMemoryMB),
      Size(
        field: "maxMinutes", value: sizes.maxMinutes, job: own.maxMinutes, app: app.maxMinutes,
        low: queue.minMinutes, high: queue.maxMinutes, limit: \.maxMinutes),
    ]
  }

  /// The broken limit in words, and whether it is the upper one.
  private func complaint(of size: Size) -> (text: String, isOver: Bool)? {
    if let high = size.high, high > 0, size.value > high { return ("at most \(high)", true) }
    if let low = size.low, size.value < low { return ("at least \(low)", false) }
    return nil
  }

  private func mistake(
    _ size: Size, _ complaint: (text: String, isOver: Bool), _ chosen: ChosenQueue,
    _ references: References
  ) -> Mistake {
    let layer: Layer? = size.job != nil ? .job : size.app != nil ? .app : nil
    // Whose word it was last: the size's own, else the queue's.
    let isJobs = layer == .job || chosen.layer == .job || layer == nil
    let path =
      layer == .job
      ? "spec.\(size.field)"
      : chosen.layer == .job ? "spec.execSystemLogicalQueue" : "spec.appId"
    let usual = layer == nil ? ", the default," : ""
    var mistake = Mistake(
      isJobs ? .job : .app, .queueLimit,
      "\(size.field) \(size.value)\(usual) does not fit the queue `\(chosen.queue.name)` of System `\(references.execName)`, which takes \(complaint.text)",
      hint: hint(size, complaint, chosen, references),
      path: isJobs ? path : "spec.jobAttributes.\(size.field)")
    if layer == .app {
      mistake.diagnostic.origin = "\(size.field) \(size.value) from \(references.app.origin)"
    }
    return mistake
  }

  private func hint(
    _ size: Size, _ complaint: (text: String, isOver: Bool), _ chosen: ChosenQueue,
    _ references: References
  ) -> String {
    let advice = "set `\(size.field)` to \(complaint.text)"
    guard complaint.isOver else { return advice }
    let others = references.exec.spec.batchLogicalQueues.filter { queue in
      guard let high = queue[keyPath: size.limit], high > 0 else { return true }
      return size.value <= high
    }
    return others.isEmpty
      ? advice
      : advice + ", or choose another queue: \(others.map(\.name).joined(separator: ", "))"
  }

  private mutating func warnOfDefaults(_ unset: [Size]) {
    guard !unset.isEmpty else { return }
    let words = unset.map { $0.field == "maxMinutes" ? "10 minutes" : "100 MB of memory per node" }
    let fields = unset.map { "`\($0.field)`" }.joined(separator: " and ")
    report(
      Mistake(
        .job, .surprisingDefault,
        "nobody sets \(fields), so this BATCH job gets \(words.joined(separator: " and "))",
        hint: "add \(fields) to the job or its App", path: "spec.appId"))
  }
}
