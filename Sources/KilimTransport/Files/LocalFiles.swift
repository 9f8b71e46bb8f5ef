/// Files on this host, by absolute paths.
package enum LocalFiles {
  package static func createDirectories(_ path: String, mode: UInt16) throws(TransferError) {
    throw TransferError("not built yet", isTemporary: false)
  }
  package static func copy(from source: String, to target: String, cancelled: () -> Bool)
    throws(TransferError) -> CopyReport
  { throw TransferError("not built yet", isTemporary: false) }
  package static func remove(tree path: String) throws(TransferError) {
    throw TransferError("not built yet", isTemporary: false)
  }
  package static func read(_ path: String, limit: Int) throws(TransferError) -> [UInt8] {
    throw TransferError("not built yet", isTemporary: false)
  }
  package static func write(_ bytes: [UInt8], to path: String, mode: UInt16) throws(TransferError) {
    throw TransferError("not built yet", isTemporary: false)
  }
  package static func tail(_ path: String, lines: Int, bytes: Int) throws(TransferError) -> String {
    throw TransferError("not built yet", isTemporary: false)
  }
}
