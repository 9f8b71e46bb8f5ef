import KilimModel

/// Splits a fragment of a command line by the rules of a POSIX shell (XCU 2.2, 2.6), as far as they
/// are about quotes and `$NAME`. All that would make a shell do something else is refused.
struct WordSplitter {
  /// What stands at the place of a word, with `${NAME}` not yet told apart from macros.
  enum Piece: Hashable {
    case text(String)
    /// From inside single quotes: macros are filled in there too, variables are not.
    case singleQuoted(String)
    /// `${NAME}` may also be a macro, `$NAME` never is.
    case variable(String, isBraced: Bool)
  }

  private let bytes: [UInt8]
  private var position = 0
  private var words: [[Piece]] = []
  private var word: [Piece] = []
  private var text: [UInt8] = []
  private var isInWord = false

  private init(_ text: String) { bytes = Array(text.utf8) }

  /// The words of a fragment.
  static func split(_ text: String) throws(WordError) -> [[Piece]] {
    var splitter = WordSplitter(text)
    try splitter.run()
    return splitter.words
  }

  private mutating func run() throws(WordError) {
    while position < bytes.count {
      let byte = bytes[position]
      position += 1
      switch byte {
      case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\n"): endWord()
      case UInt8(ascii: "'"): try readSingleQuotes()
      case UInt8(ascii: "\""): try readDoubleQuotes()
      case UInt8(ascii: "\\"): try readEscape()
      case UInt8(ascii: "$"): try readDollar()
      default:
        if let operation = ShellOperation(byte) { throw .operation(operation) }
        append(byte)
      }
    }
    endWord()
  }

  private mutating func append(_ byte: UInt8) {
    isInWord = true
    text.append(byte)
  }

  private mutating func endText() {
    guard !text.isEmpty else { return }
    word.append(.text(String(decoding: text, as: UTF8.self)))
    text.removeAll(keepingCapacity: true)
  }

  private mutating func endWord() {
    guard isInWord else { return }
    endText()
    words.append(word)
    word = []
    isInWord = false
  }

  private mutating func readEscape() throws(WordError) {
    guard position < bytes.count else { throw .trailingBackslash }
    // A backslash before a new line joins two lines.
    if bytes[position] != UInt8(ascii: "\n") { append(bytes[position]) }
    position += 1
  }

  private mutating func readSingleQuotes() throws(WordError) {
    isInWord = true
    guard let end = bytes[position...].firstIndex(of: UInt8(ascii: "'")) else {
      throw .unterminated("'")
    }
    endText()
    if end > position {
      word.append(.singleQuoted(String(decoding: bytes[position..<end], as: UTF8.self)))
    }
    position = end + 1
  }

  private mutating func readDoubleQuotes() throws(WordError) {
    isInWord = true
    while position < bytes.count {
      let byte = bytes[position]
      position += 1
      switch byte {
      case UInt8(ascii: "\""): return
      case UInt8(ascii: "$"): try readDollar()
      case UInt8(ascii: "`"): throw .operation(.commandSubstitution)
      case UInt8(ascii: "\\"): readEscapeInDoubleQuotes()
      default: text.append(byte)
      }
    }
    throw .unterminated("\"")
  }

  private mutating func readEscapeInDoubleQuotes() {
    guard position < bytes.count, "$`\"\\\n".utf8.contains(bytes[position]) else {
      text.append(UInt8(ascii: "\\"))
      return
    }
    if bytes[position] != UInt8(ascii: "\n") { text.append(bytes[position]) }
    position += 1
  }

  private mutating func readDollar() throws(WordError) {
    isInWord = true
    guard position < bytes.count else { return text.append(UInt8(ascii: "$")) }
    switch bytes[position] {
    case UInt8(ascii: "("): throw .operation(.commandSubstitution)
    case UInt8(ascii: "{"): try readBracedVariable()
    case let byte where byte.startsVariableName:
      let start = position
      while position < bytes.count, bytes[position].continuesVariableName { position += 1 }
      endVariable(bytes[start..<position], isBraced: false)
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "@"), UInt8(ascii: "*"),
      UInt8(ascii: "#"), UInt8(ascii: "?"), UInt8(ascii: "-"), UInt8(ascii: "$"),
      UInt8(ascii: "!"):
      throw .specialParameter("$" + String(Character(Unicode.Scalar(bytes[position]))))
    default: text.append(UInt8(ascii: "$"))
    }
  }

  private mutating func readBracedVariable() throws(WordError) {
    guard let end = bytes[position...].firstIndex(of: UInt8(ascii: "}")) else {
      throw .unterminated("${")
    }
    let name = bytes[(position + 1)..<end]
    guard let first = name.first, first.startsVariableName,
      name.allSatisfy(\.continuesVariableName)
    else { throw .expansion("${\(String(decoding: name, as: UTF8.self))}") }
    position = end + 1
    endVariable(name, isBraced: true)
  }

  private mutating func endVariable(_ name: ArraySlice<UInt8>, isBraced: Bool) {
    endText()
    word.append(.variable(String(decoding: name, as: UTF8.self), isBraced: isBraced))
  }
}

extension UInt8 {
  /// Whether a variable's name may start so (XBD 3.216).
  var startsVariableName: Bool {
    switch self {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "_"):
      true
    default: false
    }
  }

  var continuesVariableName: Bool {
    startsVariableName || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self)
  }
}

extension String {
  /// A variable's name: letters, digits, `_`, not starting with a digit.
  var isVariableName: Bool {
    guard let first = utf8.first else { return false }
    return first.startsVariableName && utf8.allSatisfy(\.continuesVariableName)
  }
}
