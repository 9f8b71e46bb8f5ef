import KilimManifest
import KilimModel

/// What has changed since a run's plan was made, beside the job's own text.
enum StaleReasons {
  /// - Parameter stored: the components that were kept with the run; nil for none.
  static func between(_ stored: String?, _ now: IdentityComponents) -> [String] {
    guard let stored, let value = try? JSONValue(reading: stored),
      let before = IdentityComponents(json: value), before.job == now.job
    else { return [] }
    var reasons: [String] = []
    if before.app != now.app { reasons.append("the App") }
    if before.image != now.image { reasons.append("the App's bundle") }
    let digests = Dictionary(
      before.inputs.map { ($0.target, $0.digest) }, uniquingKeysWith: { first, _ in first })
    for input in now.inputs where digests[input.target] != input.digest {
      reasons.append("the input `\(input.target)`")
    }
    return reasons
  }
}
