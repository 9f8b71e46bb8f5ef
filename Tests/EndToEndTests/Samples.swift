import KilimTestSupport

/// The folder `samples/` of the source tree.
enum Samples {
  static var folder: String {
    let parts = #filePath.split(separator: "/").dropLast(3)
    return "/" + parts.joined(separator: "/") + "/samples"
  }
}
