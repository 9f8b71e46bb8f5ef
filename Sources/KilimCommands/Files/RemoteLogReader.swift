import Glibc
import KilimController

/// Reads a log file of an SSH host on, as it grows.
struct RemoteLogReader {
  private let remote: RemoteOutputs
  private let name: String
  private var tail: Int?
  private var offset = 0
  private(set) var isEmpty = true

  private static let piece = 16 << 20

  /// - Parameter tail: begins with so many last lines; nil begins at the start.
  init(_ remote: RemoteOutputs, _ name: String, tail: Int?) {
    self.remote = remote
    self.name = name
    self.tail = tail
  }

  /// Copies what has come since the last call.
  mutating func copy(to target: Int32) throws(CommandFailure) {
    while true {
      let (offset, name, remote) = (offset, name, remote)
      let bytes = try engine { () throws(EngineError) in
        try remote.read(name, from: offset, limit: Self.piece)
      }
      guard let bytes, !bytes.isEmpty else { return }
      self.offset += bytes.count
      let shown = tail.map { Self.last($0, of: bytes) } ?? bytes[...]
      tail = nil
      isEmpty = false
      write(shown, to: target)
    }
  }

  private func write(_ bytes: ArraySlice<UInt8>, to target: Int32) {
    var rest = bytes
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.write(target, $0.baseAddress, $0.count) }
      guard count > 0 else { return }
      rest = rest.dropFirst(count)
    }
  }

  private static func last(_ lines: Int, of bytes: [UInt8]) -> ArraySlice<UInt8> {
    var left = lines
    guard left > 0 else { return [] }
    for index in bytes.indices.dropLast().reversed() where bytes[index] == UInt8(ascii: "\n") {
      left -= 1
      if left == 0 { return bytes[(index + 1)...] }
    }
    return bytes[...]
  }
}
