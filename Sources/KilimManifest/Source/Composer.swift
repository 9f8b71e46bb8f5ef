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
  static let mostSyntaxErrors = 20

  let file: String
  var nodes: [Node] = []
  var text: [UInt8] = []
  var documents: [ComposedChunk.Document] = []
  var diagnostics: [Diagnostic] = []
  /// Places where the parser could not go on.
  private(set) var syntaxErrors = 0

  var frames: [Frame] = []
  var anchors: [String: Anchor] = [:]
  var document = ComposedChunk.Document(root: Node.none)
  var aliasedNodes = 0
  /// Lines before the stretch that is being read.
  var firstLine: Int
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

  init(file: String, firstLine: Int) {
    self.file = file
    self.firstLine = firstLine
    wantsQuotes = file.hasSuffix(".json")
  }

  /// Reads a whole text; after a syntax error it goes on at the next document, but not after so many.
  mutating func compose(_ bytes: [UInt8], mostErrors: Int) {
    let masked = SurrogatePairs.masked(bytes)
    isMasked = masked != nil
    let bytes = masked ?? bytes
    if let excess = DirectiveLimit.excess(in: bytes) {
      syntaxErrors += 1
      let place = TextPosition(ofByte: excess, in: bytes)
      return reportTooManyDirectives(
        TextPosition(line: place.line + firstLine, column: place.column))
    }
    nodes.reserveCapacity(bytes.count / 8)
    text.reserveCapacity(bytes.count / 2)
    bytes.withUnsafeBufferPointer { all in
      var stretch = UnsafeBufferPointer(rebasing: all[all.textStart...])
      while let stop = composeStretch(stretch) {
        syntaxErrors += 1
        // At its start, the line may begin the next document; later, it belongs to the damaged one.
        let line = stop.line - firstLine + (stop.column > 0 ? 1 : 0)
        guard syntaxErrors < mostErrors,
          let next = DocumentSearch.next(in: stretch, fromLine: max(line, 1))
        else { return }
        firstLine += next.line
        stretch = UnsafeBufferPointer(rebasing: stretch[next.offset...])
      }
    }
  }

  /// Reads documents until the end (nil) or a problem that stops the parser (its place).
  private mutating func composeStretch(_ bytes: UnsafeBufferPointer<UInt8>) -> Mark? {
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
          let place = Mark(line: Int(start.line) + firstLine, column: Int(start.column))
          reportTooDeep(line: place.line + 1, column: place.column + 1)
          return place
        }
        openCollection(event)
      case YAML_SEQUENCE_END_EVENT, YAML_MAPPING_END_EVENT: closeCollection(event)
      default: break
      }
    }
    let problem = parser.problem
    diagnostics.append(problem.diagnostic(in: bytes, file: file, firstLine: firstLine))
    let place = problem.place(in: bytes)
    return Mark(line: place.line + firstLine, column: place.column)
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
