import Testing

@testable import KilimModel

/// Matching is linear: counted in states that were looked at, not in time.
@Suite struct PatternCostTests {
  static let evil = [
    "REGEX:(a*)*b", "REGEX:(a+)+b", "REGEX:(a|aa)+b", "REGEX:(a|a?)+b", "REGEX:(.*a){25}b",
    "REGEX:(.*)*(.*)*(.*)*x", "REGEX:([a-z]+)*[0-9]", "REGEX:(a?){30}a{30}b",
    "REGEX:((a*)*)*((a*)*)*b", "REGEX:(|a|aa|aaa)*b", "REGEX:(^a*)*(a*$)*b",
    "**a**a**a**a**a**a**b", "*a*a*a*a*a*a*a*a*a*a*b", "{a,aa,*}{a,aa,*}{a,aa,*}{a,aa,*}b",
  ]

  private func program(_ text: String) throws -> PatternProgram {
    if text.hasPrefix("REGEX:") {
      var parser = RegexParser(text, start: 6)
      return try PatternProgram(try parser.parse())
    }
    var parser = GlobParser(text, from: 0, to: text.unicodeScalars.count)
    return try PatternProgram(try parser.parse())
  }

  private func cost(_ program: PatternProgram, _ length: Int) -> Int {
    var steps = 0
    #expect(!program.matches(String(repeating: "a", count: length), steps: &steps))
    return steps
  }

  @Test(arguments: evil)
  func `looks at each instruction once for each character`(text: String) throws {
    let program = try program(text)
    let (short, middle, long) = (cost(program, 500), cost(program, 1000), cost(program, 2000))
    #expect(long <= 2000 * program.instructions.count)
    // Twice as much more text costs twice as much more.
    #expect(long - middle <= 2 * (middle - short))
  }

  @Test(arguments: [
    "REGEX:a{1000}", "REGEX:(ab?){1000}", "REGEX:((a{9}){9}){9}",
    "REGEX:[" + (0..<1300).map { "\\u\(String(0x4000 + $0 * 2, radix: 16))" }.prefix(600).joined()
      + "]{1000}", String(repeating: "*", count: 4096),
  ])
  func `no pattern has more instructions than the limit`(text: String) throws {
    #expect(try program(text).instructions.count <= 2 * PatternProgram.stepLimit + 1)
  }

  @Test(arguments: [
    ("REGEX:a{1001}", 7), ("REGEX:a{1000000}", 7), ("REGEX:a{99999999999999999999}", 7),
    ("REGEX:a{0,1000000}", 7), ("REGEX:(a{1000}){1000}", 0), ("REGEX:((){1000}){1000}", 0),
    ("REGEX:(((((a{9}){9}){9}){9}){9}){9}", 0), ("REGEX:(\\d|[^a]{10}){1000}", 0),
    (String(repeating: "a", count: 4097), 0),
    ("REGEX:" + String(repeating: "(", count: 51) + String(repeating: ")", count: 51), 56),
  ])
  func `refuses what would be too much, and says where`(text: String, offset: Int) {
    let error = #expect(throws: PathPatternError.self) { try PathPattern(text) }
    #expect(error?.offset == offset)
  }

  @Test func `finds members of classes of many ranges`() throws {
    let set = ScalarSet((0..<200).map { 0x4000 + $0 * 3...0x4001 + $0 * 3 })
    #expect(
      (0x3FF0..<0x4300).allSatisfy { value in
        set.contains(value) == (0..<200).contains { (0x4000 + $0 * 3...0x4001 + $0 * 3) ~= value }
      })
    #expect(!ScalarSet([]).contains(5) && ScalarSet([5...5]).contains(5))
  }

  @Test func `a slash with a combining mark behind it is a slash`() throws {
    #expect(try PathPattern("tmp").covers("tmp/\u{301}a"))
    #expect(try PathPattern("../\u{301}a").impossibility != nil)
  }
}
