import Glibc

/// A part of a document that a test writes: from `<!-- generated: NAME -->` to `<!-- end: NAME -->`.
///
/// With `UPDATE_GOLDEN=1` in the environment it is written anew instead of compared.
package struct GeneratedSection {
  package let path: String
  package let name: String

  /// - Parameter document: from the root of the repository.
  package init(_ name: String, in document: String) {
    self.name = name
    path = Self.root + "/" + document
  }

  /// The folder of the repository.
  package static var root: String {
    "/" + #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
  }

  /// - Throws: `TestFailure` if the part is another text, or is not there.
  package func check(_ text: String) throws(TestFailure) {
    let (start, end) = ("<!-- generated: \(name) -->\n", "<!-- end: \(name) -->\n")
    let document = try TextFile.read(path)
    guard let first = document.components(before: start),
      let last = first.after.components(before: end)
    else {
      throw TestFailure("\(path) has no part between \(start) and \(end)")
    }
    let wanted = "\n\(text)\n"
    if getenv("UPDATE_GOLDEN") != nil {
      return try TextFile.write(first.before + start + wanted + end + last.after, to: path)
    }
    if last.before != wanted {
      throw TestFailure("\(path), part `\(name)`, differs from the code; UPDATE_GOLDEN=1 writes it")
    }
  }
}

extension String {
  /// What stands before and after the first occurrence of `separator`.
  fileprivate func components(before separator: String) -> (before: String, after: String)? {
    guard let range = firstRange(of: separator) else { return nil }
    return (String(self[..<range.lowerBound]), String(self[range.upperBound...]))
  }
}
