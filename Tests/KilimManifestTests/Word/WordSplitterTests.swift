import KilimModel
import Testing

@testable import KilimManifest

struct WordSplitterTests {
  static let fragments = [
    "", " ", "a", "a b", "  a   b  ", "'a b'", "\"a b\"", "a'b'c", "a\"b\"c", "a\\ b", "''",
    "\"\"", "'' ''", "a''", "\\'", "\\\"", "\"\\\"\"", "\"\\a\"", "\"\\\\\"", "'\\'", "--k 5",
    "--k=5", "--name='two words'", "\"it's\"", "'say \"hi\"'", "\"$NAME\"", "\"a${NAME}b\"",
    "'$NAME'", "'${NAME}'", "\\$NAME", "\"\\$NAME\"", "\"$NAME/$OTHER\"", "\"$EMPTY\"", "a$",
    "\"$\"", "a,$,b", "$.x", "\"$/\"", "x=1 y=2", "--a 'b' \"c\" d\\e", "\"a;b|c&d<e>f(g)\"",
    "'a;b|c&d'", "\\;", "\\|\\&", "\"tab\tin\"", "é ü 'ß'", "a\\\\b", "'a'\\''b'", "%s \\%d",
    "@file", "~x", "a#b", "{a}", "a~b", "\"`\\`\"x", "-- -x",
  ].filter { !$0.contains("\"`") }

  @Test(arguments: fragments)
  func `splits as a POSIX shell does`(fragment: String) throws {
    let variables = ["NAME": "va lue", "OTHER": "$HOME *", "EMPTY": ""]
    let words = try WordSplitter.split(fragment).map {
      CommandWord(pieces: $0, macros: MacroTable())
    }
    let exports = variables.map { "\($0.key)=\(ShellQuoting.quoted($0.value))\n" }.joined()
    #expect(words.map { $0.expanded { variables[$0] } } == (try Shell.words(exports, fragment)))
  }

  @Test(arguments: fragments)
  func `quotes words so that a shell reads them back`(fragment: String) throws {
    let words = try WordSplitter.split(fragment).map {
      CommandWord(pieces: $0, macros: MacroTable())
    }
    let variables = ["NAME": "va lue", "OTHER": "$HOME *", "EMPTY": ""]
    let exports = variables.map { "\($0.key)=\(ShellQuoting.quoted($0.value))\n" }.joined()
    let quoted = words.map(ShellQuoting.quote).joined(separator: " ")
    #expect(try Shell.words(exports, quoted) == words.map { $0.expanded { variables[$0] } })
  }

  @Test(arguments: [
    "", "a", "a b", "'", "''", "a'b", "$HOME", "`id`", "$(id)", "a\\b", "\"", "*", "~", "!x", "a=b",
    "-a=b", "--x=y z", ";", "&&", "#", "{a,b}", "é", "-", "[a]", "?", "=", "if", "\u{1F600}",
    "a\tb", "a'\u{301}; echo b; '\u{301}c", "'\u{200D}'", "''\u{73A}",
  ])
  func `quotes any text as one word`(text: String) throws {
    #expect(try Shell.words("", ShellQuoting.quote(text)) == [text])
    #expect(try Shell.words("", ShellQuoting.quoted(text)) == [text])
  }

  static let refused: [(String, WordError)] = [
    ("a; b", .operation(.separator(";"))), ("a & b", .operation(.background)),
    ("a && b", .operation(.background)), ("a | b", .operation(.pipe)),
    ("a > b", .operation(.redirection(">"))), ("a < b", .operation(.redirection("<"))),
    ("2>&1", .operation(.redirection(">"))), ("(a)", .operation(.group("("))),
    ("a)", .operation(.group(")"))), ("`id`", .operation(.commandSubstitution)),
    ("\"`id`\"", .operation(.commandSubstitution)), ("$(id)", .operation(.commandSubstitution)),
    ("\"$(id)\"", .operation(.commandSubstitution)), ("$((1+1))", .operation(.commandSubstitution)),
    ("${A:-b}", .expansion("${A:-b}")), ("${#A}", .expansion("${#A}")), ("${}", .expansion("${}")),
    ("${1}", .expansion("${1}")), ("$1", .specialParameter("$1")), ("$@", .specialParameter("$@")),
    ("\"$?\"", .specialParameter("$?")), ("$$", .specialParameter("$$")),
    ("'a", .unterminated("'")), ("\"a", .unterminated("\"")), ("${A", .unterminated("${")),
    ("a\\", .trailingBackslash),
  ]

  @Test(arguments: refused)
  func `refuses what a shell would do more than words`(text: String, expected: WordError) {
    #expect(throws: expected) { try WordSplitter.split(text) }
  }

  @Test(arguments: refused)
  func `says what is wrong and what to do`(text: String, error: WordError) {
    let diagnostic = error.diagnostic(path: "spec.x")
    #expect([.shellSyntax, .wordSyntax].contains(diagnostic.code))
    #expect(!diagnostic.message.isEmpty && diagnostic.hint?.isEmpty == false)
    if diagnostic.code == .shellSyntax { #expect(diagnostic.hint?.contains("args") == true) }
  }

  @Test func `fills macros in without splitting them again`() throws {
    var macros = MacroTable()
    macros[.jobName] = "two words; $X"
    let text = "--n ${JobName} '${JobName}' \"x${JobName}\" \\${JobName} $JobName ${HOME}"
    let words = try WordSplitter.split(text).map { CommandWord(pieces: $0, macros: macros) }
    #expect(
      words == [
        CommandWord("--n"), CommandWord("two words; $X"), CommandWord("two words; $X"),
        CommandWord("xtwo words; $X"), CommandWord("${JobName}"),
        CommandWord(parts: [.variable("JobName")]), CommandWord(parts: [.variable("HOME")]),
      ])
  }
}
