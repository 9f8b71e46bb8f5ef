import CLibYAML

/// Reads the documents of a text with libyaml's events.
struct SourceReader {
  private let parser: UnsafeMutablePointer<yaml_parser_t>
  private let event: UnsafeMutablePointer<yaml_event_t>
  /// Where each character starts: libyaml counts characters.
  private let places: [Int]

  /// Nil for a text that is not well-formed.
  static func documents(of bytes: [UInt8]) -> [SourceNode]? {
    bytes.withUnsafeBufferPointer { buffer in
      var reader = SourceReader(buffer)
      defer { reader.close() }
      return reader.documents()
    }
  }

  private init(_ bytes: UnsafeBufferPointer<UInt8>) {
    parser = .allocate(capacity: 1)
    event = .allocate(capacity: 1)
    parser.initialize(to: yaml_parser_t())
    event.initialize(to: yaml_event_t())
    places = bytes.indices.filter { bytes[$0] & 0xC0 != 0x80 } + [bytes.count]
    _ = yaml_parser_initialize(parser)
    yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
    yaml_parser_set_input_string(parser, bytes.baseAddress, bytes.count)
  }

  private func close() {
    yaml_event_delete(event)
    yaml_parser_delete(parser)
    event.deallocate()
    parser.deallocate()
  }

  private mutating func documents() -> [SourceNode]? {
    var documents: [SourceNode] = []
    while let type = advance(), type != YAML_STREAM_END_EVENT {
      guard type == YAML_DOCUMENT_START_EVENT else { continue }
      guard advance() != nil, let root = node() else { return nil }
      documents.append(root)
    }
    return event.pointee.type == YAML_STREAM_END_EVENT ? documents : nil
  }

  private func advance() -> yaml_event_type_t? {
    yaml_event_delete(event)
    return yaml_parser_parse(parser, event) != 0 ? event.pointee.type : nil
  }

  private var range: Range<Int> {
    let start = places[min(Int(event.pointee.start_mark.index), places.count - 1)]
    let end = places[min(Int(event.pointee.end_mark.index), places.count - 1)]
    return start..<max(start, end)
  }

  /// The node that begins with the present event.
  private mutating func node() -> SourceNode? {
    switch event.pointee.type {
    case YAML_SCALAR_EVENT: return .scalar(scalar())
    case YAML_ALIAS_EVENT: return .alias(range)
    case YAML_SEQUENCE_START_EVENT: return sequence()
    case YAML_MAPPING_START_EVENT: return mapping()
    default: return nil
    }
  }

  private func scalar() -> SourceNode.Scalar {
    let data = event.pointee.data.scalar
    let bytes = UnsafeBufferPointer(start: data.value, count: Int(data.length))
    return SourceNode.Scalar(
      text: String(decoding: bytes, as: UTF8.self),
      isPlain: data.style == YAML_PLAIN_SCALAR_STYLE, range: range)
  }

  private mutating func sequence() -> SourceNode? {
    let start = range.lowerBound
    let isFlow = event.pointee.data.sequence_start.style == YAML_FLOW_SEQUENCE_STYLE
    var items: [SourceNode] = []
    while let type = advance() {
      if type == YAML_SEQUENCE_END_EVENT {
        return .sequence(items, .init(isFlow: isFlow, range: start..<max(start, range.upperBound)))
      }
      guard let item = node() else { return nil }
      items.append(item)
    }
    return nil
  }

  private mutating func mapping() -> SourceNode? {
    let start = range.lowerBound
    let isFlow = event.pointee.data.mapping_start.style == YAML_FLOW_MAPPING_STYLE
    var entries: [SourceEntry] = []
    while let type = advance() {
      if type == YAML_MAPPING_END_EVENT {
        return .mapping(entries, .init(isFlow: isFlow, range: start..<max(start, range.upperBound)))
      }
      guard type == YAML_SCALAR_EVENT else { return nil }
      let key = scalar()
      guard advance() != nil, let value = node() else { return nil }
      entries.append(SourceEntry(key: key, value: value))
    }
    return nil
  }
}
