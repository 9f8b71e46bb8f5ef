import CCurl

/// One transfer with libcurl, made, set up and run by one thread.
final class CurlTransfer {
  private let handle: OpaquePointer
  private var hasFailed = false

  init() throws(TransferError) {
    if let words = kilim_curl_load() {
      throw TransferError(
        "libcurl is missing, which does all transfers over a network; install the package "
          + "libcurl4 (Debian, Ubuntu) or libcurl (Fedora)", isTemporary: false,
        evidence: String(cString: words))
    }
    guard let handle = kilim_curl_new() else {
      throw TransferError("there is no memory for a transfer", isTemporary: true)
    }
    self.handle = handle
  }

  deinit {
    // A goodbye to a server that is stuck would hold this thread for up to two minutes.
    if hasFailed { kilim_curl_cut(handle) }
    kilim_curl_free(handle)
  }

  func set(_ option: CURLoption, _ value: Int) { kilim_curl_set_long(handle, option, value) }

  func set(_ option: CURLoption, _ value: String) { kilim_curl_set_text(handle, option, value) }

  func set(_ option: CURLoption, bytes value: Int64) {
    kilim_curl_set_offset(handle, option, value)
  }

  /// Names the protocols that the URL may have (`CURLPROTO_…`); redirects are http(s) alone.
  func allow(_ protocols: Int32) { kilim_curl_allow(handle, Int(protocols)) }

  func addHeader(_ line: String) { _ = kilim_curl_add_header(handle, line) }

  func addRecipient(_ address: String) { _ = kilim_curl_add_recipient(handle, address) }

  /// Runs the transfer.
  ///
  /// - Parameters:
  ///   - upload: what is sent; nil for what does not upload.
  ///   - stop: true ends the transfer; asked at least once a second.
  ///   - sink: takes what comes, with the response's status; false ends the transfer.
  func perform(
    upload: [UInt8]? = nil, stop: () -> Bool,
    sink: (_ status: Int, _ bytes: UnsafeRawBufferPointer) -> Bool
  ) -> CurlOutcome {
    guard let upload else { return run(stop: stop, sink: sink) }
    return upload.withUnsafeBufferPointer { bytes in
      bytes.withMemoryRebound(to: CChar.self) { bytes in
        kilim_curl_upload(handle, bytes.baseAddress, bytes.count)
        return run(stop: stop, sink: sink)
      }
    }
  }

  private func run(
    stop: () -> Bool, sink: (Int, UnsafeRawBufferPointer) -> Bool
  ) -> CurlOutcome {
    withoutActuallyEscaping(stop) { stop in
      withoutActuallyEscaping(sink) { sink in
        let handle = handle
        let callbacks = CurlCallbacks(stop: stop) { bytes in
          sink(kilim_curl_info_long(handle, CURLINFO_RESPONSE_CODE), bytes)
        }
        let outcome = callbacks.outcome(of: handle)
        hasFailed = !outcome.isComplete
        return outcome
      }
    }
  }
}
