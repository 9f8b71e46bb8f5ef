import KilimController
import KilimLifecycle
import KilimModel

/// A run as `-o json` shows it. The tree is a contract: `specs/cli.md`.
enum RunDocument {
  static func json(_ report: RunReport) -> JSONValue {
    [
      "apiVersion": "kilim/v1", "kind": "Run", "metadata": metadata(report),
      "spec": report.collected == nil ? report.plan.json : .null, "status": .object(status(report)),
    ]
  }

  private static func metadata(_ report: RunReport) -> JSONValue {
    var members: [JSONValue.Member] = [
      .init("name", .string(report.name.shortText)),
      .init("uuid", .string(report.uuid.description)),
      .init("owner", .string(report.name.owner.description)),
    ]
    if let (sweep, _) = report.name.owner.sweepPoint {
      let point = report.point.flatMap { try? JSONValue(reading: $0) }
      members.append(.init("sweep", .string(sweep.name)))
      members.append(.init("point", point ?? .null))
    }
    members.append(.init("labels", .text(report.labels)))
    members.append(.init("created", .string(report.created.text)))
    return .object(members)
  }

  /// Also the status of a Job, whose newest run this is.
  static func status(_ report: RunReport) -> [JSONValue.Member] {
    let plan = report.plan
    let isKnown = report.collected == nil
    return [
      .init("status", .string(report.status.name)),
      .init("condition", .text(report.condition?.rawValue)),
      .init("message", .text(report.message)),
      .init("exitCode", exitCode(report.exit)),
      .init("signal", signal(report.exit)),
      .init("attempt", .integer(Int64(report.attempt))),
      .init("remoteJobId", .text(report.processID.map { String($0) })),
      .init("execSystemId", .text(isKnown ? plan.execSystemId : nil)),
      .init("workDir", .text(isKnown ? plan.directories.exec : nil)),
      .init("outputDir", .text(isKnown ? plan.directories.output : nil)),
      .init(
        "archive",
        [
          "systemId": .text(isKnown ? plan.archiveSystemId : nil),
          "dir": .text(isKnown ? plan.archive.directory : nil),
        ]),
      .init("conditions", .array(RunConditions.of(report).map(\.json))),
      .init("times", times(report)),
      .init("usage", usage(report.exit)), .init("collected", collected(report)),
    ]
  }

  /// When and why its directories, plan and history went; null while they are kept.
  private static func collected(_ report: RunReport) -> JSONValue {
    report.collected.map(json) ?? .null
  }

  static func json(_ collected: Collected) -> JSONValue {
    ["time": .string(collected.time.text), "reason": .string(collected.reason.word)]
  }

  /// A signal counts as 128 and its number, as in a shell.
  private static func exitCode(_ exit: ExitRecord?) -> JSONValue {
    guard let exit else { return .null }
    return .integer(Int64(exit.end.code))
  }

  private static func signal(_ exit: ExitRecord?) -> JSONValue {
    guard case .signalled(let signal)? = exit?.end else { return .null }
    return .integer(Int64(signal))
  }

  /// When each status was entered last, in the order of the first entries.
  private static func times(_ report: RunReport) -> JSONValue {
    var members: [JSONValue.Member] = []
    if report.history.isEmpty, report.collected != nil {
      members.append(.init(report.status.name, .string(report.updated.text)))
    }
    for entry in report.history {
      let time = JSONValue.string(entry.time.text)
      if let index = members.firstIndex(where: { $0.key == entry.status.name }) {
        members[index].value = time
      } else {
        members.append(.init(entry.status.name, time))
      }
    }
    return .object(members)
  }

  private static func usage(_ exit: ExitRecord?) -> JSONValue {
    guard let exit else { return .null }
    return [
      "started": .string(exit.started.text), "ended": .string(exit.ended.text),
      "wallMilliseconds": .integer(exit.ended.milliseconds(since: exit.started)),
      "cpuMilliseconds": .integer(exit.cpuMilliseconds),
      "peakMemoryKiB": .integer(exit.peakMemoryKiB),
    ]
  }
}

extension ProgramEnd {
  /// The exit code; 128 and the number for a signal.
  var code: Int32 {
    switch self {
    case .exited(let code): code
    case .signalled(let signal): 128 + signal
    }
  }
}

extension RunName {
  /// `digits-k5#2`: the name without its kind.
  var shortText: String { "\(owner.name)#\(number)" }
}

extension JSONValue {
  static func text(_ text: String?) -> JSONValue { text.map { .string($0) } ?? .null }

  /// An object with sorted keys.
  static func text(_ texts: [String: String]) -> JSONValue {
    .object(
      texts.sorted { $0.key < $1.key }.map { JSONValue.Member($0.key, .string($0.value)) })
  }
}
