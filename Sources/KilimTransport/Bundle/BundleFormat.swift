/// How a bundle is packed: `.zip` by `unzip`, anything else by `tar` (Tapis reference, section 9.4).
enum BundleFormat {
  case zip, tar

  init(path: String) { self = path.lowercased().hasSuffix(".zip") ? .zip : .tar }

  var package: String { self == .zip ? "unzip" : "tar" }

  func listCommand(_ archive: String) -> [String] {
    switch self {
    case .zip: ["unzip", "-Z1", archive]
    // -P shows the names as they are. A colon in a name would otherwise mean a tape drive of another host.
    case .tar: ["tar", "--force-local", "-P", "-tf", archive]
    }
  }

  func unpackCommand(_ archive: String, into directory: String) -> [String] {
    switch self {
    case .zip: ["unzip", "-q", "-o", archive, "-d", directory]
    case .tar:
      [
        "tar", "--force-local", "--no-same-owner", "--no-same-permissions", "-xf", archive, "-C",
        directory,
      ]
    }
  }

  /// unzip says 1 for warnings, with everything unpacked.
  func isSuccess(_ exitCode: Int) -> Bool { exitCode == 0 || self == .zip && exitCode == 1 }
}
