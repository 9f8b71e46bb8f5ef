import Glibc
import KilimStore

/// A state in a temporary directory, removed with the value's life.
final class ScratchState: Sendable {
  let root: String
  let directory: StateDirectory

  init() throws(StoreError) {
    root = try ScratchState.makeTemporaryDirectory()
    directory = StateDirectory(path: root + "/deep/state")
  }

  func open() throws(StoreError) -> Store {
    try Store.open(directory: directory, fileSystem: LocalDisk())
  }

  private static func makeTemporaryDirectory() throws(StoreError) -> String {
    var template = Array("/tmp/kilim-store-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else {
      throw .permission(path: "/tmp", detail: "no temporary directory")
    }
    return String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  deinit { Self.remove(root) }

  private static func remove(_ path: String) {
    if let entries = opendir(path) {
      while let entry = readdir(entries) {
        let name = withUnsafePointer(to: &entry.pointee.d_name) {
          $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
        }
        if name != ".", name != ".." { remove(path + "/" + name) }
      }
      closedir(entries)
      rmdir(path)
    } else {
      unlink(path)
    }
  }
}

/// Whatever the machine that runs the tests has its temporary directory on.
struct LocalDisk: FileSystemProbe {
  func facts(of directory: String) -> FileSystemFacts? { FileSystemFacts(magic: 0xEF53) }
}

struct FixedFileSystem: FileSystemProbe {
  var answer: FileSystemFacts?
  func facts(of directory: String) -> FileSystemFacts? { answer }
}
