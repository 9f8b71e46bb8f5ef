import Glibc
import KilimModel

/// The files below a directory.
struct OutputListing {
  struct Entry: Hashable {
    /// Relative to the directory.
    var path: String
    var bytes: Int64
    var modified: Timestamp
  }

  private(set) var entries: [Entry] = []

  init(entries: [Entry]) { self.entries = entries }

  /// Sorted by path; what cannot be read is left out, as are links to directories.
  init(of directory: String) {
    add(directory, prefix: "")
    entries.sort { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
  }

  private mutating func add(_ directory: String, prefix: String) {
    guard let stream = opendir(directory) else { return }
    defer { closedir(stream) }
    while let entry = readdir(stream) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      guard name != ".", name != ".." else { continue }
      let path = "\(directory)/\(name)"
      var status = stat()
      guard lstat(path, &status) == 0 else { continue }
      if status.st_mode & S_IFMT == S_IFDIR {
        add(path, prefix: prefix + name + "/")
      } else {
        entries.append(
          Entry(
            path: prefix + name, bytes: Int64(status.st_size),
            modified: Timestamp(
              milliseconds: Int64(status.st_mtim.tv_sec) * 1000
                + Int64(status.st_mtim.tv_nsec) / 1_000_000)))
      }
    }
  }

  var json: JSONValue {
    .array(
      entries.map { entry in
        [
          "path": .string(entry.path), "bytes": .integer(entry.bytes),
          "modified": .string(entry.modified.text),
        ]
      })
  }

  var table: TextTable {
    var table = TextTable([.init("SIZE", .right), .init("MODIFIED"), .init("PATH")])
    table.rows = entries.map { entry in
      [
        .init(SizeText.of(bytes: entry.bytes)),
        .init("\(entry.modified.dateText) \(entry.modified.timeText.prefix(8))"),
        .init(entry.path),
      ]
    }
    return table
  }
}
