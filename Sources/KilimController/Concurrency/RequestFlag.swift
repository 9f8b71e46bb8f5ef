import Synchronization

/// A request that one thread makes and another one sees; it is never taken back.
final class RequestFlag: Sendable {
  private let value = Atomic(false)

  func raise() { value.store(true, ordering: .releasing) }

  var isRaised: Bool { value.load(ordering: .acquiring) }
}
