import CSystem

/// The entries of a journal file, and the state of its end.
struct JournalScan {
  enum Tail: Hashable {
    case clean
    /// The last entry was cut off while it was written; the file is whole up to here.
    case torn(at: Int)
    /// An entry is unreadable, first here.
    case damaged(at: Int)
    /// From here on the file holds zeros: blocks that never reached the disk.
    case hole(at: Int)
  }

  private(set) var records: [JournalRecord] = []
  private(set) var tail = Tail.clean

  init(_ bytes: [UInt8]) {
    var offset = 0
    while offset < bytes.count {
      switch Self.entry(of: bytes, at: offset) {
      case .whole(let record, let next):
        records.append(record)
        offset = next
      case .cutOff:
        note(.torn(at: offset))
        return
      case .unreadable:
        let zeros = bytes[offset...].prefix(JournalFrame.headerLength).allSatisfy { $0 == 0 }
        note(zeros ? .hole(at: offset) : .damaged(at: offset))
        offset += 1
        while offset < bytes.count, !Self.isWhole(bytes, at: offset) { offset += 1 }
      }
    }
  }

  private mutating func note(_ found: Tail) {
    if case .damaged = tail { return }
    if case .hole = tail, case .torn = found { return }
    tail = found
  }

  private enum Entry {
    case whole(JournalRecord, next: Int)
    case cutOff
    case unreadable
  }

  private static func isWhole(_ bytes: [UInt8], at offset: Int) -> Bool {
    if case .whole = entry(of: bytes, at: offset) { true } else { false }
  }

  private static func entry(of bytes: [UInt8], at offset: Int) -> Entry {
    var reader = ByteReader(bytes, from: offset)
    guard let length = try? reader.number(UInt32.self), let again = try? reader.number(UInt32.self),
      let checksum = try? reader.number(UInt32.self)
    else { return .cutOff }
    guard length ^ again == JournalFrame.lengthMask, length <= JournalFrame.largest else {
      return .unreadable
    }
    guard let start = try? reader.skip(Int(length)) else { return .cutOff }
    let actual = bytes.withUnsafeBytes { bytes in
      kilim_crc32(bytes.baseAddress?.advanced(by: start), Int(length))
    }
    var content = ByteReader(bytes, from: start, to: start + Int(length))
    guard actual == checksum, let record = try? JournalRecord(from: &content) else {
      return .unreadable
    }
    return .whole(record, next: start + Int(length))
  }
}
