import KilimManifest
import KilimModel
import KilimStore

/// Tells two sets of parts of an identity apart, in the words of the declarations they came from.
struct IdentityComparison {
  /// Whose runs are compared.
  let object: ResourceName
  /// Of a Job; empty for a point, whose template makes another point when it changes.
  let versions: [DeclaredVersion]
  /// The App of a template; that of a Job stands in its versions.
  var app: ResourceName?
  let reader: StoreReader
  private var places = PlaceFinder()

  init(
    _ object: ResourceName, versions: [DeclaredVersion], app: ResourceName? = nil,
    in reader: StoreReader
  ) {
    self.object = object
    self.versions = versions
    self.app = app
    self.reader = reader
  }

  mutating func differences(
    from before: IdentityComponents, to after: IdentityComponents
  ) throws(StoreError) -> [IdentityDifference] {
    let old = versions.last { $0.identity == before.job }
    let new = versions.last { $0.identity == after.job }
    var found: [IdentityDifference] = []
    if before.job != after.job {
      if let old, let new {
        found += differences(from: old, to: new)
      } else {
        found.append(
          IdentityDifference(content: "declaration", of: object, before.job, after.job))
      }
    }
    // Another App is a field of the Job; only of the same one the content says more.
    let apps = (old?.app ?? app, new?.app ?? app)
    return try found
      + contents(from: before, to: after, app: apps.1, isSameApp: apps.0 == apps.1)
  }

  /// What is used beside the own text: the App, its bundle, the inputs.
  ///
  /// - Parameters:
  ///   - app: nil for one that is not known by name.
  ///   - isSameApp: false to say nothing of Apps.
  mutating func contents(
    from before: IdentityComponents, to after: IdentityComponents, app: ResourceName?,
    isSameApp: Bool = true
  ) throws(StoreError) -> [IdentityDifference] {
    var found: [IdentityDifference] = []
    if isSameApp, before.app != after.app {
      found += try differences(ofApp: app, from: before.app, to: after.app)
    }
    if before.image != after.image {
      found.append(IdentityDifference(content: "bundle", of: object, before.image, after.image))
    }
    return found + inputs(before.inputs, after.inputs)
  }

  /// The fields of two versions of one declaration that differ, with their places.
  mutating func differences(
    from old: DeclaredVersion, to new: DeclaredVersion
  ) -> [IdentityDifference] {
    new.identityDifferences(from: old).map { field in
      var difference = IdentityDifference(field, of: new.name)
      difference.oldPlace = places.place(ofPath: field.path, in: old)
      difference.newPlace = places.place(ofPath: field.placeInNew, in: new)
      return difference
    }
  }

  private mutating func differences(
    ofApp app: ResourceName?, from before: Digest, to after: Digest
  ) throws(StoreError) -> [IdentityDifference] {
    let versions = try app.map { name throws(StoreError) in try reader.versions(of: name) } ?? []
    if let old = versions.last(where: { $0.identity == before }),
      let new = versions.last(where: { $0.identity == after })
    {
      return differences(from: old, to: new)
    }
    return [IdentityDifference(content: "content", of: app ?? object, before, after)]
  }

  private func inputs(
    _ before: [IdentityComponents.Input], _ after: [IdentityComponents.Input]
  ) -> [IdentityDifference] {
    let old = Dictionary(before.map { ($0.target, $0.digest) }, uniquingKeysWith: { $1 })
    let new = Dictionary(after.map { ($0.target, $0.digest) }, uniquingKeysWith: { $1 })
    return Set(old.keys).union(new.keys).sorted().filter { old[$0] != new[$0] }.map { target in
      IdentityDifference(content: "input \(target)", of: object, old[target], new[target])
    }
  }
}

extension DeclaredVersion {
  fileprivate var app: ResourceName? {
    SpecCoding.jobSpec(fromJSON: spec).map { ResourceName(.app, "\($0.appId)@\($0.appVersion)") }
  }
}
