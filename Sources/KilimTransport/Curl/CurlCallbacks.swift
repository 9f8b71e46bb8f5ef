import CCurl

/// What libcurl calls while a transfer runs.
final class CurlCallbacks {
  private let stop: () -> Bool
  private let sink: (UnsafeRawBufferPointer) -> Bool
  /// The last lines of the answer's head, for SMTP and FTP the server's replies.
  private var replies: [String] = []

  private static let replyLimit = 50

  init(stop: @escaping () -> Bool, sink: @escaping (UnsafeRawBufferPointer) -> Bool) {
    self.stop = stop
    self.sink = sink
  }

  func outcome(of handle: OpaquePointer) -> CurlOutcome {
    let code = withExtendedLifetime(self) {
      kilim_curl_perform(
        handle, Unmanaged.passUnretained(self).toOpaque(),
        { context, bytes, count in
          CurlCallbacks.of(context).take(UnsafeRawBufferPointer(start: bytes, count: count))
        },
        { context, bytes, count in
          CurlCallbacks.of(context).takeReply(UnsafeRawBufferPointer(start: bytes, count: count))
        },
        { context in CurlCallbacks.of(context).stop() ? 1 : 0 })
    }
    return CurlOutcome(
      code: code, status: kilim_curl_info_long(handle, CURLINFO_RESPONSE_CODE),
      words: String(cString: kilim_curl_words(handle, code)), replies: replies,
      expectedBytes: kilim_curl_info_offset(handle, CURLINFO_CONTENT_LENGTH_DOWNLOAD_T),
      retryAfterSeconds: Int(kilim_curl_info_offset(handle, CURLINFO_RETRY_AFTER)))
  }

  private static func of(_ context: UnsafeMutableRawPointer?) -> CurlCallbacks {
    // Set by `outcome(of:)`, which keeps the object alive while libcurl may call.
    Unmanaged<CurlCallbacks>.fromOpaque(context.unsafelyUnwrapped).takeUnretainedValue()
  }

  private func take(_ bytes: UnsafeRawBufferPointer) -> Int { sink(bytes) ? bytes.count : 0 }

  private func takeReply(_ bytes: UnsafeRawBufferPointer) -> Int {
    var line = bytes[...]
    while let last = line.last, last == 0x0A || last == 0x0D { line.removeLast() }
    if !line.isEmpty { replies.append(String(decoding: line.prefix(500), as: UTF8.self)) }
    if replies.count > Self.replyLimit { replies.removeFirst() }
    return bytes.count
  }
}
