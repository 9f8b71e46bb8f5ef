import Glibc

/// The names in a directory.
enum DirectoryListing {
  /// In the byte order of the names, without `.` and `..`.
  ///
  /// - Throws: also for a name that is not UTF-8, which no manifest, plan or record could hold.
  static func names(in path: String) throws(TransferError) -> [String] {
    guard let directory = opendir(path) else {
      throw .system("could not read the directory \(path)", errno)
    }
    defer { closedir(directory) }
    var names: [String] = []
    errno = 0
    while let entry = readdir(directory) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(validatingCString: $0) }
      }
      guard let name else {
        throw TransferError(
          "a name in the directory \(path) is not UTF-8; rename that file", isTemporary: false)
      }
      if name != ".", name != ".." { names.append(name) }
      errno = 0
    }
    guard errno == 0 else { throw .system("could not read the directory \(path)", errno) }
    return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }
}

extension LocalFiles {
  /// The names in a directory, sorted; nil when it cannot be read.
  package static func names(in directory: String) -> [String]? {
    try? DirectoryListing.names(in: directory)
  }
}
