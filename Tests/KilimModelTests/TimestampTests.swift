import KilimModel
import Testing

@Suite struct TimestampTests {
  @Test(
    arguments: [
      (0, "1970-01-01T00:00:00.000Z"), (1_619_462_695_544, "2021-04-26T18:44:55.544Z"),
      (951_782_400_000, "2000-02-29T00:00:00.000Z"), (-1, "1969-12-31T23:59:59.999Z"),
      (4_107_542_399_999, "2100-02-28T23:59:59.999Z"),
      (253_402_300_799_999, "9999-12-31T23:59:59.999Z"),
      (-62_135_596_800_000, "0001-01-01T00:00:00.000Z"),
    ] as [(Int64, String)])
  func `writes ISO 8601`(milliseconds: Int64, text: String) {
    #expect(Timestamp(milliseconds: milliseconds).text == text)
  }

  @Test func `counts forwards and backwards`() {
    let start = Timestamp(milliseconds: 1000)
    let later = start.adding(seconds: 2).adding(milliseconds: 5)
    #expect(later.milliseconds(since: start) == 2005)
    #expect(start.milliseconds(since: later) == -2005)
    #expect(start < later)
  }

  @Test func `dates go up by one day at a time over four centuries`() {
    var last = ""
    for day in Int64(-80_000)...70_000 {
      let text = Timestamp(milliseconds: day * 86_400_000).dateText
      #expect(text > last)
      last = text
    }
  }
}
