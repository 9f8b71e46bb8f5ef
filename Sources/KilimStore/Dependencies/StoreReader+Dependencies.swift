package import KilimLifecycle
package import KilimModel

extension StoreReader {
  /// How a job stands for those that depend on it: by its newest run, also when nothing but the
  /// ledger remembers that.
  package func jobDependencyState(of name: ResourceName) throws(StoreError) -> DependencyState {
    let select = try prepare(
      """
      SELECT o.deleted IS NOT NULL, o.update_pending, l.verdict, r.status, r.condition
      FROM objects o LEFT JOIN ledger l ON l.object = o.id
        AND l.number = (SELECT max(number) FROM ledger WHERE object = o.id)
      LEFT JOIN runs r ON r.id = l.run
      WHERE o.kind = ? AND o.name = ?
      """)
    select.bind(1, name.kind.storedCode)
    select.bind(2, name.name)
    guard try select.step() else { return .stuck(.absent) }
    defer { select.reset() }
    let (isDeleted, isWaiting) = (select.flag(0), select.flag(1))
    if isWaiting, !isDeleted { return .underway }
    if !select.isNull(3) {
      return DependencyState(
        RunState(status: try status(select, 3), condition: try condition(select, 4)))
    }
    if !select.isNull(2) { return DependencyState(RunState(status: try status(select, 2))) }
    return isDeleted ? .stuck(.absent) : .underway
  }
}
