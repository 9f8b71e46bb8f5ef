import Glibc

extension BundleUnpacker {
  private static let defaultExecutable = "tapisjob_app.sh"
  private static let manifest = "tapisjob.manifest"
  private static let key = "tapisjob_executable="

  /// Finds a bundle's program and makes it executable.
  ///
  /// - Returns: the path relative to the directory: `tapisjob_app.sh` if it is there, else what the
  ///   line `tapisjob_executable=PATH` of `tapisjob.manifest` names.
  package static func executable(in directory: String) throws(TransferError) -> String {
    let name = try executableName(in: directory)
    let path = Paths.join(directory, name)
    guard let status = FileStatus.of(path), status.kind == .file,
      let real = LocalFiles.resolved(path), let root = LocalFiles.resolved(directory),
      Paths.isInside(real, root)
    else {
      throw TransferError(
        "\(manifest) names \(name), which is not a file of the bundle", isTemporary: false)
    }
    // Whoever may read it may run it.
    guard chmod(path, status.permissions | 0o500 | status.permissions >> 2 & 0o111) == 0 else {
      throw .system("could not make \(path) executable", errno)
    }
    return name
  }

  private static func executableName(in directory: String) throws(TransferError) -> String {
    if FileStatus.of(Paths.join(directory, defaultExecutable))?.kind == .file {
      return defaultExecutable
    }
    let path = Paths.join(directory, manifest)
    guard FileStatus.of(path)?.kind == .file else {
      throw TransferError(
        "the bundle has neither \(defaultExecutable) nor \(manifest); add one of them at its top",
        isTemporary: false)
    }
    let text = String(decoding: try LocalFiles.read(path, limit: 65_536), as: UTF8.self)
    let names = text.split { $0.isNewline }.map { trimmed($0) }
      .filter { $0.hasPrefix(key) }.map { trimmed($0.dropFirst(key.count)) }
    guard let name = names.first else {
      throw TransferError(
        "\(manifest) of the bundle has no line \(key)PATH", isTemporary: false)
    }
    let steps = Paths.steps(of: name)
    guard !steps.isEmpty, name.utf8.first != UInt8(ascii: "/"), !steps.contains(".."),
      !name.contains(";")
    else {
      throw TransferError(
        "\(manifest) of the bundle: \(key)\(name) is not a path inside the bundle (relative, "
          + "without .. and ;)", isTemporary: false)
    }
    return steps.filter { $0 != "." }.joined(separator: "/")
  }

  private static func trimmed(_ line: Substring) -> String {
    var line = line
    while line.first?.isWhitespace == true { line.removeFirst() }
    while line.last?.isWhitespace == true { line.removeLast() }
    return String(line)
  }
}
