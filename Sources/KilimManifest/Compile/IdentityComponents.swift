package import KilimModel

/// What a run's identity is made of.
package struct IdentityComponents: Sendable, Hashable {
  package struct Input: Sendable, Hashable {
    /// Relative to the input directory.
    package var target: String
    package var digest: Digest
    package init(target: String, digest: Digest) {
      self.target = target
      self.digest = digest
    }
  }

  /// Of the job's text, its identity fields alone.
  package var job: Digest
  /// Of the app's content.
  package var app: Digest
  /// Of the image; nil for a program without one, and for one not known before staging.
  package var image: Digest?
  /// Of each input beside the manifest, in the order of the targets.
  package var inputs: [Input]

  package init(job: Digest, app: Digest, image: Digest? = nil, inputs: [Input] = []) {
    self.job = job
    self.app = app
    self.image = image
    self.inputs = inputs.sorted { $0.target.utf8.lexicographicallyPrecedes($1.target.utf8) }
  }

  /// The digest over all parts.
  package var identity: Digest {
    var hasher = Digest.Hasher()
    hasher.update(job.bytes)
    hasher.update(app.bytes)
    // A byte tells "no image" from "an image", so that no two sets of parts feed equal bytes.
    hasher.update([image == nil ? 0 : 1])
    if let image { hasher.update(image.bytes) }
    for input in inputs {
      hasher.update(input.digest.bytes)
      hasher.update(input.target)
      hasher.update([0])
    }
    return hasher.finish()
  }

  package var json: JSONValue {
    var members = ObjectMembers()
    members.add("job", job.hex)
    members.add("app", app.hex)
    members.add("image", image?.hex)
    members.add(
      "inputs",
      inputs.map { ["target": .string($0.target), "digest": .string($0.digest.hex)] })
    return .object(members.list)
  }

  /// Reads what `json` wrote; nil for anything else.
  package init?(json: JSONValue) {
    let inputs: [Input]? = (json["inputs"] ?? []).items?.all { item in
      guard let target = item["target"]?.plainText, let digest = item["digest"]?.digest
      else { return nil }
      return Input(target: target, digest: digest)
    }
    guard let job = json["job"]?.digest, let app = json["app"]?.digest, let inputs else {
      return nil
    }
    self.init(job: job, app: app, image: json["image"]?.digest, inputs: inputs)
  }
}

extension JSONValue {
  fileprivate var digest: Digest? { plainText.flatMap(Digest.init(hex:)) }
}
