import KilimModel

/// How a script reaches a POSIX shell on the host, whatever the login shell is and says.
///
/// The login shell gets one short command of fixed text and one number, which every shell reads
/// the same way; the script itself comes first in standard input. Whatever the login shell prints
/// stands before the mark on standard output; the status of the script comes on standard error.
struct RemoteShell {
  /// Text that nothing else prints.
  let mark: String

  init(mark: String) { self.mark = mark }

  /// The command line for the login shell, and what is to be sent before all other input.
  func prepared(_ script: String) -> (command: String, head: [UInt8]) {
    let head = Array(whole(script).utf8)
    return (#"exec /bin/sh -c 'eval "$(head -c \#(head.count))"'"#, head)
  }

  var begin: [UInt8] { Array("\nKILIM-BEGIN-\(mark)\n".utf8) }

  private func whole(_ script: String) -> String {
    """
    LC_ALL=C; export LC_ALL
    printf '\\nKILIM-BEGIN-\(mark)\\n'
    (
    \(script)
    )
    kilim_status=$?
    printf '\\nKILIM-END-\(mark) %s\\n' "$kilim_status" >&2
    exit 0

    """
  }

  /// The status of the script, and standard error without its mark; the status is nil when the
  /// script did not come to its end.
  func status(in error: [UInt8]) -> (status: Int?, text: String) {
    let text = String(decoding: error, as: UTF8.self)
    guard let range = text.lastRange(of: "\nKILIM-END-\(mark) ") else { return (nil, text) }
    let digits = text[range.upperBound...].prefix { $0.isNumber }
    return (Int(digits), String(text[..<range.lowerBound]))
  }
}

extension String {
  fileprivate func lastRange(of text: String) -> Range<String.Index>? { ranges(of: text).last }
}

/// Takes standard output from its beginning and lets through what comes after the mark.
struct MarkedOutput {
  private let mark: [UInt8]
  private var seen: [UInt8] = []
  private(set) var hasBegun = false

  /// What a login shell may say; more is no greeting any more.
  private static let greetingLimit = 1 << 20

  init(mark: [UInt8]) { self.mark = mark }

  /// What of these bytes belongs to the script. Nil when there is far too much before it.
  mutating func take(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
    if hasBegun { return bytes }
    seen += bytes
    guard let end = Self.end(of: mark, in: seen) else {
      return seen.count > Self.greetingLimit ? nil : []
    }
    hasBegun = true
    defer { seen = [] }
    return seen[end...]
  }

  private static func end(of mark: [UInt8], in bytes: [UInt8]) -> Int? {
    guard bytes.count >= mark.count else { return nil }
    for start in 0...(bytes.count - mark.count)
    where bytes[start] == mark[0] && bytes[start...].starts(with: mark) {
      return start + mark.count
    }
    return nil
  }
}
