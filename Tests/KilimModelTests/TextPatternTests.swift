import KilimTestSupport
import Testing

@testable import KilimModel

@Suite struct TextPatternTests {
  private func last(_ pattern: String, _ text: String) throws -> TextPattern.Match? {
    try TextPattern(pattern).lastMatch(in: Array(text.utf8))
  }

  @Test(
    arguments: [
      ("took ([0-9.]+)", "took 1.5 s\ntook 2.5 s\n", "took 2.5", "2.5"),
      ("[0-9]+", "epoch 1 of 30", "30", nil),
      ("a=(\\w*)", "a=1 a=", "a=", ""),
      ("^acc: (.*)$", "x acc: 1\nacc: 2\r\nacc 3", "acc: 2", "2"),
      ("^(\\d+)%$", "10%\r20%\r30%", "30%", "30"),
      ("(?:loss|acc) (\\d+)", "loss 3 acc 4 other 5", "acc 4", "4"),
      ("(a)|b", "a b", "a", "a"),
      ("accuracy\\s+(\\S+)", "accuracy\n  0.97\nend", "accuracy\n  0.97", "0.97"),
      ("<(.*?)>", "<a><b>", "<b>", "b"),
      ("<(.*)>", "<a><b>", "<a><b>", "a><b"),
      ("(?i)ACC=(\\d)", "acc=7", "acc=7", "7"),
      ("(\\d+)(?:.*end)?", "1 2 3", "3", "3"),
      ("(?:(\\w),?)+", "a,b,c", "a,b,c", "c"),
      ("日(.)", "日本 日曜", "日曜", "曜"),
      ("x{2,3}?", "xxxxx", "xx", nil),
      ("x{2,3}", "xxxxx", "xx", nil),
      ("$", "a\nb", "", nil),
    ] as [(String, String, String, String?)])
  func `finds the last match`(
    pattern: String, text: String, whole: String, group: String?
  ) throws {
    #expect(try last(pattern, text) == TextPattern.Match(whole: whole, group: group))
  }

  @Test(arguments: [
    ("took (\\d+)", ""), ("x", "\n\n"), ("^b", "ab"), ("a$", "ab\n"), ("(a)|b", "b"),
    ("a.b", "a\nb"),
  ])
  func `finds nothing where nothing matches`(pattern: String, text: String) throws {
    #expect(try last(pattern, text) == nil)
  }

  @Test func `repairs bytes that are not UTF-8`() throws {
    let bytes: [UInt8] = [0xFF, 0x61, 0x3D, 0x31, 0xC3]
    #expect(try TextPattern("a=(.*)").lastMatch(in: bytes)?.group == "1\u{FFFD}")
  }

  @Test(arguments: PatternCostTests.evil.filter { $0.hasPrefix("REGEX:") })
  func `looks a fixed number of times at each instruction for each character`(
    text: String
  ) throws {
    let (short, middle, long) = (try cost(text, 500), try cost(text, 1000), try cost(text, 2000))
    #expect(long - middle <= 2 * (middle - short) + 2000)
  }

  /// Each number is a match of its own, but whether an `end` follows decides which.
  @Test func `many matches that each look far ahead stay linear`() throws {
    let texts = [500, 1000, 2000].map { String(repeating: "1 ", count: $0) }
    let costs = try texts.map { try cost("REGEX:(\\d+)(?:.*end)?", text: $0) }
    #expect(costs[2] - costs[1] <= 2 * (costs[1] - costs[0]) + 2000)
  }

  private func cost(_ pattern: String, _ length: Int) throws -> Int {
    try cost(pattern, text: String(repeating: "a", count: length))
  }

  private func cost(_ pattern: String, text: String) throws -> Int {
    var parser = RegexParser(pattern, start: 6)
    let program = try PatternProgram(try parser.parse()).instructions
    let machine = LivenessMachine(PatternLiveness(program))
    var search = PatternSearch(program, machine, Array(text.unicodeScalars))
    _ = search.lastMatch(needsGroup: false)
    return search.steps
  }

  @Test(arguments: 0..<20)
  func `agrees with a search that backtracks`(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    for _ in 0..<50 {
      let pattern = Self.expression(depth: 2, &generator)
      let text = String(
        (0..<Int.random(in: 0..<16, using: &generator)).map { _ in
          "aabbc".randomElement(using: &generator) ?? "a"
        })
      let wanted = text.matches(of: try Regex(pattern)).last
      let found = try TextPattern(pattern).lastMatch(in: Array(text.utf8))
      #expect(found?.whole == wanted.map { String($0.0) }, "\(pattern) in \(text)")
    }
  }

  @Test(arguments: 0..<5)
  func `finds the same with a table that is emptied all the time`(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    for _ in 0..<40 {
      var parser = RegexParser(Self.expression(depth: 3, &generator), start: 0)
      let program = try PatternProgram(try parser.parse()).instructions
      let scalars = (0..<300).map { _ in
        "aabbc\n".unicodeScalars.randomElement(using: &generator) ?? "a"
      }
      let found = [nil, 1, 2].map { (limit: Int?) -> Range<Int>? in
        let machine = LivenessMachine(PatternLiveness(program), stateLimit: limit)
        var search = PatternSearch(program, machine, scalars)
        return search.lastMatch(needsGroup: false)?.range
      }
      #expect(found[0] == found[1] && found[0] == found[2])
    }
  }

  @Test func `the last match of a long log is the same wherever the log is cut into pieces`() throws
  {
    let filler = String(repeating: "nothing here\r\n", count: 7)
    for length in 1000..<1060 {
      let tail = filler + String(repeating: "x", count: length)
      let match = try last("^value (\\d+)$", "value 1\r\nvalue 2\r\n" + tail)
      #expect(match?.group == "2")
    }
  }

  /// No repetition of what may be empty: there engines differ in what they call the same.
  private static func expression(depth: Int, _ generator: inout SeededGenerator) -> String {
    let atoms = ["a", "b", "c", ".", "[ab]", "[^a]", "ab", "bc"]
    guard depth > 0 else { return atoms.randomElement(using: &generator) ?? "a" }
    let left = expression(depth: depth - 1, &generator)
    let right = expression(depth: depth - 1, &generator)
    switch Int.random(in: 0..<6, using: &generator) {
    case 0: return "(?:\(left)|\(right))"
    case 1: return "(?:\(left))+\(right)"
    case 2: return "\(left)(?:\(right))+?"
    case 3: return "\(left)\(atoms[0])?\(right)"
    case 4: return "\(left)\(atoms[4])*?\(right)"
    default: return "\(left)\(right)"
    }
  }
}
