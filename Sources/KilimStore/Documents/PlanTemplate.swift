import KilimModel

/// A plan with what differs between like runs taken out: uuid, job name and time of creation.
///
/// The round trip is exact for every text: marks are bytes that JSON text never holds, a name is
/// taken out only where it stands alone, and a text that does hold such bytes is kept as it is.
struct PlanTemplate {
  private enum Mark: UInt8, CaseIterable {
    case uuid = 1
    case created = 2
    case createdDate = 3
    case createdTime = 4
    case name = 5
    case createdMilliseconds = 6
    /// At the start of a text that is kept as it is.
    case verbatim = 7
  }

  private struct Part {
    var mark: Mark
    var bytes: [UInt8]
  }

  private let parts: [Part]
  /// For each byte, whether a part begins with it.
  private let begins: [Bool]

  init(uuid: RunUUID, jobName: String, created: Timestamp) {
    // The longer part of two that begin alike comes first.
    parts = [
      Part(mark: .uuid, bytes: Array(uuid.description.utf8)),
      Part(mark: .created, bytes: Array(created.text.utf8)),
      Part(mark: .createdDate, bytes: Array(created.dateText.utf8)),
      Part(mark: .createdTime, bytes: Array(created.timeText.utf8)),
      Part(mark: .name, bytes: Array(jobName.utf8)),
      Part(mark: .createdMilliseconds, bytes: Array(String(created.milliseconds).utf8)),
    ].filter { !$0.bytes.isEmpty }
    var begins = [Bool](repeating: false, count: 256)
    for part in parts { begins[Int(part.bytes[0])] = true }
    self.begins = begins
  }

  /// The text to store.
  func template(of plan: String) -> [UInt8] {
    var plan = plan
    return plan.withUTF8 { bytes in
      if bytes.contains(where: { (1...Mark.verbatim.rawValue).contains($0) }) {
        return [Mark.verbatim.rawValue] + bytes
      }
      return template(of: bytes)
    }
  }

  private func template(of plan: UnsafeBufferPointer<UInt8>) -> [UInt8] {
    var template: [UInt8] = []
    template.reserveCapacity(plan.count)
    var copied = 0
    var position = 0
    while position < plan.count {
      guard begins[Int(plan[position])], let part = part(at: position, of: plan) else {
        position += 1
        continue
      }
      template.append(contentsOf: plan[copied..<position])
      template.append(part.mark.rawValue)
      position += part.bytes.count
      copied = position
    }
    template.append(contentsOf: plan[copied...])
    return template
  }

  private func part(at position: Int, of plan: UnsafeBufferPointer<UInt8>) -> Part? {
    parts.first { part in
      let end = position + part.bytes.count
      guard end <= plan.count else { return false }
      for offset in 0..<part.bytes.count where plan[position + offset] != part.bytes[offset] {
        return false
      }
      guard part.mark == .name else { return true }
      // The job `a` must not take the letter out of every word.
      return !(position > 0 && Self.isWordCharacter(plan[position - 1]))
        && !(end < plan.count && Self.isWordCharacter(plan[end]))
    }
  }

  /// What differs between all runs, for templates of which names are no part.
  struct Fixed {
    private let texts: [[UInt8]]

    init(uuid: RunUUID, created: Timestamp) {
      texts = [
        [], Array(uuid.description.utf8), Array(created.text.utf8), Array(created.dateText.utf8),
        Array(created.timeText.utf8), [], Array(String(created.milliseconds).utf8), [],
      ]
    }

    /// Nil for a byte that is no mark.
    func bytes(of mark: UInt8) -> [UInt8]? {
      mark > 0 && mark < Mark.verbatim.rawValue ? texts[Int(mark)] : nil
    }
  }

  private static func isWordCharacter(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "_"), 0x80...:
      true
    default: false
    }
  }

  /// The plan that a template was made of.
  func plan(of template: UnsafeBufferPointer<UInt8>) -> String {
    if template.first == Mark.verbatim.rawValue {
      return String(decoding: template.dropFirst(), as: UTF8.self)
    }
    var plan: [UInt8] = []
    plan.reserveCapacity(template.count + 256)
    for byte in template {
      if byte < Mark.verbatim.rawValue, let part = parts.first(where: { $0.mark.rawValue == byte })
      {
        plan.append(contentsOf: part.bytes)
      } else {
        plan.append(byte)
      }
    }
    return String(decoding: plan, as: UTF8.self)
  }
}
