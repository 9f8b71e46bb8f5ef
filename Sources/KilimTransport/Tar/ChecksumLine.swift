package import KilimModel

/// Lines of sha256sum(1).
package enum ChecksumLine {
  /// A backslash or a new line in a name is escaped, and a backslash in front says so.
  package static func text(_ digest: Digest, _ path: String) -> String {
    guard path.utf8.contains(where: { $0 == 0x5C || $0 == 0x0A }) else {
      return "\(digest.hex)  \(path)\n"
    }
    let escaped = path.utf8.flatMap { byte -> [UInt8] in
      switch byte {
      case 0x5C: [0x5C, 0x5C]
      case 0x0A: [0x5C, 0x6E]
      default: [byte]
      }
    }
    return #"\"# + "\(digest.hex)  \(String(decoding: escaped, as: UTF8.self))\n"
  }

  /// What lines say of files below the directory where sha256sum(1) ran; others are passed over.
  package static func digests(_ lines: [UInt8]) -> [String: Digest] {
    lines.split(separator: 0x0A).reduce(into: [:]) { digests, line in
      let isEscaped = line.first == 0x5C
      let line = isEscaped ? line.dropFirst() : line
      guard line.count > 66,
        let digest = Digest(hex: String(decoding: line.prefix(64), as: UTF8.self))
      else { return }
      let name = Array(line.dropFirst(66))
      let path = String(decoding: isEscaped ? unescaped(name) : name, as: UTF8.self)
      digests[path.hasPrefix("./") ? String(path.dropFirst(2)) : path] = digest
    }
  }

  private static func unescaped(_ name: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    var isEscape = false
    for byte in name {
      if isEscape {
        result.append(byte == 0x6E ? 0x0A : byte)
        isEscape = false
      } else if byte == 0x5C {
        isEscape = true
      } else {
        result.append(byte)
      }
    }
    return result
  }
}
