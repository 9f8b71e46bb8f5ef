import KilimModel

/// A logical queue (Tapis reference, section 6.3). Limits that are negative mean no limit.
enum QueueDeclaration {
  static let unique = ValueType.list(.record(type)).uniqueNames("name") { queue in
    queue.name.isEmpty ? nil : queue.name
  }

  private static let type = RecordType(
    "a logical queue", { LogicalQueue() },
    [
      .required(
        "name", \.name, .text(1...128, .harmless), .other, "6.3", "What jobs call the queue."),
      .optional(
        "hpcQueueName", \.hpcQueueName, .text(1...128, .harmless), .other, "6.3",
        "What the scheduler calls it."
      ).demanded,
      .optional("description", \.description, .text(max: 2048), .other, "6.3", "For people."),
      limit("maxJobs", \.maxJobs, "Runs at a time in the queue."),
      limit("maxJobsPerUser", \.maxJobsPerUser, "Runs at a time of one user."),
      limit("minNodeCount", \.minNodeCount, "Nodes that a job must take at least."),
      limit("maxNodeCount", \.maxNodeCount, "Nodes that a job may take at most."),
      limit("minCoresPerNode", \.minCoresPerNode, "Cores per node, at least."),
      limit("maxCoresPerNode", \.maxCoresPerNode, "Cores per node, at most."),
      limit("minMemoryMB", \.minMemoryMB, "Memory per node in MB, at least."),
      limit("maxMemoryMB", \.maxMemoryMB, "Memory per node in MB, at most."),
      limit("minMinutes", \.minMinutes, "Time limit in minutes, at least."),
      limit("maxMinutes", \.maxMinutes, "Time limit in minutes, at most."),
      .list(
        "schedulerOptions", \.schedulerOptions, ArgumentDeclaration.uniqueInApp, .other, "6.3",
        "Scheduler options of all jobs in the queue."),
    ])

  private static func limit(
    _ name: String, _ path: any WritableKeyPath<LogicalQueue, Int?> & Sendable,
    _ documentation: String
  ) -> Field<LogicalQueue> {
    .optional(
      name, path, .integer(Int(Int32.min)...Int(Int32.max)), .other, "6.3", documentation,
      default: "no limit")
  }
}
