import KilimModel
import Testing

@Suite struct JSONTests {
  @Test(arguments: [
    "null", "true", "[]", "{}", "[1,-2,3.5]", #"{"b":1,"a":[{"c":null}]}"#, #""\"\\\n\t\u0001""#,
    #""é日本😀""#, "9223372036854775807", #"{"a":1,"a":2}"#,
  ])
  func `writes what it read`(text: String) throws {
    #expect(try JSONValue(reading: text).text == text)
  }

  @Test(arguments: [
    (#" { "a" : [ 1 , 2 ] } "#, #"{"a":[1,2]}"#), (#""\u00e9\ud83d\ude00\/""#, #""é😀/""#),
    ("1e3", "1000.0"), ("-0", "0"),
  ])
  func `reads other spellings`(text: String, written: String) throws {
    #expect(try JSONValue(reading: text).text == written)
  }

  @Test(arguments: [
    "", "nul", "[1,]", "{\"a\"}", "{a:1}", "[1 2]", "\"x", "\"\\x\"", "1 1", "\"\\ud83d\"",
    "{\"a\":1,}", "--1", "[", "\"\\u12\"", String(repeating: "[", count: 300),
  ])
  func `refuses what is not JSON`(text: String) {
    #expect(throws: JSONError.self) { try JSONValue(reading: text) }
  }

  @Test func `refuses bytes that are not UTF-8`() {
    #expect(throws: JSONError.self) { try JSONValue(reading: [0x22, 0xFF, 0x22] as [UInt8]) }
  }

  @Test func `indents for people`() {
    let value: JSONValue = ["name": "a", "list": [1, true], "none": [:], "empty": []]
    #expect(
      value.prettyText == """
        {
          "name": "a",
          "list": [
            1,
            true
          ],
          "none": {},
          "empty": []
        }
        """)
  }

  @Test func `finds members`() {
    let value: JSONValue = ["a": ["b": 1]]
    #expect(value["a"]?["b"] == 1)
    #expect(value["x"] == nil)
    #expect(JSONValue.null["a"] == nil)
    #expect(JSONValue.number(.infinity).text == "null")
  }
}
