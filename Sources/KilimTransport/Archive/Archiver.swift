package enum Archiver {
  package static func publish(_ request: ArchiveRequest, cancelled: () -> Bool)
    throws(TransferError) -> ArchiveReport
  { throw TransferError("not built yet", isTemporary: false) }
}
