import Glibc
import KilimTestSupport
import Testing

/// Texts that are compared word for word; `UPDATE_GOLDEN=1` writes them anew.
enum GoldenFile {
  static func compare(
    _ text: String, with path: String, sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    if getenv("UPDATE_GOLDEN") != nil {
      try TextFile.write(text, to: path)
      return
    }
    guard let wanted = try? TextFile.read(path) else {
      Issue.record("\(path) is missing: UPDATE_GOLDEN=1", sourceLocation: sourceLocation)
      return
    }
    #expect(text == wanted, sourceLocation: sourceLocation)
  }
}
