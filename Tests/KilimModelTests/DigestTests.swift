import KilimModel
import Testing

@Suite struct DigestTests {
  /// FIPS 180-4's examples.
  @Test(arguments: [
    ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
    ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    (
      "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
      "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
    ),
  ])
  func `is SHA-256`(text: String, hex: String) {
    #expect(Digest.of(text).hex == hex)
    #expect(Digest.of(Array(text.utf8)) == Digest(hex: hex))
    #expect(Digest(hex: hex.uppercased()) == Digest(hex: hex))
  }

  @Test func `pieces give the same as the whole`() {
    var hasher = Digest.Hasher()
    for piece in ["ab", "", "c"] { hasher.update(piece) }
    #expect(hasher.finish() == .of("abc"))
  }

  @Test(arguments: ["", "ab", String(repeating: "g", count: 64), String(repeating: "a", count: 65)])
  func `refuses what is not a digest`(hex: String) {
    #expect(Digest(hex: hex) == nil)
  }

  @Test func `refuses another number of bytes`() {
    #expect(Digest(bytes: []) == nil)
    #expect(Digest(bytes: Array(repeating: 0, count: 33)) == nil)
    #expect(Digest(bytes: Array(repeating: 0, count: 32)) != nil)
  }

  /// RFC 4231, test cases 1, 2 and 6.
  @Test(arguments: [
    (
      [UInt8](repeating: 0x0B, count: 20), "Hi There",
      "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"
    ),
    (
      Array("Jefe".utf8), "what do ya want for nothing?",
      "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
    ),
    (
      [UInt8](repeating: 0xAA, count: 131),
      "Test Using Larger Than Block-Size Key - Hash Key First",
      "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"
    ),
  ])
  func `signs as RFC 4231 says`(key: [UInt8], message: String, hex: String) {
    #expect(Digest.hmac(of: Array(message.utf8), key: key)?.hex == hex)
  }
}
