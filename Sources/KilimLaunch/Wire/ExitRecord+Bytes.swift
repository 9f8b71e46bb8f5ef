import KilimModel

extension ByteWriter {
  mutating func append(_ record: ExitRecord) {
    switch record.end {
    case .exited(let code):
      append(UInt8(0))
      append(code)
    case .signalled(let signal):
      append(UInt8(1))
      append(signal)
    }
    append(record.started.milliseconds)
    append(record.ended.milliseconds)
    append(record.peakMemoryKiB)
    append(record.cpuMilliseconds)
    append(UInt8(record.timedOut ? 1 : 0) | UInt8(record.cancelled ? 2 : 0))
  }
}

extension ByteReader {
  mutating func timestamp() throws(MalformedBytes) -> Timestamp {
    Timestamp(milliseconds: try number())
  }

  mutating func exitRecord() throws(MalformedBytes) -> ExitRecord {
    let kind: UInt8 = try number()
    let value: Int32 = try number()
    guard kind < 2 else { throw MalformedBytes() }
    var record = ExitRecord(
      end: kind == 0 ? .exited(code: value) : .signalled(signal: value),
      started: try timestamp(), ended: try timestamp(), peakMemoryKiB: try number(),
      cpuMilliseconds: try number())
    let flags: UInt8 = try number()
    guard flags < 4 else { throw MalformedBytes() }
    record.timedOut = flags & 1 != 0
    record.cancelled = flags & 2 != 0
    return record
  }
}
