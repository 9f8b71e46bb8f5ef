import Glibc
import KilimTransport

/// A folder that goes with the value.
final class TemporaryFolder {
  let path: String

  struct Missing: Error {}

  init() throws {
    var template = Array("/tmp/kilim-commands-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { throw Missing() }
    path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  deinit { try? LocalFiles.remove(tree: path) }
}
