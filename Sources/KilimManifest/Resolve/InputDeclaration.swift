import KilimModel

/// The two lists of file inputs, which merge alike.
enum InputList: String, CaseIterable {
  case fileInputs, fileInputArrays

  func declarations(of attributes: JobAttributes) -> [InputDeclaration] {
    switch self {
    case .fileInputs: attributes.fileInputs.map(InputDeclaration.init)
    case .fileInputArrays: attributes.fileInputArrays.map(InputDeclaration.init)
    }
  }

  func path(_ layer: Layer, _ index: Int? = nil) -> String {
    let list = "\(layer.prefix).\(rawValue)"
    return index.map { "\(list)[\($0)]" } ?? list
  }
}

/// A file input or an array of them, as one of the two documents says it.
struct InputDeclaration: Hashable {
  var name: String?
  var sources: [String]
  var target: String?
  var envKey: String?
  var autoMountLocal: Bool?
  var mode: FileInputMode
  var description: String?
  var notes: JSONValue?

  init(_ input: FileInput) {
    name = input.name.nonBlank
    sources = input.sourceUrl.nonBlank.map { [$0] } ?? []
    target = input.targetPath.nonBlank
    envKey = input.envKey.nonBlank
    autoMountLocal = input.autoMountLocal
    mode = input.inputMode ?? .optional
    description = input.description
    notes = input.notes
  }

  init(_ array: FileInputArray) {
    name = array.name.nonBlank
    sources = array.sourceUrls ?? []
    target = array.targetDir.nonBlank
    envKey = array.envKey.nonBlank
    mode = array.inputMode ?? .optional
    description = array.description
    notes = array.notes
  }
}

extension String? {
  /// Nil for a blank text too.
  var nonBlank: String? { self.flatMap { $0.isBlank ? nil : $0 } }
}
