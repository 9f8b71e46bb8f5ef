package import KilimModel

/// Looks at files whose paths have marks of steps in them, in the place of the values that are known.
///
/// Of a step that has not run nothing can be said: what is taken of it counts as there.
package struct StepInspector: SourceInspector {
  private let base: any SourceInspector
  private let references: [StepReference]
  private let values: [StepReference: StepValue]

  /// - Parameter references: in the order of their marks.
  package init(
    _ base: any SourceInspector, references: [StepReference],
    values: [StepReference: StepValue] = [:]
  ) {
    self.base = base
    self.references = references
    self.values = values
  }

  package func kind(ofPath path: String) -> FileKind? {
    let filled = filled(path)
    return PointMark.isIn(filled) ? unknownKind(filled) : base.kind(ofPath: filled)
  }

  package func contentDigest(ofPath path: String) -> Digest? {
    let filled = filled(path)
    // Of no use to anybody, but without one the file would count as unreadable.
    return PointMark.isIn(filled) ? Digest.of(filled) : base.contentDigest(ofPath: filled)
  }

  package func content(ofPath path: String, limit: Int) -> [UInt8]? {
    let filled = filled(path)
    return PointMark.isIn(filled) ? nil : base.content(ofPath: filled, limit: limit)
  }

  private func filled(_ text: String) -> String {
    StepFilling.filled(text) { index in
      guard references.indices.contains(index), let value = values[references[index]] else {
        return nil
      }
      return .init(value.text, of: references[index])
    }
  }

  private func unknownKind(_ path: String) -> FileKind {
    guard StepFilling.isDirectoryAlone(path), let scalar = path.unicodeScalars.last,
      let index = PointMark.number(of: scalar).flatMap(PointMark.stepIndex),
      references.indices.contains(index)
    else { return .directory }
    return references[index].value == .pointsFile ? .file : .directory
  }
}
