package enum Spelling {
  /// The candidate that `text` is most likely a misspelling of; nil when none is near.
  package static func nearest(to text: String, among candidates: some Sequence<String>) -> String? {
    nil
  }
}
