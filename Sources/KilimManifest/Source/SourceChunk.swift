/// Whole documents that follow each other in a text, to be read by themselves.
package struct SourceChunk: Sendable {
  package let name: String
  package let directory: String
  /// With the `---` of the next chunk behind its own documents: what is never closed then ends
  /// where it ends in the whole text.
  let bytes: [UInt8]
  /// How many lines stand before it.
  let firstLine: Int
  /// It is no more than the start of a document that is too large.
  var isTooLarge = false

  package var byteCount: Int { bytes.count }
}
