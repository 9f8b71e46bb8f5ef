import Glibc

@testable import KilimTransport

/// A folder for one test, removed with all that is in it.
final class ScratchFolder {
  let path: String

  init() throws {
    var template = Array("/tmp/kilim-transport-XXXXXX".utf8CString)
    guard let made = mkdtemp(&template) else { throw SystemCode(errno) }
    path = String(cString: made)
  }

  deinit { try? LocalFiles.remove(tree: path) }

  func callAsFunction(_ relative: String) -> String { "\(path)/\(relative)" }

  /// Writes a file and the directories above it.
  @discardableResult
  func file(_ relative: String, _ text: String = "", mode: UInt16 = 0o644) throws -> String {
    try file(relative, bytes: Array(text.utf8), mode: mode)
  }

  @discardableResult
  func file(_ relative: String, bytes: [UInt8], mode: UInt16 = 0o644) throws -> String {
    let path = self(relative)
    try LocalFiles.createDirectories(Paths.parent(path), mode: 0o755)
    try LocalFiles.write(bytes, to: path, mode: mode, isSynced: false)
    return path
  }

  @discardableResult
  func directory(_ relative: String) throws -> String {
    try LocalFiles.createDirectories(self(relative), mode: 0o755)
    return self(relative)
  }

  func link(_ relative: String, to text: String) throws {
    try LocalFiles.createDirectories(Paths.parent(self(relative)), mode: 0o755)
    guard symlink(text, self(relative)) == 0 else { throw SystemCode(errno) }
  }

  func text(_ relative: String) throws -> String {
    String(decoding: try LocalFiles.read(self(relative), limit: 1 << 30), as: UTF8.self)
  }

  /// All that is below a directory, links with their text, directories with a slash at the end.
  func tree(_ relative: String) throws -> [String] {
    try DirectoryListing.names(in: self(relative)).flatMap { name -> [String] in
      let path = "\(relative)/\(name)"
      switch FileStatus.ofLink(self(path))?.kind {
      case .directory: return try ["\(name)/"] + tree(path).map { "\(name)/\($0)" }
      case .link: return ["\(name) -> \(ArchiveListing.linkText(self(path)) ?? "?")"]
      default: return [name]
      }
    }
  }
}

/// What is thrown by a call that must fail.
func failure(_ body: () throws(TransferError) -> Void) -> TransferError? {
  do {
    try body()
    return nil
  } catch {
    return error
  }
}
