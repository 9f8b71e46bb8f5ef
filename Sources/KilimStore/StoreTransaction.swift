import GRDB
import KilimModel

/// One durable change of the state: all of it or nothing. It also reads, what it wrote included.
/// Valid only inside the closure that it was given to.
package final class StoreTransaction: StoreReader {
  /// The texts stored last, by their use: like jobs come in a row.
  var recentDocuments: [DocumentUse: RecentDocument] = [:]
  var recentSource: (source: DefinitionSource, id: Int64)?
  var changes = ChangeList()
  /// By how much the counts of sweeps have changed, and the first positions that wait again.
  var pointCounts: [ObjectID: PointCounts] = [:]
  var firstWaiting: [ObjectID: Int] = [:]

  /// Writes what is written once for all transitions of the transaction.
  func finish() throws(StoreError) {
    try writePointCounts()
    try writeChanges()
  }
}
