package import KilimModel

/// One process on one host, told apart from all others that ever had its number.
package struct LeaseHolder: Sendable, Hashable {
  package var host: String
  package var processID: Int32
  /// Of the kernel: `/proc/sys/kernel/random/boot_id`.
  package var bootID: String
  /// The process's start, in clock ticks since boot: field 22 of `/proc/PID/stat`.
  package var processStart: Int64

  package init(host: String, processID: Int32, bootID: String, processStart: Int64) {
    self.host = host
    self.processID = processID
    self.bootID = bootID
    self.processStart = processStart
  }
}

/// The right to drive this state: one engine at a time has it.
package struct Lease: Sendable, Hashable {
  package var holder: LeaseHolder
  /// Counts the take-overs: a lease with an older term is lost.
  package var term: Int64
  package var acquired: Timestamp
  package var renewed: Timestamp

  /// `process 4711 on host login2`.
  package var holderText: String { "process \(holder.processID) on host \(holder.host)" }
}

package enum LeaseAnswer: Sendable, Hashable {
  case acquired(Lease)
  /// Somebody else has it. The words say who, and what to do.
  case held(Lease, words: String)
}
