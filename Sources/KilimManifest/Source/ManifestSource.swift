package import KilimModel

/// A text that is read in pieces, as often as is needed.
package protocol ManifestSource: Sendable {
  /// As diagnostics show it: `jobs/a.yaml`, `<stdin>`.
  var name: String { get }
  /// The absolute directory against which relative paths in the text resolve.
  var directory: String { get }

  /// The bytes from `offset` on: `count` of them, fewer only where the text ends.
  func read(from offset: Int, count: Int) throws(UnreadableSource) -> [UInt8]
}

/// A text that cannot be read, in the user's words.
package struct UnreadableSource: Error {
  package var diagnostic: Diagnostic
  package init(_ diagnostic: Diagnostic) { self.diagnostic = diagnostic }
}

extension SourceFile: ManifestSource {
  package func read(from offset: Int, count: Int) -> [UInt8] {
    // Small texts are shared, not copied.
    if offset == 0, count >= bytes.count { return bytes }
    return Array(bytes[min(offset, bytes.count)..<min(offset + count, bytes.count)])
  }
}
