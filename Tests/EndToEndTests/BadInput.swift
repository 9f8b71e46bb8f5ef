import KilimTestSupport

/// The files of `Tests/BadInput`.
enum BadInput {
  static var folder: String {
    "/" + #filePath.split(separator: "/").dropLast(2).joined(separator: "/") + "/BadInput"
  }

  static var cases: [String] {
    TextFile.names(in: folder).filter { $0.hasSuffix(".yaml") || $0.hasSuffix(".json") }
  }

  /// `tab.yaml.txt` beside `tab.yaml`.
  static func golden(_ file: String) -> String { "\(folder)/\(file).txt" }
}
