import KilimManifest
import KilimModel

/// The name of a kind as a user types it.
enum KindName {
  /// - Throws: `CommandFailure` with status `notFound`, and the nearest spelling.
  static func find(_ text: String) throws(CommandFailure) -> ResourceKind {
    if let kind = ResourceKind(userText: text) { return kind }
    let names = ResourceKind.allCases.map(\.rawValue)
    let nearest = Spelling.nearest(to: text, among: names)
    throw CommandFailure(
      .notFound, "there is no kind `\(text)`",
      hint: nearest.map { "did you mean `\($0)`?" } ?? "kinds: " + names.joined(separator: ", "))
  }
}
