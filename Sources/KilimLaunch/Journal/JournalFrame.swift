import CSystem

/// An entry's place in the file: its length, its length again (so that a flipped bit there is not
/// taken for an entry that was cut off), the CRC-32 of its content, its content.
enum JournalFrame {
  static let headerLength = 12
  static let lengthMask: UInt32 = 0x4B4C_4A31
  static let largest = 64 << 20

  static func append(_ record: JournalRecord, to writer: inout ByteWriter) {
    let start = writer.bytes.count
    writer.append(UInt32(0))
    writer.append(UInt32(0))
    writer.append(UInt32(0))
    record.append(to: &writer)
    let length = writer.bytes.count - start - headerLength
    let checksum = writer.bytes.withUnsafeBytes { bytes in
      kilim_crc32(bytes.baseAddress?.advanced(by: start + headerLength), length)
    }
    writer.replace(at: start, with: UInt32(length))
    writer.replace(at: start + 4, with: UInt32(length) ^ lengthMask)
    writer.replace(at: start + 8, with: checksum)
  }
}
