import KilimManifest
import KilimModel
import KilimStore
import KilimTransport

/// One accepted version of a declaration.
struct DeclaredVersion {
  var name: ResourceName
  /// Canonical JSON.
  var spec: String
  var source: DefinitionSource?
  var accepted: Timestamp

  /// Of its identity fields, as `IdentityComponents` has it; nil for other kinds.
  var identity: Digest? {
    switch name.kind {
    case .job: SpecCoding.jobSpec(fromJSON: spec).map { SpecCoding.identity(of: $0) }
    case .app: SpecCoding.appSpec(fromJSON: spec).map { SpecCoding.identity(of: $0) }
    default: nil
    }
  }

  /// The fields that differ and can change a result.
  func identityDifferences(from old: DeclaredVersion) -> [FieldDifference] {
    differences(from: old).filter(\.isIdentity)
  }

  /// All fields that differ.
  func differences(from old: DeclaredVersion) -> [FieldDifference] {
    guard let before = try? JSONValue(reading: old.spec), let now = try? JSONValue(reading: spec)
    else { return [] }
    return FieldDifference.between(
      old: (Metadata(name: ""), before), new: (Metadata(name: ""), now), kind: name.kind)
  }
}

extension StoreReader {
  /// All versions that are known, oldest first; the last is the declaration as it is.
  func versions(of name: ResourceName) throws(StoreError) -> [DeclaredVersion] {
    guard let object = try object(name) else { return [] }
    var versions = try revisions(of: name).map {
      DeclaredVersion(name: name, spec: $0.spec, source: $0.source, accepted: $0.created)
    }
    if versions.last?.spec == object.content.spec { versions.removeLast() }
    versions.append(
      DeclaredVersion(
        name: name, spec: object.content.spec, source: object.content.source,
        accepted: object.updated))
    return versions
  }
}

/// Finds the lines of fields in manifests that still say what was accepted.
struct PlaceFinder {
  /// Larger manifests are not read again for a line.
  private static let mostBytes = 16 << 20
  private var documents: [String: [ManifestDocument]] = [:]

  mutating func place(ofPath path: String, in version: DeclaredVersion) -> DeclaredPlace? {
    guard let source = version.source else { return nil }
    var place = DeclaredPlace(
      file: source.file, line: source.line, isOfValue: false, accepted: version.accepted)
    let document = documents(of: source).first {
      $0.name == version.name && $0.spec.canonicalText == version.spec
    }
    if let document {
      place.line = document.source.span(ofPath: path).line
      place.isOfValue = true
    }
    return place
  }

  private mutating func documents(of source: DefinitionSource) -> [ManifestDocument] {
    let name = source.file.split(separator: "/").last.map(String.init) ?? source.file
    let path = source.directory + "/" + name
    if let known = documents[path] { return known }
    let bytes = try? LocalFiles.read(path, limit: Self.mostBytes)
    let file = bytes.map {
      SourceFile(name: source.file, directory: source.directory, bytes: $0)
    }
    let found = file.map { ManifestLoader.load([$0]).documents } ?? []
    documents[path] = found
    return found
  }
}
