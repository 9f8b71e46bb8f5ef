package import KilimModel

/// Finds objects that are declared twice, in one file or in several.
package enum DuplicateObjects {
  /// Where an object is declared.
  package struct Declaration: Sendable {
    package var name: ResourceName
    var file: String
    var line: Int
    var span: SourceSpan

    package init(_ document: ManifestDocument) {
      name = document.name
      file = document.source.file
      line = document.source.line
      span = document.source.span(ofPath: "metadata.name")
    }
  }

  package static func check(_ documents: [ManifestDocument]) -> [Diagnostic] {
    var counts: [ResourceName: Int] = [:]
    counts.reserveCapacity(documents.count)
    for document in documents { counts[document.name, default: 0] += 1 }
    guard counts.count < documents.count else { return [] }
    return check(documents.filter { counts[$0.name] != 1 }.map(Declaration.init))
  }

  /// - Parameter declarations: all those of the names in question, in their order.
  package static func check(_ declarations: [Declaration]) -> [Diagnostic] {
    var first: [ResourceName: Declaration] = [:]
    var diagnostics: [Diagnostic] = []
    for declaration in declarations {
      guard let earlier = first[declaration.name] else {
        first[declaration.name] = declaration
        continue
      }
      let name = "\(declaration.name.kind.rawValue) `\(declaration.name.name)`"
      diagnostics.append(
        Diagnostic(
          .duplicateObject,
          "\(name) is declared twice, first in \(earlier.file), line \(earlier.line)",
          hint: "keep one of them, or give one another name", span: declaration.span,
          path: "metadata.name"))
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
