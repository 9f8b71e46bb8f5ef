import Glibc
import KilimManifest
import KilimModel

/// Reads what `-f` names: files, directories (recursively), standard input.
struct ManifestFiles {
  private(set) var files: [SourceFile] = []
  private(set) var diagnostics: [Diagnostic] = []
  private var visited: Set<FileIdentity> = []

  private struct FileIdentity: Hashable {
    var device: UInt64
    var inode: UInt64
  }

  static func read(_ paths: [String]) -> ManifestFiles {
    var reading = ManifestFiles()
    for path in paths { reading.add(path) }
    if reading.files.isEmpty, reading.diagnostics.isEmpty {
      reading.diagnostics.append(
        Diagnostic(
          .nothingToApply, "there is no manifest in \(paths.joined(separator: ", "))",
          hint: "manifests end with .yaml, .yml or .json"))
    }
    return reading
  }

  private mutating func add(_ path: String) {
    if path == "-" {
      read(STDIN_FILENO, name: "<stdin>", directory: StatePath.currentDirectory)
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
    if status.st_size > off_t(SourceCheck.largestFile) {
      diagnostics.append(SourceCheck.tooLarge(path, "\(status.st_size) bytes"))
      return
    }
    _ = fcntl(descriptor, F_SETFL, 0)
    read(descriptor, name: path, directory: Self.directory(of: path))
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

  private mutating func read(_ descriptor: Int32, name: String, directory: String) {
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65_536)
    // One more than the reader allows: it then says so with its own diagnostic.
    while bytes.count <= SourceCheck.largestFile {
      let count = Glibc.read(descriptor, &buffer, buffer.count)
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { return refuse(name, errno) }
      if count == 0 { break }
      bytes += buffer[..<count]
    }
    files.append(SourceFile(name: name, directory: directory, bytes: bytes))
  }

  private mutating func refuse(_ path: String, _ code: Int32) {
    let hint: String? =
      switch code {
      case ENOENT: "check the spelling; the path starts in \(StatePath.currentDirectory)"
      case ELOOP: "links lead round in a circle; `ls -l` shows where they point"
      case ENXIO: "it is a socket or a device, not a file"
      case EACCES: "check the permissions of the path and of the directories above it"
      default: nil
      }
    diagnostics.append(
      Diagnostic(
        .unreadableFile, "cannot read `\(path)`: \(String(cString: strerror(code)))", hint: hint))
  }

  /// The real directory of a file, so that links to manifests find what lies beside the original
  /// directory they were typed in.
  private static func directory(of path: String) -> String {
    let parent = path.lastIndex(of: "/").map { $0 == path.startIndex ? "/" : String(path[..<$0]) }
    guard let real = realpath(parent ?? ".", nil) else { return StatePath.currentDirectory }
    defer { free(real) }
    return String(cString: real)
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
