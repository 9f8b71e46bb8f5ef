import KilimModel
import Testing

@Suite struct PathPatternTests {
  @Test(arguments: [
    ("*.zip", ["a.zip", ".zip"], ["sub/a.zip", "a.zip.x"]),
    ("**/*.zip", ["sub/a.zip", "a/b/c.zip"], ["a.zip"]),
    ("**.zip", ["a.zip", "sub/a.zip"], ["a.zi"]),
    ("out?.txt", ["out1.txt", "outé.txt"], ["out.txt", "out12.txt", "out/.txt"]),
    ("{a,b*}.log", ["a.log", "b.log", "bcd.log"], ["c.log", "a,b.log"]),
    ("{,x}y", ["y", "xy"], ["xxy"]),
    ("[a-c]1", ["a1", "c1"], ["d1", "-1"]),
    ("[!a-c]1", ["d1", "-1"], ["a1", "/1"]),
    ("[^a]", ["^", "a"], ["b"]),
    ("[a-]", ["a", "-"], ["b"]),
    ("[-a]", ["a", "-"], ["b"]),
    ("[\\]x", ["\\x"], ["]x"]),
    ("a\\*b", ["a*b"], ["axb", "a\\*b"]),
    ("a}b,c", ["a}b,c"], ["ab"]),
    ("**", ["a", "a/b/c", "new\nline"], []),
    ("tmp/**", ["tmp/a", "tmp/a/b"], ["tmp", "x/tmp/a"]),
    ("日本*", ["日本語.txt"], ["本"]),
  ])
  func `a glob matches as in Java`(glob: String, yes: [String], no: [String]) throws {
    let pattern = try PathPattern(glob)
    for path in yes { #expect(pattern.matches(path), "\(glob) \(path)") }
    for path in no { #expect(!pattern.matches(path), "\(glob) \(path)") }
  }

  @Test(arguments: [
    ("tmp", ["tmp", "tmp/a", "tmp/a/b"], ["tmp2", "x/tmp", "x/tmp/a"]),
    ("tmp/", ["tmp", "tmp/a"], ["tmpa"]),
    ("./tmp/x", ["tmp/x", "tmp/x/y"], ["tmp", "tmp/y"]),
    ("{a,b}", ["a/x", "b/y/z"], ["c/x"]),
    ("t*", ["tmp"], ["tmp/a"]),
    ("REGEX:tmp", ["tmp"], ["tmp/a"]),
  ])
  func `a bare name covers what is below it`(text: String, yes: [String], no: [String]) throws {
    let pattern = try PathPattern(text)
    for path in yes { #expect(pattern.covers(path), "\(text) \(path)") }
    for path in no { #expect(!pattern.covers(path), "\(text) \(path)") }
  }

  @Test(arguments: [
    ("a.c", ["abc", "a/c"], ["ac", "abcd", "xabc"]),
    ("(ab|cd)+", ["ab", "abcd"], ["", "abc"]),
    ("(?:x|y){2,3}", ["xy", "yyy"], ["x", "xxxx"]),
    ("a{2}", ["aa"], ["a", "aaa"]),
    ("a{2,}", ["aa", "aaaaa"], ["a"]),
    ("\\d+\\.[ch]pp", ["12.cpp", "1.hpp"], ["x.cpp", "1.xpp"]),
    ("[^/]+/\\w*", ["a/b_1", "a/"], ["a/b/c", "/b"]),
    ("[]a]", ["]", "a"], ["b"]),
    ("[\\d-f]x|[-z]y", ["1x", "-x", "fx", "-y", "zy"], ["ex"]),
    ("^out.*\\.txt$", ["out.txt", "outer/x.txt"], ["xout.txt"]),
    ("(?i)README", ["readme", "ReadMe"], ["readm"]),
    (".*?x*?", ["", "abc"], []),
    ("\\x41\\u00e9", ["Aé"], ["A"]),
    ("(|a)b", ["b", "ab"], ["aab"]),
    ("", [""], ["a"]),
  ])
  func `a regular expression matches the whole path`(
    regex: String, yes: [String], no: [String]
  ) throws {
    let pattern = try PathPattern("REGEX:\(regex)")
    for path in yes { #expect(pattern.matches(path), "\(regex) \(path)") }
    for path in no { #expect(!pattern.matches(path), "\(regex) \(path)") }
  }

  @Test(arguments: [
    ("[ab", "the [ has no ]; write \\[ for the character itself", 0),
    ("x[", "the [ has no ]; write \\[ for the character itself", 1),
    ("a[]", "[ ] names no character; put at least one inside", 1),
    ("{a", "the { has no }; write \\{ for the character itself", 0),
    ("{a,{b}}", "{ } cannot be inside { }; list all alternatives in one", 3),
    ("a\\", "nothing follows the \\; write \\\\ for a backslash", 1),
    ("[z-a]", "the range z-a is the wrong way round", 1),
    ("[/]", "[ ] never matches /; write the / outside", 1),
    ("", "an empty pattern matches nothing", 0),
    ("REGEX:(a", "the ( has no ); write \\( for the character itself", 6),
    ("REGEX:a)", "this ) closes nothing; write \\) for the character itself", 7),
    ("REGEX:*a", "* repeats nothing; write \\* for itself", 6),
    ("REGEX:a++", "possessive repetitions are not offered; drop the last +", 7),
    ("REGEX:a**", "a repetition of a repetition; put the first one into ( )", 8),
    ("REGEX:(a)\\1", "back-references are not offered: \\1", 9),
    ("REGEX:(?=a)", "(?= is not offered here: only ( ), (?: ) and (?i) in front", 6),
    ("REGEX:a{3,2}", "{3,2} is the wrong way round", 7),
    (
      "REGEX:a{99999}",
      "a repetition is {m}, {m,} or {m,n} with numbers up to 1000", 7
    ),
    ("REGEX:\\pL", "\\p is not offered here", 6),
    ("REGEX:[a&&b]", "intersections with && are not offered", 8),
    ("REGEX:[b-a]", "this range is not one, or the wrong way round", 7),
  ])
  func `says what is wrong with a pattern, and where`(
    text: String, message: String, offset: Int
  ) {
    #expect(throws: PathPatternError(message: message, offset: offset)) {
      try PathPattern(text)
    }
  }

  @Test(arguments: [
    "REGEX:((a{1000}){1000}){1000}", "REGEX:((){1000}){1000}",
    "REGEX:" + String(repeating: "(", count: 60) + String(repeating: ")", count: 60),
    "REGEX:" + String(repeating: "(a?){100}", count: 200), String(repeating: "x", count: 4097),
  ])
  func `refuses what would take too much`(text: String) {
    #expect(throws: PathPatternError.self) { try PathPattern(text) }
  }

  @Test(arguments: [
    "REGEX:(a*)*b", "REGEX:(a|aa)+b", "REGEX:(.*)*(.*)*(.*)*x", "**a**a**a**a**a**a**b",
    "*a*a*a*a*a*a*a*a*b",
  ])
  func `matches in linear time what blows up a backtracking matcher`(text: String) throws {
    // Ends at once or not in this century.
    #expect(try !PathPattern(text).matches(String(repeating: "a", count: 2000)))
  }

  @Test(arguments: [
    ("/tmp/x", true), ("a//b", true), ("../x", true), ("a/../b", true), ("a..b", false),
    ("a/b", false), ("REGEX:/x", false),
  ])
  func `knows the globs that never match`(text: String, isImpossible: Bool) throws {
    #expect(try (PathPattern(text).impossibility != nil) == isImpossible)
  }
}
