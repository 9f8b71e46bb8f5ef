import KilimManifest
import KilimModel

/// A file that Kilim accepts, as it stands.
struct SpecimenFile {
  var source: SourceFile
  var documents: [SourceNode]
  /// What the documents are that do not say it themselves.
  var kind: String

  var bytes: [UInt8] { source.bytes }

  /// Nil for a text that is not well-formed.
  init?(_ source: SourceFile, kind: String) {
    guard let documents = SourceReader.documents(of: source.bytes) else { return nil }
    self.source = source
    self.documents = documents
    self.kind = kind
  }
}

/// Files that are checked together, one of which is changed at a time.
struct Specimen {
  var name: String
  /// Those that mistakes are made in.
  var files: [SpecimenFile]
  /// Those that are given as well.
  var others: [SourceFile] = []
  /// Whether a reference to an object that was not given is no mistake.
  var isIsolated: Bool
  var kinds: [MistakeKind] = MistakeKind.allCases

  /// - Parameter edited: the file with this number has these bytes instead.
  func sources(_ edited: (number: Int, bytes: [UInt8])? = nil) -> [SourceFile] {
    var sources = files.map(\.source)
    if let edited { sources[edited.number].bytes = edited.bytes }
    return sources + others
  }
}
