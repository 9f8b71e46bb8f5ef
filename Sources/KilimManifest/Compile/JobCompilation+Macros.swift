import KilimModel

extension JobCompilation {
  /// The macros that need no other ones (Tapis reference, section 4.3, step 1).
  func groundMacros(_ references: References, _ sizes: PlannedSizes) -> MacroTable {
    let system = references.exec.spec
    var table = MacroTable()
    table[.appId] = job.appId
    table[.appVersion] = job.appVersion
    table[.execSystemId] = references.execName
    table[.archiveSystemId] = references.archiveName
    table[.execSystemLogicalQueue] = references.queue?.queue.name
    table[.execSystemHPCQueue] = references.queue.map { $0.queue.hpcQueueName ?? $0.queue.name }
    table[.jobUUID] = context.uuid.description
    table[.jobOwner] = context.facts.userName
    table[.effectiveUserId] =
      system.effectiveUserId.nonBlank.map {
        SystemVariables.filled(in: $0, context.facts)
      } ?? context.facts.userName
    // One tenant is all there is; the macro stays for manifests that use it.
    table[.tenant] = "local"
    table[.dynamicExecSystem] = references.execReason == nil ? "false" : "true"
    let mode = archiveMode(references)
    table[.archiveMode] = mode.rawValue
    table[.archiveOnAppError] = mode == .always ? "true" : "false"
    table[.nodes] = String(sizes.nodeCount)
    table[.coresPerNode] = String(sizes.coresPerNode)
    table[.memoryMB] = String(sizes.memoryMB)
    table[.maxMinutes] = String(sizes.maxMinutes)
    table[.sysHost] = system.host ?? "localhost"
    table[.sysBatchScheduler] = system.batchScheduler?.rawValue
    table[.sysBucketName] = system.bucketName.nonBlank
    let (date, time) = (context.created.dateText, context.created.timeText + "Z")
    table[.jobCreateTimestamp] = date + "T" + time
    table[.jobCreateDate] = date + "Z"
    table[.jobCreateTime] = time
    return table
  }

  /// The run's name: macros that need no directories may be in it.
  mutating func jobName(_ table: MacroTable, _ references: References) -> String {
    let (text, path) =
      job.name.nonBlank.map { ($0, "spec.name") } ?? (metadata.name, "metadata.name")
    var resolver = MacroResolver(values: table, facts: context.facts)
    do throws(MacroError) {
      let name = try resolver.resolve(text)
      if name.unicodeScalars.count > 64 {
        report(
          Mistake(
            .job, .outOfRange,
            "the name is `\(name)` with its macros filled in, longer than 64 characters",
            hint: "shorten it", path: path))
      }
      return name
    } catch {
      if let diagnostic = error.diagnostic(path: path) {
        report(Mistake(.job, diagnostic))
      }
      return text
    }
  }

  /// Sizes of the run: job, else app, else the defaults.
  func sizes(_ references: References) -> PlannedSizes {
    sizes(job.attributes, references.app.spec.jobAttributes)
  }

  private func sizes(_ job: JobAttributes, _ app: JobAttributes) -> PlannedSizes {
    func first(_ jobs: Int?, _ apps: Int?, _ usual: Int) -> Int {
      guard let value = jobs ?? apps, value > 0 else { return usual }
      return value
    }
    return PlannedSizes(
      nodeCount: first(job.nodeCount, app.nodeCount, 1),
      coresPerNode: first(job.coresPerNode, app.coresPerNode, 1),
      memoryMB: first(job.memoryMB, app.memoryMB, 100),
      maxMinutes: first(job.maxMinutes, app.maxMinutes, 10),
      gpus: first(job.gpus, app.gpus, 0))
  }
}

struct PlannedSizes: Hashable {
  var nodeCount: Int
  var coresPerNode: Int
  var memoryMB: Int
  var maxMinutes: Int
  var gpus: Int
}
