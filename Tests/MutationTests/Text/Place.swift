/// A value in a manifest: an entry of a mapping or an item of a list.
struct Place {
  /// App, System, Job or SchedulerProfile.
  var kind: String
  /// As in `jobAttributes.parameterSet.appArgs[].name`: from the spec on, or `metadata.name`.
  var path: String
  var node: SourceNode
  /// Nil for an item of a list.
  var entry: SourceEntry?
  var mapping: MappingPlace?
  /// Inside of a field that may hold anything.
  var isFree: Bool

  var name: String { path.split(separator: ".").last.map(String.init) ?? path }
}

struct MappingPlace {
  var kind: String
  var path: String
  var node: SourceNode
  /// Where the key begins whose value the mapping is; nil for a document and for an item of a list.
  var holder: Int?
}

/// All values and mappings of one file.
struct PlaceList {
  private(set) var places: [Place] = []
  private(set) var mappings: [MappingPlace] = []

  private static let freeFields: Set<String> = [
    "notes", "labels", "annotations", "authnCredential", "grid", "zip", "list", "derived", "when",
  ]

  /// - Parameter kind: of documents that do not name one.
  init(_ documents: [SourceNode], kind: String) {
    for document in documents {
      let kind = document["kind"]?.scalar?.text ?? kind
      visit(document, kind, path: "", holder: nil, isFree: false)
    }
  }

  private mutating func visit(
    _ node: SourceNode, _ kind: String, path: String, holder: Int?, isFree: Bool
  ) {
    if case .mapping = node {
      let mapping = MappingPlace(kind: kind, path: path, node: node, holder: holder)
      mappings.append(mapping)
      for entry in node.entries { visit(entry, mapping, isFree: isFree) }
    }
    for item in node.items {
      let path = path + "[]"
      places.append(
        Place(kind: kind, path: path, node: item, entry: nil, mapping: nil, isFree: isFree))
      visit(item, kind, path: path, holder: nil, isFree: isFree)
    }
  }

  private mutating func visit(_ entry: SourceEntry, _ mapping: MappingPlace, isFree: Bool) {
    let isSpec = mapping.path.isEmpty && entry.name == "spec"
    let path = mapping.path.isEmpty ? entry.name : mapping.path + "." + entry.name
    places.append(
      Place(
        kind: mapping.kind, path: path, node: entry.value, entry: entry, mapping: mapping,
        isFree: isFree))
    visit(
      entry.value, mapping.kind, path: isSpec ? "" : path, holder: entry.key.range.lowerBound,
      isFree: isFree || Self.freeFields.contains(entry.name))
  }
}
