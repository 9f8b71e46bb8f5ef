/// What a file that is no UTF-8 text looks like, told from its first bytes.
enum FileFormat: CaseIterable {
  case elf, apptainerImage, zip, gzip, bzip2, xz, zstandard, squashfs, png, jpeg, gif, pdf, sqlite
  case hdf5

  init?(_ bytes: [UInt8]) {
    let format = Self.allCases.first { bytes.starts(with: $0.signature) }
    guard let format else { return nil }
    self = format
  }

  var description: String {
    switch self {
    case .elf: "a compiled program (ELF)"
    case .apptainerImage: "an Apptainer image"
    case .zip: "a ZIP archive"
    case .gzip: "compressed with gzip"
    case .bzip2: "compressed with bzip2"
    case .xz: "compressed with xz"
    case .zstandard: "compressed with zstd"
    case .squashfs: "a SquashFS image"
    case .png: "a PNG image"
    case .jpeg: "a JPEG image"
    case .gif: "a GIF image"
    case .pdf: "a PDF document"
    case .sqlite: "an SQLite database"
    case .hdf5: "an HDF5 file"
    }
  }

  private var signature: [UInt8] {
    switch self {
    case .elf: [0x7F] + Array("ELF".utf8)
    case .apptainerImage: Array("#!/usr/bin/env run-singularity\n".utf8)
    case .zip: Array("PK\u{3}\u{4}".utf8)
    case .gzip: [0x1F, 0x8B]
    case .bzip2: Array("BZh".utf8)
    case .xz: [0xFD] + Array("7zXZ".utf8)
    case .zstandard: [0x28, 0xB5, 0x2F, 0xFD]
    case .squashfs: Array("hsqs".utf8)
    case .png: [0x89] + Array("PNG".utf8)
    case .jpeg: [0xFF, 0xD8, 0xFF]
    case .gif: Array("GIF8".utf8)
    case .pdf: Array("%PDF-".utf8)
    case .sqlite: Array("SQLite format 3".utf8)
    case .hdf5: [0x89] + Array("HDF".utf8)
    }
  }

  /// The encoding that a byte order mark names, if it is not UTF-8.
  static func markedEncoding(_ bytes: [UInt8]) -> String? {
    if bytes.starts(with: [0xFF, 0xFE, 0, 0]) || bytes.starts(with: [0, 0, 0xFE, 0xFF]) {
      return "UTF-32"
    }
    return bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) ? "UTF-16" : nil
  }

  /// The encoding of a text without a mark: manifests begin with ASCII, so the NUL bytes tell
  /// (RFC 4627, section 3).
  static func unmarkedEncoding(_ bytes: [UInt8]) -> String? {
    guard bytes.count >= 4 else { return nil }
    switch bytes[..<4].map({ $0 == 0 }) {
    case [true, true, true, false], [false, true, true, true]: return "UTF-32"
    case [true, false, true, false], [false, true, false, true]: return "UTF-16"
    default: return nil
    }
  }
}
