package import KilimLifecycle
package import KilimModel

/// What the store keeps of a workflow beside its declaration.
package struct WorkflowRecord: Sendable, Hashable {
  package var id: ObjectID
  package var name: ResourceName
  /// What its steps come to.
  package var status: RunStatus
  /// Cancelled: no step is started.
  package var isHalted: Bool
  /// Somebody holds its steps back.
  package var isSuspended: Bool
  /// Why no step can start before a person does something, in words.
  package var obstacle: String?

  package init(
    id: ObjectID, name: ResourceName, status: RunStatus, isHalted: Bool, isSuspended: Bool,
    obstacle: String? = nil
  ) {
    self.id = id
    self.name = name
    self.status = status
    self.isHalted = isHalted
    self.isSuspended = isSuspended
    self.obstacle = obstacle
  }
}

extension WorkflowRecord {
  /// The same but for what holds it back.
  package func isLike(_ other: WorkflowRecord) -> Bool {
    id == other.id && status == other.status && isHalted == other.isHalted
  }
}

/// One step of a workflow as the store knows it.
package struct StepRecord: Sendable, Hashable {
  package var name: String
  package var state: StepState
  /// What was made of it; nil for nothing yet.
  package var object: Object?
  /// Over the step's text and the values it took, 16 bytes; nil for a step to be looked at anew.
  package var identity: [UInt8]?
  /// The values that it took, as JSON.
  package var values: String?
  /// A finished run elsewhere whose outputs are the step's.
  package var reusedRun: RunID?
  /// Why it is in its state, for people.
  package var reason: String?
  /// Once its turn comes, it runs again when what it uses is not what it was.
  package var refreshes = false

  package struct Object: Sendable, Hashable {
    package var id: ObjectID
    package var name: ResourceName
    package var isDeleted = false
    /// A newer declaration of it waits behind its run.
    package var updatePending = false
    /// Its newest run, if it is a Job.
    package var run: RunID?
    /// Of that run, or its verdict.
    package var status: RunStatus?
    package var condition: RunCondition?

    package init(id: ObjectID, name: ResourceName) {
      self.id = id
      self.name = name
    }
  }

  package init(name: String, state: StepState = .waiting) {
    self.name = name
    self.state = state
  }
}

/// The step that an object was made of.
package struct StepOwner: Sendable, Hashable {
  package var workflow: ObjectID
  package var step: String
}
