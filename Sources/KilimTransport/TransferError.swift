import Glibc

/// Why something did not get where it should, in the user's words.
package struct TransferError: Error, Sendable, Hashable {
  /// What failed, with the path or the URL (without its password), and what to do.
  package var message: String
  /// Whether the same try may succeed later.
  package var isTemporary: Bool
  /// The server's reply or the system's words; nil when there are none.
  package var evidence: String?
  /// The wait that the server asked for (`Retry-After`), in seconds.
  package var retryAfterSeconds: Int?

  package init(
    _ message: String, isTemporary: Bool, evidence: String? = nil, retryAfterSeconds: Int? = nil
  ) {
    self.message = message
    self.isTemporary = isTemporary
    self.evidence = evidence
    self.retryAfterSeconds = retryAfterSeconds
  }
}

extension TransferError {
  /// A refused system call: `what` says what was tried, `code` is its errno.
  static func system(_ what: String, _ code: Int32) -> TransferError {
    let words = String(cString: strerror(code))
    return TransferError(
      "\(what): \(words)\(advice(code))", isTemporary: isTemporary(code), evidence: words)
  }

  static var cancelled: TransferError {
    TransferError("stopped, because the run was cancelled", isTemporary: false)
  }

  /// A full disk is temporary: someone may make room, and the same try then succeeds.
  private static func isTemporary(_ code: Int32) -> Bool {
    [ENOSPC, EDQUOT, EIO, EAGAIN, EINTR, EMFILE, ENFILE, ENOMEM, ESTALE, ETIMEDOUT, EBUSY]
      .contains(code)
  }

  private static func advice(_ code: Int32) -> String {
    switch code {
    case ENOSPC: "; free some space on that file system"
    case EDQUOT: "; your quota there is used up, delete something"
    case EACCES, EPERM: "; check the permissions of the path and of the directories above it"
    case EROFS: "; that file system is mounted read-only"
    case EMFILE, ENFILE: "; too many files are open"
    case ENAMETOOLONG: "; choose shorter names"
    default: ""
    }
  }
}
