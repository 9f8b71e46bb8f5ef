import CCurl
import Glibc
import KilimModel

/// Takes the bytes of one try and judges how it ended.
final class DownloadReceiver {
  private let path: String
  private let file: OpenFile
  private var hasher = Digest.Hasher()
  private var bytes: Int64 = 0
  private var failedWrite: SystemCode?
  /// The start of an error page.
  private var complaint: [UInt8] = []

  private static let complaintLimit = 500

  init(_ path: String) throws(TransferError) {
    self.path = path
    file = try attempt("could not write \(path)") { () throws(SystemCode) in
      try OpenFile(path, O_WRONLY | O_CREAT | O_EXCL, mode: 0o666)
    }
  }

  func take(status: Int, _ piece: UnsafeRawBufferPointer) -> Bool {
    if status >= 400, status < 600 {
      complaint += piece.prefix(Self.complaintLimit - complaint.count)
      return true
    }
    do {
      try file.write(piece)
    } catch {
      failedWrite = error
      return false
    }
    hasher.update(piece)
    bytes += Int64(piece.count)
    return true
  }

  func report(_ outcome: CurlOutcome, _ place: RedactedURL) throws(TransferError) -> CopyReport {
    let what = "could not fetch \(place)"
    if let failedWrite { throw .system("\(what) to \(Paths.parent(path))", failedWrite.code) }
    if outcome.code == CURLE_ABORTED_BY_CALLBACK { throw .cancelled }
    // FTP replies are no HTTP statuses: there, libcurl judges.
    let isRefused = outcome.status >= 400 || outcome.status >= 300 && outcome.isComplete
    if place.scheme != "ftp", isRefused { throw refused(outcome, what) }
    guard outcome.isComplete else { throw outcome.failure(what, place) }
    if outcome.expectedBytes >= 0, outcome.expectedBytes != bytes {
      throw TransferError(
        "\(what): the server announced \(outcome.expectedBytes) bytes and sent \(bytes)",
        isTemporary: true)
    }
    return CopyReport(files: 1, bytes: bytes, digest: hasher.finish())
  }

  private func refused(_ outcome: CurlOutcome, _ what: String) -> TransferError {
    let page = String(decoding: complaint, as: UTF8.self)
    return TransferError(
      "\(what): the server answers \(HTTPStatus.words(outcome.status))",
      isTemporary: HTTPStatus.isTemporary(outcome.status),
      evidence: page.isEmpty ? outcome.replies.first : page,
      retryAfterSeconds: outcome.retryAfterSeconds > 0 ? outcome.retryAfterSeconds : nil)
  }
}
