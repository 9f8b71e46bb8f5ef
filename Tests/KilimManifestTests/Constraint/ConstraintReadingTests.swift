import KilimModel
import KilimTestSupport
import Testing

@testable import KilimManifest

struct ConstraintReadingTests {
  static let refused: [(String, String)] = [
    (
      "",
      "the constraints say nothing (character 1) [write a condition such as `memoryGB >= 128`, or leave the field out]"
    ),
    (
      "memoryGB 128",
      "the comparison of `memoryGB` is missing before `128` (character 10) [write =, <>, <, <=, >, >=, IN, BETWEEN or LIKE between name and value]"
    ),
    (
      "memoryGB NOT 128",
      "the comparison of `memoryGB` is missing before `NOT` (character 10) [write =, <>, <, <=, >, >=, IN, BETWEEN or LIKE between name and value]"
    ),
    (
      "memoryGB >=",
      "the value after `>=` is missing at the end (character 12) [write a number, a text in quotes, or TRUE]"
    ),
    (
      "Type = Slurm",
      "the value after `=` is missing before `Slurm` (character 8) [put a text into quotes: 'Slurm']"
    ),
    ("a == 1", "the value after `=` is missing before `=` (character 4) [write one `=` for equal]"),
    (
      "'a' = 1",
      "a condition is missing before `'a'` (character 1) [a condition starts with the name of a capability: `memoryGB >= 128`]"
    ),
    ("a = 1 b = 2", "AND or OR is missing before `b` (character 7) [join conditions by AND or OR]"),
    (
      "a = 1 AND",
      "a condition is missing at the end (character 10) [a condition starts with the name of a capability: `memoryGB >= 128`]"
    ),
    (
      "AND a = 1",
      "a condition is missing before `AND` (character 1) [a condition starts with the name of a capability: `memoryGB >= 128`]"
    ),
    ("(a = 1", "`)` is missing at the end (character 7) [close the parenthesis]"),
    (
      "a = 1)", "AND or OR is missing before `)` (character 6) [remove it, or open the parenthesis]"
    ),
    (
      "a IN 1",
      "a list in parentheses is missing before `1` (character 6) [write it as IN ('a', 'b')]"
    ),
    (
      "a IN ()",
      "the value after `(` is missing before `)` (character 7) [write a number, a text in quotes, or TRUE]"
    ),
    (
      "a IN (1 2)",
      "`,` or `)` is missing before `2` (character 9) [separate the values by commas and close the list]"
    ),
    (
      "a BETWEEN 1, 2",
      "the AND of BETWEEN is missing before `,` (character 12) [write it as BETWEEN 1 AND 5]"
    ),
    (
      "a LIKE 5",
      "a pattern in quotes is missing before `5` (character 8) [write it as LIKE 'gpu%'; % stands for any text, _ for one character]"
    ),
    (
      "a = 'x",
      "the quote ' is never closed (character 5) [close it; a quote inside is written twice: '']"
    ),
    ("é = 1 && b = 2", "`&` has no meaning in a constraint (character 7) [write AND]"),
    ("a = 1 || b = 2", "`|` has no meaning in a constraint (character 7) [write OR]"),
    ("!a", "`!` has no meaning in a constraint (character 1) [write NOT, or `<>` for not equal]"),
    (
      "a = 1.2.3",
      "`1.2.3` is no number (character 5) [write a number as `128` or `1.5`, a text in quotes]"
    ),
    (
      "a = 12GB",
      "`12GB` is no number (character 5) [write a number as `128` or `1.5`, a text in quotes]"
    ),
    (
      "a; b",
      "`;` has no meaning in a constraint (character 2) [a condition is as in SQL: `name = 'text' AND other >= 5`]"
    ),
  ]

  @Test(arguments: refused)
  func `says what is wrong, where, and what to write`(text: String, expected: String) {
    #expect(ConstraintBench.reason(text) == expected)
  }

  @Test func `bounds depth, length and patterns`() throws {
    func problem(_ text: String) -> ConstraintError.Problem? {
      do throws(ConstraintError) {
        _ = try ConstraintExpression(text)
        return nil
      } catch { return error.problem }
    }
    func nested(_ count: Int, _ open: String, _ close: String) -> String {
      String(repeating: open, count: count) + "a = 1" + String(repeating: close, count: count)
    }
    #expect(problem(nested(100, "(", ")")) == nil && problem(nested(101, "(", ")")) == .tooDeep)
    #expect(problem(nested(100, "NOT ", "")) == nil && problem(nested(101, "NOT ", "")) == .tooDeep)
    #expect(problem(nested(30_000, "(", "")) == .tooDeep)
    let chain = "a=1" + String(repeating: " OR a=1", count: 9_000)
    #expect(problem(chain) == nil)
    #expect(problem(chain + chain) == .tooLong)
    #expect(problem("a LIKE '" + String(repeating: "%", count: 1025) + "'") == .patternTooLong)
    #expect(problem("a = " + String(repeating: "9", count: 500)) != nil)
  }

  @Test func `joins a list by blanks and two lists by AND`() throws {
    let request = try ConstraintExpression(items: ["size = 10", "OR size = 11"])
    let app = try ConstraintExpression(items: ["gpu"])
    #expect(try ConstraintExpression(items: ["", " "]) == nil)
    #expect(try ConstraintExpression(items: []) == nil)
    let both = try #require(ConstraintExpression.joined(request: request, app: app))
    #expect(both.text == "(size = 10 OR size = 11) AND (gpu)")
    #expect(try ConstraintExpression(both.text).root == both.root)
    #expect(both.names == ["size", "gpu"])
    #expect(ConstraintExpression.joined(request: request, app: nil) == request)
    #expect(ConstraintExpression.joined(request: nil, app: app) == app)
    #expect(ConstraintExpression.joined(request: nil, app: nil) == nil)
  }

  @Test(arguments: [
    (["a = 1", "AND b ! 2"], 1, 6), (["a =", "AND b = 2"], 1, 0), (["é = 1 AND"], 0, 9),
    (["a = 1", "", "AND"], 2, 3),
  ])
  func `finds the item of a list that is wrong`(items: [String], index: Int, offset: Int) {
    let error = #expect(throws: ConstraintError.self) { try ConstraintExpression(items: items) }
    let place = ConstraintExpression.item(at: error?.offset ?? -1, in: items)
    #expect(place.index == index && place.offset == offset)
  }

  @Test(arguments: 0..<20)
  func `never traps on any text, and reads it the same twice`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let pieces = [
      "a", "memoryGB", " ", "=", "<", ">", "!", "(", ")", "'", "\"", "NOT ", "AND ", " OR ", "IN",
      "BETWEEN", "LIKE", "%", "1", "-", ".", "e", "true", ",", "\u{e9}", "\u{1f600}", "\u{0}", "\n",
    ]
    for _ in 0..<200 {
      let count = Int.random(in: 0...24, using: &random)
      let text = (0..<count).map { _ in pieces.randomElement(using: &random) ?? "" }.joined()
      let first = ConstraintBench.reason(text)
      #expect(first == ConstraintBench.reason(text))
      if let error = Self.error(text) {
        #expect((0...text.unicodeScalars.count).contains(error.offset), "\(text)")
        #expect(!error.message.isEmpty && !error.hint.isEmpty)
      }
    }
  }

  @Test(arguments: 0..<20)
  func `agrees with logic of three values`(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    for _ in 0..<50 {
      let formula = Formula.random(depth: 5, &random)
      let verdict = try ConstraintExpression(formula.text).verdict(on: ConstraintBench.cluster)
      #expect((verdict == .matches) == (formula.truth == true), "\(formula.text)")
      let negated = try ConstraintExpression("NOT (\(formula.text))")
      let isFalse = negated.verdict(on: ConstraintBench.cluster) == .matches
      #expect(isFalse == (formula.truth == false), "\(formula.text)")
    }
  }

  private static func error(_ text: String) -> ConstraintError? {
    do throws(ConstraintError) {
      _ = try ConstraintExpression(text)
      return nil
    } catch { return error }
  }
}

/// A formula and its truth, made together; nil is unknown.
private struct Formula {
  var text: String
  var truth: Bool?

  static func random(depth: Int, _ random: inout SeededGenerator) -> Formula {
    switch depth == 0 ? 0 : Int.random(in: 0...3, using: &random) {
    case 1:
      let inner = Self.random(depth: depth - 1, &random)
      return Formula(text: "NOT (\(inner.text))", truth: inner.truth.map { !$0 })
    case 2:
      let (left, right) = (
        Self.random(depth: depth - 1, &random), Self.random(depth: depth - 1, &random)
      )
      let truth =
        left.truth == false || right.truth == false
        ? false : left.truth == nil || right.truth == nil ? nil : true
      return Formula(text: "(\(left.text) AND \(right.text))", truth: truth)
    case 3:
      let (left, right) = (
        Self.random(depth: depth - 1, &random), Self.random(depth: depth - 1, &random)
      )
      let truth =
        left.truth == true || right.truth == true
        ? true : left.truth == nil || right.truth == nil ? nil : false
      return Formula(text: "(\(left.text) OR \(right.text))", truth: truth)
    default:
      let leaves = [
        Formula(text: "size = 10", truth: true), Formula(text: "memoryGB > 64", truth: false),
        Formula(text: "nothing = 1", truth: nil), Formula(text: "Type NOT LIKE 'P%'", truth: true),
        Formula(text: "vacant <> 'x'", truth: nil),
      ]
      return leaves.randomElement(using: &random) ?? leaves[0]
    }
  }
}
