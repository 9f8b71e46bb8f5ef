/// The macros of a job (Tapis reference, section 4.1), and the absolute directories.
///
/// Each one that has a value is also a variable of the run: `JobName` is `_tapisJobName`. The
/// declaration order is that of the variables: sorted without case.
enum MacroName: Int, CaseIterable {
  case appId
  case appVersion
  case archiveMode
  case archiveOnAppError
  case archiveSystemDir
  /// Kilim's own, like the others in `Absolute`: the same directory below the system's rootDir,
  /// for programs that open it.
  case archiveSystemDirAbsolute
  case archiveSystemId
  case coresPerNode
  case dtnSystemId
  case dtnSystemInputDir
  case dtnSystemOutputDir
  case dynamicExecSystem
  case effectiveUserId
  case execSystemExecDir
  case execSystemExecDirAbsolute
  case execSystemHPCQueue
  case execSystemId
  case execSystemInputDir
  case execSystemInputDirAbsolute
  case execSystemLogicalQueue
  case execSystemOutputDir
  case execSystemOutputDirAbsolute
  case jobCreateDate
  case jobCreateTime
  case jobCreateTimestamp
  case jobName
  case jobOwner
  case jobUUID
  case jobWorkingDir
  case jobWorkingDirAbsolute
  case maxMinutes
  case memoryMB
  case nodes
  case stderrFilename
  case stdoutFilename
  case sysBatchScheduler
  case sysBucketName
  case sysHost
  case sysRootDir
  case tenant

  /// As in `${JobName}`.
  var name: String { Self.names[rawValue] }

  /// The variable that carries it into the run.
  var environmentKey: String { Self.environmentKeys[rawValue] }

  init?(_ name: some StringProtocol) {
    guard let number = Self.index.number(of: name) else { return nil }
    self.init(rawValue: number)
  }

  /// Spelled as the cases are, with a capital first letter.
  static let names = allCases.map { macro in
    let text = String(describing: macro)
    return text.prefix(1).uppercased() + text.dropFirst()
  }
  /// In bytes.
  static let longestName = names.map(\.utf8.count).max() ?? 0
  private static let environmentKeys = names.map { "_tapis" + $0 }
  private static let index = FieldIndex(names.enumerated().map { ($1, $0) })

  /// Why a macro that exists has no value in this run.
  var reasonForNoValue: String {
    switch self {
    case .dtnSystemId, .dtnSystemInputDir, .dtnSystemOutputDir:
      "only runs that go through a data transfer node have one"
    case .execSystemHPCQueue, .execSystemLogicalQueue: "only BATCH jobs have a queue"
    case .sysBatchScheduler: "the exec system has no `batchScheduler`"
    case .sysBucketName: "the exec system has no `bucketName`"
    default: "it is not known yet at this place"
    }
  }
}
