import Glibc

/// A folder of inputs and of what is expected of each, `NAME.expected`.
///
/// With `UPDATE_GOLDEN=1` in the environment the expectations are rewritten instead of compared.
struct GoldenFolder: Sendable {
  let path: String

  static let diagnostics = GoldenFolder(
    path: String(#filePath.split(separator: "/").dropLast(3).reduce(into: "") { $0 += "/" + $1 })
      + "/Golden/diagnostics")

  var isUpdating: Bool { getenv("UPDATE_GOLDEN") != nil }

  /// The names of the inputs, sorted.
  var inputs: [String] {
    FolderContent.names(in: path).filter { !$0.hasSuffix(".expected") && !$0.hasPrefix(".") }
  }

  func input(_ name: String) -> [UInt8] { FolderContent.bytes(of: path + "/" + name) ?? [] }

  func expected(_ name: String) -> String {
    String(decoding: FolderContent.bytes(of: path + "/" + name + ".expected") ?? [], as: UTF8.self)
  }

  func update(_ name: String, _ text: String) {
    guard let file = fopen(path + "/" + name + ".expected", "w") else { return }
    fwrite(Array(text.utf8), 1, text.utf8.count, file)
    fclose(file)
  }
}
