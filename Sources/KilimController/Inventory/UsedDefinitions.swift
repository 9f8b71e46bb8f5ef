import KilimModel
import KilimStore

/// The definitions that declarations which stay still name.
enum UsedDefinitions {
  /// - Returns: of the orphaned definitions that are in use, one object that uses each.
  static func of(
    _ orphans: [ResourceName], in reader: StoreReader
  ) throws(StoreError) -> [ResourceName: ResourceName] {
    let definitions = Set(
      orphans.filter { [.app, .system, .schedulerProfile].contains($0.kind) })
    guard !definitions.isEmpty else { return [:] }
    let gone = Set(orphans).subtracting(definitions)
    var used: [ResourceName: ResourceName] = [:]
    // Apps last: one that stays only since a job uses it keeps its Systems.
    for kind in [ResourceKind.job, .sweep, .workflow, .app, .system] {
      for object in try reader.objects(kind: kind) where !gone.contains(object.name) {
        if definitions.contains(object.name), used[object.name] == nil { continue }
        guard let spec = try? JSONValue(reading: object.content.spec) else { continue }
        var found: Set<ResourceName> = []
        collect(spec, &found)
        for name in found where definitions.contains(name) && used[name] == nil {
          used[name] = object.name
        }
      }
    }
    return used
  }

  private static let systemFields: Set<String> = [
    "execSystemId", "archiveSystemId", "dtnSystemId",
  ]

  /// Names are looked for everywhere: templates of sweeps and steps of workflows are nested.
  private static func collect(_ value: JSONValue, _ names: inout Set<ResourceName>) {
    switch value {
    case .object(let members):
      if let id = value["appId"]?.plainText, let version = value["appVersion"]?.plainText {
        names.insert(ResourceName(.app, "\(id)@\(version)"))
      }
      for member in members {
        if systemFields.contains(member.key), let name = member.value.plainText {
          names.insert(ResourceName(.system, name))
        }
        if member.key == "arg", let text = member.value.plainText,
          let profile = profile(in: text)
        {
          names.insert(ResourceName(.schedulerProfile, profile))
        }
        collect(member.value, &names)
      }
    case .array(let items): for item in items { collect(item, &names) }
    case .null, .bool, .integer, .number, .string: break
    }
  }

  /// As in `--tapis-profile tacc`.
  private static func profile(in argument: String) -> String? {
    let words = argument.split(whereSeparator: { $0 == " " || $0 == "=" })
    guard words.count == 2, words[0] == "--tapis-profile" else { return nil }
    return String(words[1])
  }
}
