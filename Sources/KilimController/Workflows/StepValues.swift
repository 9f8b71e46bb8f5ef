import KilimManifest
import KilimModel

/// The values that a step took, by what it asked for.
struct StepValues: Sendable, Hashable {
  var values: [StepReference: StepValue] = [:]

  init(_ values: [StepReference: StepValue] = [:]) { self.values = values }

  /// An object: reference to text and identity.
  var json: String {
    let members = values.map { ($0.key.description, $0.value) }.sorted { $0.0 < $1.0 }
    return JSONValue.object(
      members.map {
        .init($0.0, ["text": .string($0.1.text), "identity": .string($0.1.identity)])
      }
    ).text
  }

  /// Reads what `json` wrote; nil for anything else.
  init?(json text: String) {
    guard let value = try? JSONValue(reading: text), case .object(let members) = value else {
      return nil
    }
    for member in members {
      guard let reference = StepReference(member.key),
        let text = member.value["text"]?.plainText,
        let identity = member.value["identity"]?.plainText
      else { return nil }
      values[reference] = StepValue(text: text, identity: identity)
    }
  }
}
