import KilimModel
import Testing

@testable import KilimLaunch

struct LaunchTokenTests {
  @Test func `is read back from its text and its bytes`() {
    for _ in 0..<100 {
      let token = LaunchToken.fresh(now: Timestamp(milliseconds: 1_619_462_695_544))
      #expect(LaunchToken(hex: token.hex) == token)
      #expect(LaunchToken(bytes: token.bytes) == token)
      #expect(token.made == Timestamp(milliseconds: 1_619_462_695_544))
    }
  }

  @Test(arguments: [
    "", "0", "00000000000000000000000000000000 ", "+0000000000000000000000000000000",
    "0000000000000000000000000000000g", "0000000000000000-000000000000000",
  ])
  func `is not read from other text`(_ text: String) {
    #expect(LaunchToken(hex: text) == nil)
  }
}
