extension LocalFiles {
  /// The paths of all files and symbolic links below a directory, relative to it, in an order that
  /// is the same every time; empty when there is no such directory. Links are not followed.
  package static func files(below directory: String) throws(TransferError) -> [String] {
    guard FileStatus.ofLink(directory)?.kind == .directory else { return [] }
    var paths: [String] = []
    var waiting = [""]
    while let folder = waiting.popLast() {
      for name in try DirectoryListing.names(in: Paths.join(directory, folder)).sorted() {
        let path = folder.isEmpty ? name : "\(folder)/\(name)"
        if FileStatus.ofLink(Paths.join(directory, path))?.kind == .directory {
          waiting.append(path)
        } else {
          paths.append(path)
        }
      }
    }
    return paths
  }
}
