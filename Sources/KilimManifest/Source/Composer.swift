import CLibYAML
import Glibc
import KilimModel

/// Builds nodes from libyaml's events, in one pass and without recursion.
struct Composer {
  /// Deeper nesting is refused; libyaml itself has no limit.
  static let deepest = 100
  /// So many nodes may come into a document through aliases.
  static let mostAliasedNodes = 100_000
  /// After so many syntax errors the rest of a file is left alone.
  private static let mostSyntaxErrors = 20

  let file: String
  var nodes: [Node] = []
  var text: [UInt8] = []
  var documents: [ComposedFile.Document] = []
  var diagnostics: [Diagnostic] = []
  var isComplete = true

  var frames: [Frame] = []
  var anchors: [String: Anchor] = [:]
  var document = ComposedFile.Document(root: Node.none)
  var aliasedNodes = 0
  var firstLine = 0
  var keys: [Int32] = []
  /// What is being read, and where it ends, once that was asked for.
  var stretch = UnsafeBufferPointer<UInt8>(start: nil, count: 0)
  var end: Mark?
  /// Whether code points of the text stand for surrogate pairs.
  private(set) var isMasked = false

  /// A collection that is not complete yet.
  struct Frame {
    var node: Int32
    var last = Node.none
    var isFlow: Bool
    var anchor: String?
    /// Nodes in it, with what its aliases stand for.
    var size = 1
    var height = 0
  }

  struct Anchor {
    var node: Int32
    var size: Int
    var height: Int
  }

  /// Whether text without quotes is still to be reported; in JSON it is a mistake, once a file.
  var wantsQuotes: Bool

  init(file: String) {
    self.file = file
    wantsQuotes = file.hasSuffix(".json")
  }

  /// Reads a whole text; after a syntax error it goes on at the next document.
  mutating func compose(_ bytes: [UInt8]) {
    let masked = SurrogatePairs.masked(bytes)
    isMasked = masked != nil
    let bytes = masked ?? bytes
    if let excess = DirectiveLimit.excess(in: bytes) {
      isComplete = false
      return reportTooManyDirectives(TextPosition(ofByte: excess, in: bytes))
    }
    nodes.reserveCapacity(bytes.count / 8)
    text.reserveCapacity(bytes.count / 2)
    bytes.withUnsafeBufferPointer { all in
      var stretch = UnsafeBufferPointer(rebasing: all[all.textStart...])
      var errors = 0
      while let stop = composeStretch(stretch) {
        isComplete = false
        errors += 1
        guard errors < Self.mostSyntaxErrors,
          let next = stretch.nextDocument(fromLine: max(stop - firstLine, 1))
        else { return }
        firstLine += next.line
        stretch = UnsafeBufferPointer(rebasing: stretch[next.offset...])
      }
    }
  }

  /// Reads documents until the end (nil) or a problem that stops the parser (its line, from 0).
  private mutating func composeStretch(_ bytes: UnsafeBufferPointer<UInt8>) -> Int? {
    guard var parser = EventParser(bytes) else { return nil }
    end = nil
    stretch = bytes
    defer { stretch = UnsafeBufferPointer(start: nil, count: 0) }
    startDocument()
    while let event = parser.next() {
      let start = event.pointee.start_mark
      switch event.pointee.type {
      case YAML_STREAM_END_EVENT: return nil
      case YAML_DOCUMENT_START_EVENT: startDocument()
      case YAML_DOCUMENT_END_EVENT: endDocument()
      case YAML_ALIAS_EVENT: addAlias(event)
      case YAML_SCALAR_EVENT: addScalar(event)
      case YAML_SEQUENCE_START_EVENT, YAML_MAPPING_START_EVENT:
        guard frames.count < Self.deepest else {
          reportTooDeep(line: Int(start.line) + firstLine + 1, column: Int(start.column) + 1)
          return Int(start.line) + firstLine
        }
        openCollection(event)
      case YAML_SEQUENCE_END_EVENT, YAML_MAPPING_END_EVENT: closeCollection(event)
      default: break
      }
    }
    let problem = parser.problem
    diagnostics.append(problem.diagnostic(in: bytes, file: file, firstLine: firstLine))
    return problem.line(in: bytes) + firstLine
  }

  private mutating func startDocument() {
    frames.removeAll(keepingCapacity: true)
    if !anchors.isEmpty { anchors.removeAll() }
    aliasedNodes = 0
    document = .init(root: Node.none)
  }

  private mutating func endDocument() {
    guard document.root != Node.none else { return }
    let root = nodes[Int(document.root)]
    let isEmpty = root.kind == .plain && root.count == 0
    if !isEmpty { documents.append(document) }
  }
}
