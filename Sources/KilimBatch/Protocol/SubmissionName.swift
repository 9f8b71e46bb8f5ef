/// What one submission is called in the scheduler: its job's name ends with it, and its comment has
/// it. By it a submission is found again whose id was never heard, and told from another one that
/// got the same id.
///
/// An array is one submission of several attempts: it has the name of its first one.
package struct SubmissionName: Hashable, Sendable {
  /// Of the attempt, 32 hexadecimal digits.
  package var token: String
  /// From 1: a submission that was revoked is followed by another one of the same attempt.
  package var number: Int

  package init(token: String, number: Int) {
    self.token = token
    self.number = number
  }

  /// `k0123456789abcdef0123456789abcdef-1`.
  package var text: String { "k\(token)-\(number)" }

  /// Reads the end of a job's name; nil when it is no name of ours.
  package init?(endOf name: some StringProtocol) {
    guard let mark = name.lastIndex(of: "k") else { return nil }
    let parts = name[mark...].split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 2, let number = Int(parts[1]), number > 0 else { return nil }
    let token = parts[0].dropFirst()
    guard token.utf8.count == 32, token.utf8.allSatisfy(Self.isDigit) else { return nil }
    self.init(token: String(token), number: number)
  }

  private static func isDigit(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
      || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte)
  }
}

/// A job of the scheduler: a whole submission, or one task of an array.
package struct JobName: Hashable, Sendable {
  package var submission: SubmissionName
  /// Nil for a submission that is no array.
  package var index: Int?

  package init(_ submission: SubmissionName, index: Int? = nil) {
    self.submission = submission
    self.index = index
  }
}
