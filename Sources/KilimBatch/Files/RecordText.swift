import KilimModel

/// The records of jobs as text: what a batch script writes, read strictly. A record ends with a line
/// `end`: one without it is not whole yet.
package enum RecordText {
  /// Of a claim: by a job, or by Kilim. Nil for a text that is not whole.
  package static func claim(
    _ text: String
  ) -> (claim: SubmissionEvidence.Claim, start: StartRecord?)? {
    if text == AttemptFiles.revoked { return (.revoked, nil) }
    guard let fields = fields(of: text), let started = fields["started"].flatMap(Int64.init),
      let id = fields["id"], !id.isEmpty
    else { return nil }
    return (
      .started,
      StartRecord(
        started: Timestamp(milliseconds: started), id: id,
        job: fields["job"].flatMap { Int32($0) } ?? 0, host: fields["host"] ?? "")
    )
  }

  package static func exit(_ text: String) -> JobExitRecord? {
    guard let fields = fields(of: text), let started = fields["started"].flatMap(Int64.init),
      let ended = fields["ended"].flatMap(Int64.init),
      let code = fields["code"].flatMap({ Int32($0) })
    else { return nil }
    return JobExitRecord(
      started: Timestamp(milliseconds: started), ended: Timestamp(milliseconds: ended), code: code,
      cpuMilliseconds: cpuMilliseconds(text))
  }

  /// What a submission is called: its first one's name, and its place in an array.
  package static func job(_ name: JobName) -> String {
    name.submission.text + (name.index.map { " \($0)" } ?? "") + "\n"
  }

  package static func job(_ text: String) -> JobName? {
    guard text.hasSuffix("\n") else { return nil }
    let words = text.dropLast().split(separator: " ", omittingEmptySubsequences: false)
    guard let first = words.first, let submission = SubmissionName(endOf: first) else {
      return nil
    }
    switch words.count {
    case 1: return JobName(submission)
    case 2: return Int(words[1]).map { JobName(submission, index: $0) }
    default: return nil
    }
  }

  /// Lines of a key, a blank and a value.
  private static func fields(of text: String) -> [Substring: String]? {
    let lines = text.split(separator: "\n")
    guard text.hasSuffix("\n"), lines.first == "kilim 1", lines.last == "end" else { return nil }
    var fields: [Substring: String] = [:]
    for line in lines {
      guard let blank = line.firstIndex(of: " ") else { continue }
      fields[line[..<blank]] = String(line[line.index(after: blank)...])
    }
    return fields
  }

  /// Of the children, as `times` of a shell writes it: `1m2.034s 0m0.500s` on the second line.
  private static func cpuMilliseconds(_ text: String) -> Int64 {
    let lines = text.split(separator: "\n").filter { $0.hasSuffix("s") && $0.contains("m") }
    guard let line = lines.last else { return 0 }
    return line.split(separator: " ").reduce(0) { $0 + milliseconds($1) }
  }

  private static func milliseconds(_ text: Substring) -> Int64 {
    let parts = text.dropLast().split(separator: "m")
    guard parts.count == 2, let minutes = Int64(parts[0]),
      let seconds = Double(parts[1].map { $0 == "," ? "." : String($0) }.joined()),
      (0..<60_000).contains(seconds), (0..<1_000_000).contains(minutes)
    else { return 0 }
    return minutes * 60_000 + Int64((seconds * 1000).rounded())
  }
}
