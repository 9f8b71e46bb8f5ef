import KilimModel
import KilimTestSupport
import Testing

@testable import KilimManifest

struct ExpressionTests {
  private let values: [String: ExpressionValue] = [
    "k": .number(3), "x": .number(0.5), "metric": .text("cosine"), "on": .boolean(true),
    "steps.train.status": .text("FINISHED"),
  ]

  private func value(_ text: String) throws(ExpressionError) -> ExpressionValue {
    let expression = try Expression(text)
    return try expression.value(expression.names.map { values[$0] ?? .missing })
  }

  @Test(arguments: [
    ("1 + 2 * 3", "7"), ("(1 + 2) * 3", "9"), ("-k ** 2", "-9"), ("2 ** 3 ** 2", "512"),
    ("7 // 2", "3"), ("-7 // 2", "-4"), ("-7 % 3", "2"), ("0.1 + 0.2", "0.30000000000000004"),
    ("k > 2 && metric == 'cosine'", "true"), ("! on || k < 0", "false"), ("!(k == 3)", "false"),
    ("! k == 3", "false"), ("k in [1, 3, 5]", "true"), ("metric in ['l1', \"l2\"]", "false"),
    ("k > 5 ? 'many' : k > 1 ? 'some' : 'one'", "some"), ("min(4, k, 9)", "3"),
    ("round(2 / 3, 2)", "0.67"), ("pad(k, 3) + '-' + metric", "003-cosine"), ("len('äö')", "2"),
    ("int('12') + int(3.9)", "15"), ("log10(1000)", "3"), ("exp(1)", "2.71828182846"),
    ("sweep.k + 1", "4"), ("steps.train.status == 'FINISHED'", "true"),
    ("nothing == 1", "false"), ("nothing != 1", "true"), ("nothing < 1", "false"),
    ("contains(metric, 'sin')", "true"), ("replace('a.b.c', '.', '-')", "a-b-c"),
    ("str(2.0)", "2"), ("1e3", "1000"), ("true", "true"), ("sqrt(2)", "1.4142135623730951"),
  ])
  func `has the value`(text: String, expected: String) throws {
    #expect(try value(text).plainText == expected)
  }

  @Test(arguments: [
    ("", "the expression is empty"), ("1 +", "something is missing at the end of the expression"),
    ("k = 1", "`=` has no meaning here"), ("(k", "a `)` is missing at the end of the expression"),
    ("k k", "`k` was not expected here"), ("foo(1)", "there is no function `foo`"),
    ("min()", "`min` takes one number or more, not 0 values"), ("'a", "a quoted text has no end"),
    ("1.2.3", "`1.2.3` is no number"), ("k @ 1", "`@` has no meaning here"),
  ])
  func `refuses a text that is no expression`(text: String, message: String) {
    let error = #expect(throws: ExpressionError.self) { try Expression(text) }
    #expect(error?.message == message)
  }

  @Test(arguments: [
    ("1 / 0", "a division by zero"), ("k % 0", "a division by zero"),
    ("k + metric", "`+` adds two numbers or joins two texts, not a number and a text"),
    ("metric * 2", "`*` needs numbers, and got a text: `metric`"),
    (
      "nothing + 1",
      "`+` adds two numbers or joins two texts, not a parameter that this point does not have and a number"
    ),
    ("metric && on", "`&&` needs true or false, and got a text: `metric`"),
    ("sqrt(-1)", "`sqrt` has no value there"), ("int('x')", "`x` is no number"),
    ("10 ** 400", "`**` gives a number that is too large, or none"),
  ])
  func `says why there is no value`(text: String, message: String) {
    let error = #expect(throws: ExpressionError.self) { try value(text) }
    #expect(error?.message == message)
  }

  @Test func `takes any text without a crash, and nothing is nested too deeply`() {
    var random = SeededGenerator(seed: 7)
    let pieces = [
      "k", "1", "(", ")", "+", "-", "**", "!", "[", "]", "in", "?", ":", "'a'", ",", "min(", ".",
      "é", " ",
    ]
    for _ in 0..<4000 {
      let text = (0..<Int.random(in: 0...30, using: &random)).map { _ in
        pieces[Int.random(in: 0..<pieces.count, using: &random)]
      }.joined()
      _ = try? value(text)
    }
    for text in ["(", "-", "!", "[", "min(", "1 ? 1 : ", "2 ** "] {
      #expect(throws: ExpressionError.self) { try value(String(repeating: text, count: 5000)) }
    }
  }

  @Test func `names each name once, in the order of their use`() throws {
    #expect(try Expression("b + a * sweep.b + min(c.d, a)").names == ["b", "a", "c.d"])
  }
}
