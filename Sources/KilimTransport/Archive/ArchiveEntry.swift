/// Something in an output directory that can be archived.
struct ArchiveEntry: Hashable {
  enum Content: Hashable {
    /// A regular file, or a link to one outside of the output directory: its bytes are copied, so
    /// that the archive holds what it needs.
    case file
    case emptyDirectory
    /// A link that stays a link, with the text it gets in the archive.
    case link(text: String)
    /// A link into the output directory: stays a relative link when what it leads to is archived
    /// too. `inside` is relative to the output directory, `real` absolute.
    case innerLink(text: String, inside: String, real: String)
  }
  /// Relative to the output directory.
  var path: String
  var content: Content
}
