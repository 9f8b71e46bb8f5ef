import CLibYAML

/// libyaml's parser on a stretch of bytes, which must outlive it.
struct EventParser: ~Copyable {
  // libyaml keeps pointers into the struct, so its address must not change.
  private let parser: UnsafeMutablePointer<yaml_parser_t>
  private let event: UnsafeMutablePointer<yaml_event_t>

  /// Nil when there is no memory for a parser.
  init?(_ bytes: UnsafeBufferPointer<UInt8>) {
    parser = .allocate(capacity: 1)
    event = .allocate(capacity: 1)
    event.initialize(to: yaml_event_t())
    parser.initialize(to: yaml_parser_t())
    guard yaml_parser_initialize(parser) != 0 else {
      parser.deallocate()
      event.deallocate()
      return nil
    }
    yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
    yaml_parser_set_input_string(parser, bytes.baseAddress, bytes.count)
  }

  deinit {
    yaml_event_delete(event)
    yaml_parser_delete(parser)
    parser.deallocate()
    event.deallocate()
  }

  /// The next event, valid until the next call; nil after a problem.
  mutating func next() -> UnsafeMutablePointer<yaml_event_t>? {
    yaml_event_delete(event)
    return yaml_parser_parse(parser, event) != 0 ? event : nil
  }

  /// What stopped the parser.
  var problem: SyntaxProblem {
    let state = parser.pointee
    return SyntaxProblem(
      text: state.problem.map { String(cString: $0) } ?? "",
      context: state.context.map { String(cString: $0) } ?? "",
      isEncoding: state.error == YAML_READER_ERROR,
      offset: Int(state.problem_offset),
      value: Int(state.problem_value),
      mark: Mark(state.problem_mark),
      contextMark: Mark(state.context_mark))
  }
}

/// libyaml's mark: line and column from 0, columns in code points.
struct Mark {
  var line: Int
  var column: Int

  init(line: Int, column: Int) {
    self.line = line
    self.column = column
  }

  init(_ mark: yaml_mark_t) {
    line = Int(mark.line)
    column = Int(mark.column)
  }
}

/// What libyaml says when it cannot go on.
struct SyntaxProblem {
  var text: String
  var context: String
  /// A character that may not occur in YAML at all, at byte `offset`.
  var isEncoding: Bool
  var offset: Int
  var value: Int
  var mark: Mark
  var contextMark: Mark
}
