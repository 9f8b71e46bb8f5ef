import CCurl

/// How a transfer ended.
struct CurlOutcome {
  var code: CURLcode
  /// The last HTTP status, or the last SMTP or FTP reply code; 0 when there was none.
  var status: Int
  /// libcurl's words.
  var words: String
  var replies: [String]
  /// What the server announced; negative when it did not.
  var expectedBytes: Int64
  /// 0 when the server did not ask for a wait.
  var retryAfterSeconds: Int

  var isComplete: Bool { code == CURLE_OK }
}

extension CurlOutcome {
  /// What a failure below HTTP and SMTP means: `place` is the URL without secrets.
  func failure(_ what: String, _ place: RedactedURL) -> TransferError {
    let (words, isTemporary) = explanation(place)
    return TransferError("\(what): \(words)", isTemporary: isTemporary, evidence: self.words)
  }

  private func explanation(_ place: RedactedURL) -> (String, isTemporary: Bool) {
    switch code {
    case CURLE_UNSUPPORTED_PROTOCOL: ("the protocol is not one that can be used here", false)
    case CURLE_URL_MALFORMAT: ("this is not a URL", false)
    case CURLE_COULDNT_RESOLVE_HOST: ("the host \(place.host) is not known", true)
    case CURLE_COULDNT_CONNECT: ("nobody answers at \(place.hostAndPort)", true)
    case CURLE_OPERATION_TIMEDOUT: ("no answer in time, or it came too slowly", true)
    case CURLE_GOT_NOTHING: ("the server hung up without an answer", true)
    case CURLE_RECV_ERROR, CURLE_SEND_ERROR: ("the connection broke", true)
    case CURLE_PARTIAL_FILE: ("the connection broke before the end of the data", true)
    case CURLE_TOO_MANY_REDIRECTS: ("too many redirects", false)
    case CURLE_PEER_FAILED_VERIFICATION: ("the server's certificate is not trusted", false)
    case CURLE_SSL_CACERT_BADFILE: ("the file with trusted certificates cannot be used", false)
    case CURLE_SSL_CONNECT_ERROR:
      words.contains("wrong version number")
        ? ("the server does not speak TLS at \(place.hostAndPort)", false)
        : ("no secure connection could be made", true)
    case CURLE_USE_SSL_FAILED: ("the server does not offer STARTTLS", false)
    case CURLE_LOGIN_DENIED: ("the user name or the password is wrong", false)
    case CURLE_REMOTE_FILE_NOT_FOUND, CURLE_REMOTE_ACCESS_DENIED, CURLE_FTP_COULDNT_RETR_FILE:
      ("the file is not there, or may not be read", false)
    default: (words, true)
    }
  }
}
