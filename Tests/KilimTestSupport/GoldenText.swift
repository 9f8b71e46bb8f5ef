import Glibc

/// A whole file of the repository that a test writes.
///
/// With `UPDATE_GOLDEN=1` in the environment it is written anew instead of compared.
package enum GoldenText {
  /// - Parameter document: from the root of the repository.
  /// - Throws: `TestFailure` if the file has another text, or is not there.
  package static func compare(_ text: String, with document: String) throws(TestFailure) {
    let path = GeneratedSection.root + "/" + document
    if getenv("UPDATE_GOLDEN") != nil { return try TextFile.write(text, to: path) }
    if try TextFile.read(path) != text {
      throw TestFailure("\(document) differs from the code; UPDATE_GOLDEN=1 writes it")
    }
  }
}
