package import KilimModel

/// Finds objects that are declared twice, in one file or in several.
package enum DuplicateObjects {
  package static func check(_ documents: [ManifestDocument]) -> [Diagnostic] {
    var first: [ResourceName: DocumentSource] = [:]
    var diagnostics: [Diagnostic] = []
    for document in documents {
      guard let earlier = first[document.name] else {
        first[document.name] = document.source
        continue
      }
      let name = "\(document.name.kind.rawValue) `\(document.name.name)`"
      diagnostics.append(
        Diagnostic(
          .duplicateObject,
          "\(name) is declared twice, first in \(earlier.file), line \(earlier.line)",
          hint: "keep one of them, or give one another name",
          span: document.source.span(ofPath: "metadata.name"), path: "metadata.name"))
    }
    return diagnostics
  }
}

extension [Diagnostic] {
  /// Each diagnostic once, in the order of their first appearance.
  package var withoutRepeats: [Diagnostic] {
    var seen: Set<Diagnostic> = []
    return filter { seen.insert($0).inserted }
  }
}
