import KilimModel
import Testing

@testable import KilimCommands

@Suite struct TextTests {
  @Test(
    arguments: [
      (0, "0ms"), (999, "999ms"), (1000, "1s"), (59_999, "59s"), (60_000, "1m"),
      (130_000, "2m10s"), (600_000, "10m"), (3_600_000, "1h"), (11_100_000, "3h5m"),
      (14_400_000, "4h"), (90_000_000, "25h"), (273_600_000, "3d4h"), (864_000_000, "10d"),
      (-5, "0ms"),
    ] as [(Int64, String)])
  func `writes durations with two units at most`(milliseconds: Int64, text: String) {
    #expect(DurationText.of(milliseconds: milliseconds) == text)
  }

  @Test(
    arguments: [
      ("90", 90_000), ("30s", 30_000), ("2h30m", 9_000_000), ("1d", 86_400_000), ("500ms", 500),
      ("1w", 604_800_000), ("0", 0),
    ] as [(String, Int64)])
  func `reads durations as people type them`(text: String, milliseconds: Int64) {
    #expect(TypedDuration(text)?.milliseconds == milliseconds)
  }

  @Test(arguments: [
    "", "-5", "h", "10x", "5m3", "1.5h", "99999999999999999999s", "9223372036854775807w", "١s",
  ])
  func `refuses what is no duration`(text: String) {
    #expect(TypedDuration(text) == nil)
  }

  @Test(
    arguments: [
      (0, "0 B"), (1023, "1023 B"), (1024, "1.0 KiB"), (4200, "4.1 KiB"), (12 << 20, "12 MiB"),
      (5 << 30, "5.0 GiB"), (Int64.max / 16, "511 PiB"),
    ] as [(Int64, String)])
  func `writes sizes in binary units`(bytes: Int64, text: String) {
    #expect(SizeText.of(bytes: bytes) == text)
  }

  @Test(arguments: [
    ("abc", 3), ("", 0), ("é", 1), ("e\u{301}", 1), ("数字", 4), ("🎉", 2), ("한글", 4),
  ])
  func `counts the columns of a terminal`(text: String, width: Int) {
    #expect(TextWidth.of(text) == width)
  }

  @Test func `cuts texts at every width without passing it`() {
    for text in ["hello world", "数字数字数字", "a数b字c", ""] {
      for width in 0...14 {
        let cut = TextWidth.cut(text, to: width)
        #expect(TextWidth.of(cut) <= width)
        #expect(TextWidth.of(text) > width || cut == text)
      }
    }
  }

  @Test func `lets no control character of a job reach the terminal`() {
    #expect("a\u{1B}[31mb\nc\td\u{7}".onOneLine == "a\u{FFFD}[31mb c d\u{FFFD}")
  }

  @Test func `aligns columns, wide characters too`() {
    var table = TextTable([.init("NAME"), .init("SIZE", .right), .init("NOTE")])
    table.rows = [["数字", "5", "x"], ["b", "1000", ""], ["long-name", "", ""]]
    #expect(
      table.text(paint: .none, width: nil) == """
        NAME       SIZE  NOTE
        数字          5  x
        b          1000
        long-name

        """)
  }

  @Test func `cuts table lines to the terminal, in colour too`() {
    var table = TextTable([.init("NAME"), .init("STATUS")])
    table.rows = [[.init("a-long-name"), .init("FINISHED", .green)]]
    #expect(table.text(paint: .none, width: 16) == "NAME         ST…\na-long-name  FI…\n")
    #expect(
      table.text(paint: Paint(isColoured: true), width: 16).hasSuffix(
        "a-long-name\u{1B}[32m  FI…\u{1B}[0m\n"))
  }
}
