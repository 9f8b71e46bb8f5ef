import KilimModel

/// When a lease stands against somebody who wants it.
enum LeaseRule {
  static func holds(
    _ lease: Lease, against other: LeaseHolder, now: Timestamp, isAlive: (LeaseHolder) -> Bool
  ) -> Bool {
    guard lease.holder.host == other.host else {
      return now.milliseconds(since: lease.renewed) < Store.foreignLeaseSeconds * 1000
    }
    // Nothing survives the end of its boot.
    return lease.holder.bootID == other.bootID && isAlive(lease.holder)
  }

  static func words(_ lease: Lease, for other: LeaseHolder, now: Timestamp) -> String {
    if lease.holder.host == other.host {
      return "an engine drives this state already: \(lease.holderText)"
    }
    let left = Store.foreignLeaseSeconds - now.milliseconds(since: lease.renewed) / 1000
    return "an engine on another host drives this state: \(lease.holderText); stop it there, "
      + "or wait \(left) s: a lease that is not renewed ends then"
  }
}
