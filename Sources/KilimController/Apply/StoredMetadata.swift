import KilimModel
import KilimStore

/// `metadata` of an object as the state keeps it: labels and annotations beside the name.
enum StoredMetadata {
  static func text(of metadata: Metadata) -> String? {
    guard !metadata.labels.isEmpty || !metadata.annotations.isEmpty else { return nil }
    let value: JSONValue = [
      "labels": object(metadata.labels), "annotations": object(metadata.annotations),
    ]
    return value.text
  }

  static func read(_ record: ObjectRecord) -> Metadata {
    // An App is stored as `id@version`; its metadata.name is the id.
    let name =
      record.name.kind == .app
      ? String(record.name.name.prefix { $0 != "@" }) : record.name.name
    guard let text = record.content.metadata, let value = try? JSONValue(reading: text) else {
      return Metadata(name: name)
    }
    return Metadata(
      name: name, labels: strings(value["labels"]), annotations: strings(value["annotations"]))
  }

  private static func object(_ strings: [String: String]) -> JSONValue {
    .object(strings.sorted { $0.key < $1.key }.map { .init($0.key, .string($0.value)) })
  }

  private static func strings(_ value: JSONValue?) -> [String: String] {
    guard case .object(let members)? = value else { return [:] }
    return members.reduce(into: [:]) { strings, member in
      if case .string(let text) = member.value { strings[member.key] = text }
    }
  }
}
