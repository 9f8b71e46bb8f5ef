import KilimManifest
import KilimModel

/// What lies in the inputs that points do not share with each other.
struct PointInputDigests: Sendable {
  /// With marks in the places of values.
  let sources: [String]
  let names: [String]
  let inspector: any SourceInspector

  /// Nil for a sweep whose points all read the same.
  init?(_ compiled: CompiledSweep, _ inspector: any SourceInspector) {
    guard !compiled.digestedSources.isEmpty else { return nil }
    sources = compiled.digestedSources
    names = compiled.names
    self.inspector = inspector
  }

  /// 16 bytes; equal for equal files.
  func digest(of values: PointValues) -> [UInt8] {
    let look = PointInspector(inspector, names: names, position: 1, values: values)
    var hasher = Digest.Hasher()
    for source in sources {
      let digest = look.contentDigest(ofPath: source)
      hasher.update([digest == nil ? 0 : 1])
      if let digest { hasher.update(digest.bytes) }
    }
    return Array(hasher.finish().bytes.prefix(16))
  }
}

extension PointExpansion {
  /// Of all points, those included that repeat others; 16 bytes each, in their order.
  func digests(_ inputs: PointInputDigests) -> [UInt8] {
    mapChunks { chunk in
      var bytes: [UInt8] = []
      bytes.reserveCapacity(chunk.batch.count * 16)
      for point in 0..<chunk.batch.count {
        let values = PointValues(Array(chunk.batch.bytes[chunk.batch.range(of: point)]))
        bytes += values.map(inputs.digest) ?? [UInt8](repeating: 0, count: 16)
      }
      return bytes
    }.flatMap(\.self)
  }
}
