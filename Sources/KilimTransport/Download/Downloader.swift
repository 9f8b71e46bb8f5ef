package enum Downloader {
  package static func fetch(
    url: String, to target: String, limits: DownloadLimits = DownloadLimits(),
    cancelled: () -> Bool, wait: (_ milliseconds: Int) -> Void
  ) throws(TransferError) -> CopyReport { throw TransferError("not built yet", isTemporary: false) }
}
