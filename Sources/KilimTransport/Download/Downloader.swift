import CCurl
import Glibc

/// Fetches what a URL names.
package enum Downloader {
  /// Fetches one file (http, https, ftp), or a file or directory of this host (`file:`).
  ///
  /// The target appears at once and complete: fewer bytes than the server announced are a failure.
  /// Redirects are followed to http and https alone. Temporary failures (network, time-outs, HTTP
  /// 408, 425, 429 and 5xx) are tried again, at most `limits.attempts` times in all.
  ///
  /// - Parameters:
  ///   - cancelled: asked at least once a second; true ends the download with an error.
  ///   - wait: lets the milliseconds pass before the next try.
  package static func fetch(
    url: String, to target: String, limits: DownloadLimits = DownloadLimits(),
    cancelled: () -> Bool, wait: (_ milliseconds: Int) -> Void
  ) throws(TransferError) -> CopyReport {
    let place = RedactedURL(url)
    if place.scheme == "file" {
      let path = try localPath(place)
      return try LocalFiles.copy(from: path, to: target, cancelled: cancelled)
    }
    guard ["http", "https", "ftp"].contains(place.scheme) else {
      throw TransferError(
        "\(place) cannot be fetched: only http, https, ftp and file URLs can", isTemporary: false)
    }
    var attempt = 1
    while true {
      do {
        return try fetchOnce(url, place, to: target, limits, cancelled)
      } catch {
        guard error.isTemporary, attempt < limits.attempts, !cancelled() else { throw error }
        wait(pause(after: attempt, error, limits))
        attempt += 1
      }
    }
  }

  /// Milliseconds: what the server asks for, within reason, or the doubled back-off.
  private static func pause(
    after attempt: Int, _ error: TransferError, _ limits: DownloadLimits
  ) -> Int {
    let backoff = limits.backoffMilliseconds << min(attempt - 1, 6)
    guard let seconds = error.retryAfterSeconds else { return backoff }
    return max(backoff, min(seconds, 60) * 1000)
  }

  private static func localPath(_ place: RedactedURL) throws(TransferError) -> String {
    guard place.hostAndPort.isEmpty || place.host == "localhost",
      let path = PercentEncoding.decoded(place.path), path.hasPrefix("/")
    else {
      throw TransferError(
        "\(place) is not a file of this host; write file:///path", isTemporary: false)
    }
    return path
  }

  private static func fetchOnce(
    _ url: String, _ place: RedactedURL, to target: String, _ limits: DownloadLimits,
    _ cancelled: () -> Bool
  ) throws(TransferError) -> CopyReport {
    guard FileStatus.of(target)?.kind != .directory else {
      throw TransferError(
        "could not fetch \(place) to \(target): there is a directory", isTemporary: false)
    }
    try LocalFiles.createDirectories(Paths.parent(target), mode: 0o777)
    let partial = Paths.partial(for: target)
    try LocalFiles.remove(tree: partial)
    do {
      let report = try receive(url, place, into: partial, limits, cancelled)
      try LocalFiles.rename(partial, to: target)
      return report
    } catch {
      unlink(partial)
      throw error
    }
  }

  private static func receive(
    _ url: String, _ place: RedactedURL, into partial: String, _ limits: DownloadLimits,
    _ cancelled: () -> Bool
  ) throws(TransferError) -> CopyReport {
    let receiver = try DownloadReceiver(partial)
    let transfer = try CurlTransfer()
    transfer.set(CURLOPT_URL, url)
    transfer.allow(CURLPROTO_HTTP | CURLPROTO_HTTPS | CURLPROTO_FTP)
    transfer.set(CURLOPT_USERAGENT, "kilim")
    transfer.set(CURLOPT_FOLLOWLOCATION, 1)
    transfer.set(CURLOPT_MAXREDIRS, limits.redirects)
    transfer.set(CURLOPT_CONNECTTIMEOUT_MS, limits.connectMilliseconds)
    transfer.set(CURLOPT_LOW_SPEED_LIMIT, 1)
    transfer.set(CURLOPT_LOW_SPEED_TIME, limits.stallSeconds)
    let outcome = transfer.perform(stop: cancelled) { receiver.take(status: $0, $1) }
    return try receiver.report(outcome, place)
  }
}
