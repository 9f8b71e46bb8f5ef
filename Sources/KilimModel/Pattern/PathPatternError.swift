/// Why a text is not a pattern.
package struct PathPatternError: Error, Sendable, Hashable {
  /// What is wrong and what to write instead, in the user's words.
  package var message: String
  /// Where, in Unicode scalars from the start of the text (`REGEX:` included).
  package var offset: Int

  package init(message: String, offset: Int) {
    self.message = message
    self.offset = offset
  }
}
