import Glibc
import KilimManifest
import KilimModel

/// Reads what `-f` names: files, directories (recursively), standard input.
struct ManifestFiles {
  private(set) var sources: [any ManifestSource] = []
  private(set) var diagnostics: [Diagnostic] = []
  private var visited: Set<FileIdentity> = []
  private var lastDirectory: (typed: String, real: String)?
  /// Bytes of the files that are held.
  private var held = 0

  /// Larger files, and all after so many bytes, are read when they are needed.
  private static let largestHeld = 1 << 20
  private static let mostHeld = 16 << 20

  private struct FileIdentity: Hashable {
    var device: UInt64
    var inode: UInt64
  }

  static func read(_ paths: [String]) -> ManifestFiles {
    var reading = ManifestFiles()
    for path in paths { reading.add(path) }
    if reading.sources.isEmpty, reading.diagnostics.isEmpty {
      reading.diagnostics.append(
        Diagnostic(
          .nothingToApply, "there is no manifest in \(paths.joined(separator: ", "))",
          hint: "manifests end with .yaml, .yml or .json"))
    }
    return reading
  }

  private mutating func add(_ path: String) {
    if path == "-" {
      addStandardInput()
      return
    }
    var status = stat()
    guard stat(path, &status) == 0 else {
      let code = errno
      let matches = Self.matches(of: path)
      if matches.isEmpty { return refuse(path, code) }
      for match in matches { add(match) }
      return
    }
    if status.st_mode & S_IFMT == S_IFDIR { addDirectory(path, status) } else { addFile(path) }
  }

  /// What a pattern means that no shell has expanded (glob(7)), sorted.
  private static func matches(of pattern: String) -> [String] {
    guard pattern.contains(where: { "*?[".contains($0) }) else { return [] }
    var found = glob_t()
    defer { globfree(&found) }
    guard glob(pattern, 0, nil, &found) == 0, let paths = found.gl_pathv else { return [] }
    return (0..<Int(found.gl_pathc)).compactMap { paths[$0].map { String(cString: $0) } }
  }

  private mutating func addDirectory(_ path: String, _ status: stat) {
    // A link may lead back to a directory above.
    let identity = FileIdentity(device: UInt64(status.st_dev), inode: UInt64(status.st_ino))
    guard visited.insert(identity).inserted else { return }
    guard let names = Self.names(in: path) else { return refuse(path, errno) }
    for name in names where !name.hasPrefix(".") {
      let child = path.hasSuffix("/") ? path + name : "\(path)/\(name)"
      var status = stat()
      // A dangling link among others is no manifest.
      guard stat(child, &status) == 0 else { continue }
      if status.st_mode & S_IFMT == S_IFDIR {
        addDirectory(child, status)
      } else if Self.isManifest(name) {
        addFile(child)
      }
    }
  }

  private static func isManifest(_ name: String) -> Bool {
    name.hasSuffix(".yaml") || name.hasSuffix(".yml") || name.hasSuffix(".json")
  }

  /// Opens without waiting: a FIFO that nobody writes to would never open.
  private mutating func addFile(_ path: String) {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)
    guard descriptor >= 0 else { return refuse(path, errno) }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { return refuse(path, errno) }
    if let kind = FileKind(status.st_mode), !(kind == .pipe && Self.isOpenDescriptor(path)) {
      return refuse(path, kind)
    }
    _ = fcntl(descriptor, F_SETFL, 0)
    add(descriptor, path: path, name: path, directory: realDirectory(of: path))
  }

  /// What a shell's `<(...)` makes is open already, and read like standard input.
  private static func isOpenDescriptor(_ path: String) -> Bool {
    path == "/dev/stdin" || path.hasPrefix("/dev/fd/") || path.hasPrefix("/proc/self/fd/")
  }

  /// What is no regular file, as `stat` tells it.
  private enum FileKind: String {
    case directory = "a directory"
    case pipe = "a pipe"
    case socket = "a socket"
    case device = "a device"

    init?(_ mode: mode_t) {
      switch mode & S_IFMT {
      case S_IFREG: return nil
      case S_IFDIR: self = .directory
      case S_IFIFO: self = .pipe
      case S_IFSOCK: self = .socket
      default: self = .device
      }
    }
  }

  private mutating func refuse(_ path: String, _ kind: FileKind) {
    diagnostics.append(
      Diagnostic(
        .unreadableFile, "cannot read `\(path)`: it is \(kind.rawValue), not a file",
        hint: kind == .pipe ? "to read from a pipe, write `-f - < \(path)`" : nil))
  }

  private mutating func addStandardInput() {
    // Of a file from its start; what came before has been read by others.
    let isWhole = lseek(STDIN_FILENO, 0, SEEK_CUR) == 0
    add(
      STDIN_FILENO, path: isWhole ? "/dev/stdin" : nil, name: "<stdin>",
      directory: StatePath.currentDirectory)
  }

  /// - Parameter path: where a regular file can be opened again; nil for nowhere.
  private mutating func add(
    _ descriptor: Int32, path: String?, name: String, directory: String
  ) {
    var status = stat()
    let isRegular = fstat(descriptor, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
    let size = isRegular ? Int(status.st_size) : Self.mostHeld
    do throws(UnreadableSource) {
      if isRegular, let path, size > min(Self.largestHeld, Self.mostHeld - held) {
        sources.append(LargeFile(name: name, directory: directory, path: path))
        return
      }
      // One byte more shows that this is the end.
      let bytes = try FileReading.next(of: descriptor, count: size + 1, name: name)
      if bytes.count > size {
        sources.append(
          try SpooledFile(bytes, from: descriptor, name: name, directory: directory))
      } else {
        held += bytes.count
        sources.append(SourceFile(name: name, directory: directory, bytes: bytes))
      }
    } catch {
      diagnostics.append(error.diagnostic)
    }
  }

  private mutating func refuse(_ path: String, _ code: Int32) {
    diagnostics.append(UnreadableSource(path, code).diagnostic)
  }

  /// The real directory of a file, so that links to manifests find what lies beside the original
  /// directory they were typed in. Thousands of files share one.
  private mutating func realDirectory(of path: String) -> String {
    let slash = path.utf8.lastIndex(of: UInt8(ascii: "/"))
    let parent = slash.map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
    if let known = lastDirectory, known.typed == parent { return known.real }
    guard let found = realpath(parent, nil) else { return StatePath.currentDirectory }
    defer { free(found) }
    let real = String(cString: found)
    lastDirectory = (parent, real)
    return real
  }

  /// Sorted by bytes; nil with errno set when the directory cannot be read.
  private static func names(in path: String) -> [String]? {
    guard let directory = opendir(path) else { return nil }
    defer { closedir(directory) }
    var names: [String] = []
    while let entry = readdir(directory) {
      names.append(
        withUnsafePointer(to: &entry.pointee.d_name) {
          $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
        })
    }
    return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }
}
