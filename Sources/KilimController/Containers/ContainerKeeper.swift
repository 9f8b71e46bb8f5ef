import Glibc
import KilimLaunch
import KilimLifecycle
import KilimManifest
import KilimModel
import KilimTransport

/// Finds out what became of the container of one attempt, and removes it. Everything here may be done
/// twice; it blocks, on a worker's thread.
struct ContainerKeeper: Sendable {
  let host: any ContainerHost
  /// As the attempt runs it.
  let plan: RunPlan
  let attempt: Int

  /// How a container is asked for its end.
  struct Question: Sendable {
    var end: CommandEnd
    var earlierLooks = 0
    var wasOutOfReach = false
    /// It is to be ended: the user wants it gone, or its time is up.
    var isUnwanted = false
    /// Its time is up.
    var isOverdue = false
    var now: Timestamp
  }

  private enum Found {
    case container(String)
    case none
    case complaint(RuntimeComplaint)
  }

  func settle(_ question: Question, cancelled: @Sendable () -> Bool) -> ContainerVerdict {
    if question.isUnwanted || question.end.wasEndedByKilim { return end(question) }
    var evidence = ContainerEvidence(
      runtime: plan.runtime, end: question.end, answer: .gone,
      wasMade: noted() != nil, errors: ContainerErrors.tail(of: plan),
      outOfMemoryMark: access(scratch + "/oom", F_OK) == 0,
      memoryLimitMB: plan.container?.limitsMemory == true ? plan.memoryMB : nil,
      earlierLooks: question.earlierLooks, wasOutOfReach: question.wasOutOfReach)
    let found = find(cancelled)
    switch found {
    case .container(let id): evidence.answer = ask(id, cancelled)
    case .none: evidence.answer = .gone
    case .complaint(let complaint): evidence.answer = .complaint(complaint)
    }
    if cancelled() { return .running }
    let verdict = ContainerVerdict(evidence)
    if case .container(let id) = found, let record = verdict.record {
      keepWhatWasMissed(id, record, question.end)
    }
    return verdict
  }

  /// Removes the container and what its runtime wrote. Nil when nothing is left.
  func remove() -> RuntimeComplaint? {
    if plan.runtime.takesEnvironmentAsOptions {
      switch find({ false }) {
      case .container(let id):
        if let complaint = remove(id) { return complaint }
      case .none: break
      case .complaint(let complaint):
        // Where there is no runtime, there is no container.
        guard complaint.condition == .runtimeNotInstalled else { return complaint }
      }
    }
    return removeScratch()
  }

  private func removeScratch() -> RuntimeComplaint? {
    do throws(TransferError) {
      if access(scratch, F_OK) == 0 { try LocalFiles.remove(tree: scratch) }
      return nil
    } catch {
      return RuntimeComplaint(.launchFailure, error.message)
    }
  }
}

extension ContainerKeeper {
  /// Removes the containers of many attempts of one runtime. That they are gone is seen, not believed:
  /// Podman's `rm` beside one that was left by a killed engine may end well and leave a container.
  static func remove(_ all: [ContainerKeeper]) -> [RuntimeComplaint?] {
    var complaints = removeAtOnce(all)
    guard let first = all.first, first.plan.runtime.takesEnvironmentAsOptions else {
      return complaints
    }
    for look in 0..<4 {
      let left = first.names()
      let again = all.indices.filter { index in
        complaints[index] == nil && left.contains(all[index].name)
      }
      if again.isEmpty { break }
      let words = "\(first.program) says that it is removed, and lists it all the same"
      for index in again {
        complaints[index] = look < 3 ? all[index].remove() : RuntimeComplaint(.launchFailure, words)
      }
    }
    return complaints
  }

  /// Of the containers of Kilim's runs that are there, running or not.
  private func names() -> Set<Substring> {
    let label = ContainerCommand.labelName
    let outcome = host.run(
      [program, "ps", "-a", "--filter", "label=\(label)", "--format", "{{.Names}}"], seconds: 30)
    guard case .ended(code: 0, let output, _) = outcome else { return [] }
    return Set(output.split(separator: "\n"))
  }

  private var name: Substring { ContainerCommand.name(of: plan, attempt: attempt)[...] }

  /// With one command; those that it does not remove, one by one.
  private static func removeAtOnce(_ all: [ContainerKeeper]) -> [RuntimeComplaint?] {
    let ids = all.compactMap { $0.noted() }
    guard all.count > 1, ids.count == all.count, let first = all.first else {
      return all.map { $0.remove() }
    }
    let outcome = first.host.run([first.program, "rm", "-f"] + ids, seconds: 300)
    guard case .ended(code: 0, _, _) = outcome else { return all.map { $0.remove() } }
    return all.map { $0.removeScratch() }
  }

  private var program: String { plan.runtime.program }
  private var scratch: String { ContainerCommand.scratch(of: plan, attempt: attempt) }
  private var errorPath: String { "\(plan.directories.output)/\(plan.stderrFilename)" }

  /// Ends the container, as SIGTERM and SIGKILL end a program, and removes it.
  private func end(_ question: Question) -> ContainerVerdict {
    var record: ExitRecord
    if case .ended(let own) = question.end {
      record = own.withoutUsage
    } else {
      record = ExitRecord(end: .signalled(signal: 9), started: question.now, ended: question.now)
    }
    let wasAsked = record.cancelled || record.timedOut
    if !wasAsked {
      record.timedOut = question.isOverdue
      record.cancelled = !question.isOverdue
    }
    guard plan.runtime.takesEnvironmentAsOptions else { return cleared(record) }
    // An engine may still be at what a killed command asked it for.
    for look in 0..<3 {
      switch find({ false }) {
      case .container(let id):
        // The launcher has given its command the time that a program gets.
        _ = host.run([program, "stop", "-t", wasAsked ? "0" : "10", id], seconds: 40)
        if let complaint = remove(id) {
          return .outOfReach(.runtimeUnavailable, reason: complaint.words)
        }
        return cleared(record)
      case .complaint(let complaint):
        guard complaint.condition != .runtimeNotInstalled else { return cleared(record) }
        return .outOfReach(.runtimeUnavailable, reason: complaint.words)
      case .none:
        if noted() != nil { return cleared(record) }
        if look < 2 { usleep(300_000) }
      }
    }
    return cleared(record)
  }

  private func cleared(_ record: ExitRecord) -> ContainerVerdict {
    if let complaint = remove() {
      return .outOfReach(.runtimeUnavailable, reason: complaint.words)
    }
    return .ended(record)
  }

  /// The id that the runtime wrote down when it had made the container.
  private func noted() -> String? {
    let path = ContainerCommand.identityFile(of: plan, attempt: attempt)
    guard let bytes = try? LocalFiles.read(path, limit: 256) else { return nil }
    let id = String(decoding: bytes, as: UTF8.self).filter(\.isHexDigit)
    return id.isEmpty ? nil : id
  }

  private func find(_ cancelled: @Sendable () -> Bool) -> Found {
    if let id = noted() { return .container(id) }
    let label = ContainerCommand.label(of: plan, attempt: attempt)
    let outcome = host.run(
      [program, "ps", "-a", "-q", "--no-trunc", "--filter", "label=\(label)"], seconds: 30,
      streams: nil, cancelled: cancelled)
    guard case .ended(code: 0, let output, _) = outcome else {
      return .complaint(outcome.complaint(of: program))
    }
    let id = output.prefix { $0.isHexDigit }
    return id.isEmpty ? .none : .container(String(id))
  }

  private func ask(_ id: String, _ cancelled: @Sendable () -> Bool) -> ContainerEvidence.Answer {
    let outcome = host.run(
      [program, "container", "inspect", "--format", "{{json .State}}", id], seconds: 30,
      streams: nil, cancelled: cancelled)
    switch outcome {
    case .ended(code: 0, let output, _):
      guard let state = ContainerState(json: output) else {
        return .complaint(
          RuntimeComplaint(
            .launchFailure, "\(program) says of the container: \(output.prefix(200))"))
      }
      return .state(state)
    case .ended(_, _, let error) where error.saysThatThereIsNone: return .gone
    default: return .complaint(outcome.complaint(of: program))
    }
  }

  private func remove(_ id: String) -> RuntimeComplaint? {
    let outcome = host.run([program, "rm", "-f", id], seconds: 120)
    switch outcome {
    case .ended(code: 0, _, _): return nil
    case .ended(_, _, let error)
    where error.saysThatThereIsNone || error.contains("is already in progress"):
      return nil
    default: return outcome.complaint(of: program)
    }
  }

  /// A command that did not see the end of its container did not see all of its output either.
  private func keepWhatWasMissed(_ id: String, _ record: ExitRecord, _ end: CommandEnd) {
    if case .ended(let own) = end, own.end == record.end { return }
    let output = "\(plan.directories.output)/\(plan.stdoutFilename)"
    let streams = HostCommand.Streams(
      output: output + ".kilim-part", error: errorPath + ".kilim-part")
    let outcome = host.run(
      [program, "logs", id], seconds: 600, streams: streams, cancelled: { false })
    let isWhole = if case .ended(code: 0, _, _) = outcome { true } else { false }
    for (part, path) in [(streams.output, output), (streams.error, errorPath)]
    where access(part, F_OK) == 0 {
      // Of a log driver that keeps nothing there is nothing better than what was seen.
      if !isWhole || rename(part, path) != 0 { unlink(part) }
    }
    _ = ExitCodeFile.write(record.end, to: "\(plan.directories.output)/tapisjob.exitcode")
  }
}

extension ContainerVerdict {
  fileprivate var record: ExitRecord? {
    switch self {
    case .ended(let record), .killed(let record, _, _): record
    case .refused, .running, .lost, .outOfReach: nil
    }
  }
}

extension String {
  fileprivate var saysThatThereIsNone: Bool {
    let text = lowercased()
    return text.contains("no such container") || text.contains("no such object")
      || text.contains("no container with")
  }
}

extension HostCommandOutcome {
  /// Why a command of a runtime did not do its work.
  func complaint(of program: String) -> RuntimeComplaint {
    switch self {
    case .ended(_, let output, let error):
      RuntimeComplaint(reading: error.isEmpty ? output : error)
    case .missing:
      RuntimeComplaint(.runtimeNotInstalled, "there is no program `\(program)` on the PATH")
    case .notStarted(let reason):
      RuntimeComplaint(.launchFailure, "\(program) cannot be started: \(reason)")
    case .timedOut: RuntimeComplaint(.runtimeUnavailable, "\(program) does not answer")
    case .cancelled: RuntimeComplaint(.runtimeUnavailable, "\(program) was not waited for")
    }
  }
}
