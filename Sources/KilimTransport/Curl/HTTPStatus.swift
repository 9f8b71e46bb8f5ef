/// What an HTTP status means for a second try (RFC 9110, section 15).
enum HTTPStatus {
  static func isTemporary(_ status: Int) -> Bool {
    [408, 425, 429].contains(status) || (500..<600).contains(status)
  }

  /// `404 (not found)`.
  static func words(_ status: Int) -> String {
    let meaning =
      switch status {
      case 300..<400: "redirect, not followed"
      case 400: "bad request"
      case 401: "needs a login"
      case 403: "forbidden"
      case 404: "not found"
      case 410: "gone"
      case 429: "too many requests"
      case 500: "internal error"
      case 503: "unavailable"
      default: ""
      }
    return meaning.isEmpty ? "\(status)" : "\(status) (\(meaning))"
  }
}
