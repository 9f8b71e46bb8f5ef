import Glibc
import KilimManifest
import KilimModel
import KilimTransport

/// The files that imported manifests become, one for an object.
struct ImportedTree {
  struct File {
    /// Absolute.
    var path: String
    /// As the user sees it.
    var shownPath: String
    var text: String
  }

  let files: [File]

  /// - Throws: for an object whose name is no name of a file.
  init(_ manifests: [ImportedManifest], directory: String) throws(CommandFailure) {
    var taken: Set<String> = []
    var files: [File] = []
    for manifest in manifests {
      let name = try Self.fileName(of: manifest)
      var path = "\(manifest.name.kind.folder)/\(name)"
      var number = 2
      // Two objects of one name stand side by side, so that a person can choose.
      while !taken.insert(path.lowercased()).inserted {
        path = "\(manifest.name.kind.folder)/\(name)-\(number)"
        number += 1
      }
      let shown = (directory.hasSuffix("/") ? directory : directory + "/") + path + ".yaml"
      files.append(
        File(path: StatePath.absolute(shown), shownPath: shown, text: manifest.text))
    }
    self.files = files
  }

  /// Writes all files, each whole or not at all.
  func write(_ console: Console, overwrites: Bool) throws(CommandFailure) {
    let existing = files.filter { (file: File) in access(file.path, F_OK) == 0 }
    guard overwrites || existing.isEmpty else {
      let names = existing.prefix(3).map(\.shownPath).joined(separator: ", ")
      let more = existing.count > 3 ? " and \(existing.count - 3) more" : ""
      throw CommandFailure(
        .refused,
        "\(names)\(more) \(existing.count == 1 ? "is" : "are") there already; "
          + "nothing was written",
        hint: "use --force to overwrite, or another directory")
    }
    do throws(TransferError) {
      for file in files {
        let folder = file.path.lastIndex(of: "/").map { file.path[..<$0] } ?? ""
        try LocalFiles.createDirectories(String(folder), mode: 0o777)
        try LocalFiles.write(Array(file.text.utf8), to: file.path, mode: 0o644)
        console.line(file.shownPath)
      }
    } catch {
      throw CommandFailure(.failed, error.message)
    }
  }

  private static func fileName(of manifest: ImportedManifest) throws(CommandFailure) -> String {
    let name = manifest.name.name.map { $0 == "@" ? "-" : $0 }
    let text = String(name)
    let isSafe =
      !text.hasPrefix(".") && !text.hasPrefix("-") && !text.hasPrefix(" ") && !text.hasSuffix(" ")
      && text.utf8.count <= 200
      && text.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x7F && $0 != "/" }
    guard isSafe else {
      throw CommandFailure(
        .failed,
        "`\(manifest.name.name.onOneLine)` of \(manifest.file) cannot be the name of a file; "
          + "nothing was written",
        hint: "import this file without --output, and choose a name for its manifest")
    }
    return text
  }
}

extension ResourceKind {
  fileprivate var folder: String {
    switch self {
    case .system: "systems"
    case .app: "apps"
    case .schedulerProfile: "profiles"
    case .job: "jobs"
    case .sweep: "sweeps"
    case .workflow: "workflows"
    }
  }
}
