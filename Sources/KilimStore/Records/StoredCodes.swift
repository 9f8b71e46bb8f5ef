import KilimModel

// The numbers of names in the database. They are never changed or reused.

extension ResourceKind {
  var storedCode: Int64 {
    switch self {
    case .system: 1
    case .app: 2
    case .job: 3
    case .schedulerProfile: 4
    case .sweep: 5
    case .workflow: 6
    }
  }

  init?(storedCode: Int64) {
    guard let kind = Self.allCases.first(where: { $0.storedCode == storedCode }) else { return nil }
    self = kind
  }
}

extension RunCondition {
  var storedCode: Int64 {
    switch self {
    case .normalCompletion: 0
    case .cancelledByUser: 1
    case .archivingFailed: 2
    case .executionMonitoringError: 3
    case .executionTimeout: 4
    case .internalError: 5
    case .invalidDefinition: 6
    case .launchFailure: 7
    case .remoteAccessError: 8
    case .remoteOutcomeError: 9
    case .unableToStageInputs: 10
    case .unableToStageJob: 11
    case .unknownOutcome: 12
    case .superseded: 13
    case .dependencyFailed: 14
    case .hostUnreachable: 20
    case .needsLogin: 21
    case .schedulerCancelled: 30
    case .schedulerDeadline: 31
    case .schedulerOutOfMemory: 32
    case .schedulerTerminated: 33
    case .schedulerTimeout: 34
    }
  }

  init?(storedCode: Int64) {
    guard let value = Self.allCases.first(where: { $0.storedCode == storedCode }) else {
      return nil
    }
    self = value
  }
}

extension DeliveryTarget.Method {
  var storedCode: Int64 {
    switch self {
    case .webhook: 1
    case .email: 2
    }
  }

  init?(storedCode: Int64) {
    guard let value = Self.allCases.first(where: { $0.storedCode == storedCode }) else {
      return nil
    }
    self = value
  }
}

extension RetryCause {
  var storedCode: Int64 {
    switch self {
    case .outOfMemory: 1
    case .timeLimit: 2
    case .preempted: 3
    case .nodeFailure: 4
    case .staging: 5
    case .submission: 6
    case .applicationError: 7
    }
  }

  init?(storedCode: Int64) {
    guard let value = Self.allCases.first(where: { $0.storedCode == storedCode }) else {
      return nil
    }
    self = value
  }
}
