import Glibc
import KilimModel
import KilimStore
import KilimTransport

/// Copies of bundles that no stored text names any more.
enum UnusedBundles {
  /// An apply that is just being made may have looked for its bundle already.
  static let youngestMilliseconds: Int64 = 86_400_000

  static func find(
    in directory: String, _ reader: StoreReader, now: Timestamp
  ) throws(StoreError) -> [MarkedTree] {
    var unused: [MarkedTree] = []
    for name in LocalFiles.names(in: directory) ?? [] where isOld("\(directory)/\(name)", now) {
      guard Digest(hex: name) != nil, try !reader.isMentioned(name),
        let tree = MarkedTree("\(directory)/\(name)", mark: name)
      else { continue }
      unused.append(tree)
    }
    return unused
  }

  private static func isOld(_ path: String, _ now: Timestamp) -> Bool {
    var facts = stat()
    guard lstat(path, &facts) == 0 else { return false }
    // The status changes with the content, and with each use.
    return now.milliseconds - Int64(facts.st_ctim.tv_sec) * 1000 > youngestMilliseconds
  }
}
