/// libyaml compares each `%TAG` line with all before it, so that a megabyte of them takes minutes.
enum DirectiveLimit {
  static let most = 100

  /// Where the first directive stands that is too much.
  static func excess(in bytes: [UInt8]) -> Int? {
    var (count, position) = (0, 0)
    while let found = bytes.firstIndex(ofByte: UInt8(ascii: "%"), from: position) {
      position = found + 1
      guard
        found == 0 || bytes[found - 1] == UInt8(ascii: "\n") || bytes[found - 1] >= 0x80
          || bytes[found - 1] == UInt8(ascii: "\r")
      else { continue }
      count += 1
      if count > most, bytes[position...].starts(with: "TAG".utf8) { return found }
    }
    return nil
  }
}
