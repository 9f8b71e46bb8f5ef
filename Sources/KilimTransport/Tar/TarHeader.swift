import Glibc

/// One block of 512 bytes in front of an entry: ustar with the additions of GNU tar for long names
/// and large files, which every tar of the last twenty years reads.
struct TarHeader {
  enum Kind: UInt8 {
    case file = 0x30  // "0"
    case hardLink = 0x31
    case link = 0x32
    case directory = 0x35
    case longName = 0x4C  // "L"
    case longLink = 0x4B  // "K"
    case extended = 0x78  // "x"
    case globalExtended = 0x67  // "g"
  }

  static let size = 512

  var path: [UInt8]
  var kind: Kind
  var mode: UInt16
  var size: Int64
  var time: Int64
  var linkText: [UInt8] = []

  /// The block, and before it what a name or a link of more than 100 bytes needs.
  var blocks: [UInt8] {
    var blocks: [UInt8] = []
    if path.count > 100 { blocks += Self.long(.longName, path) }
    if linkText.count > 100 { blocks += Self.long(.longLink, linkText) }
    return blocks + block
  }

  static func padding(after size: Int64) -> Int { Int((512 - size % 512) % 512) }

  private static func long(_ kind: Kind, _ text: [UInt8]) -> [UInt8] {
    let name = Array("././@LongLink".utf8)
    let size = Int64(text.count + 1)
    return TarHeader(path: name, kind: kind, mode: 0, size: size, time: 0).block + text + [0]
      + [UInt8](repeating: 0, count: padding(after: size))
  }

  private var block: [UInt8] {
    var block = [UInt8](repeating: 0, count: Self.size)
    func put(_ bytes: some Collection<UInt8>, at start: Int) {
      for (offset, byte) in bytes.enumerated() { block[start + offset] = byte }
    }
    put(path.prefix(100), at: 0)
    put(Self.octal(Int64(mode), digits: 7), at: 100)
    put(Self.octal(0, digits: 7), at: 108)
    put(Self.octal(0, digits: 7), at: 116)
    put(Self.number(size), at: 124)
    put(Self.number(max(0, time)), at: 136)
    put([UInt8](repeating: 0x20, count: 8), at: 148)
    block[156] = kind.rawValue
    put(linkText.prefix(100), at: 157)
    // "ustar  ": as GNU tar, which alone has the long names above.
    put(Array("ustar  \0".utf8), at: 257)
    let sum = block.reduce(0) { $0 + Int64($1) }
    put(Self.octal(sum, digits: 6) + [0, 0x20], at: 148)
    return block
  }

  private static func octal(_ value: Int64, digits: Int) -> [UInt8] {
    let text = Array(String(value, radix: 8).utf8)
    return [UInt8](repeating: 0x30, count: max(0, digits - text.count)) + text
  }

  /// Eleven octal digits, or the number itself behind a mark.
  private static func number(_ value: Int64) -> [UInt8] {
    if value < 1 << 33 { return octal(value, digits: 11) }
    return [0x80, 0, 0, 0]
      + stride(from: 56, through: 0, by: -8).map { UInt8(truncatingIfNeeded: value >> $0) }
  }
}

extension TarHeader {
  /// Reads a block; nil for one of zeros, which marks the end.
  ///
  /// - Throws: for what is no header, or an entry that is neither file, directory nor link.
  init?(_ block: ArraySlice<UInt8>) throws(TransferError) {
    let block = Array(block)
    guard block.contains(where: { $0 != 0 }) else { return nil }
    let sum = block.enumerated().reduce(0) { $0 + (148..<156 ~= $1.offset ? 32 : Int($1.element)) }
    guard Self.value(block[148..<156]) == Int64(sum) else {
      throw TransferError("the stream of files is damaged", isTemporary: true)
    }
    // Older archives have a zero for a file; "7" is one that lies in one piece.
    let type = block[156] == 0 || block[156] == 0x37 ? 0x30 : block[156]
    guard let kind = Kind(rawValue: type) else {
      throw TransferError(
        "the stream of files has an entry of type \"\(Character(Unicode.Scalar(type)))\", which is "
          + "neither file, directory nor link", isTemporary: false)
    }
    self.kind = kind
    path = Self.text(block[0..<100])
    // POSIX archives put the first part of a long name elsewhere.
    let prefix = Self.text(block[345..<500])
    if block[257..<263].elementsEqual("ustar\0".utf8), !prefix.isEmpty {
      path = prefix + [0x2F] + path
    }
    mode = UInt16(truncatingIfNeeded: Self.value(block[100..<108])) & 0o777
    size =
      kind == .directory || kind == .link || kind == .hardLink ? 0 : Self.value(block[124..<136])
    time = Self.value(block[136..<148])
    linkText = Self.text(block[157..<257])
    guard size >= 0 else {
      throw TransferError("the stream of files is damaged", isTemporary: true)
    }
  }

  private static func text(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
    Array(bytes.prefix { $0 != 0 })
  }

  private static func value(_ bytes: ArraySlice<UInt8>) -> Int64 {
    if let first = bytes.first, first & 0x80 != 0 {
      return bytes.dropFirst().reduce(Int64(first & 0x3F)) { $0 << 8 | Int64($1) }
    }
    return bytes.reduce(0) { (0x30...0x37).contains($1) ? $0 << 3 | Int64($1 - 0x30) : $0 }
  }
}
