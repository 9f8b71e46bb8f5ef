/// Reads the words of one argument as options of a tool.
///
/// The forms are those of the tools: `--option value`, `--option=value`, `--flag`, `-x value`,
/// `-xvalue`, several flags of one letter in a word. Beyond Tapis, one argument may hold several
/// options, values may have blanks in quotes, and `-x=value` means `--option=value`.
struct OptionParser {
  /// Reading ends with so many mistakes, so that looking for what was meant stays quick.
  static let maximumMistakes = 20

  private typealias Pieces = [WordSplitter.Piece]

  private let table: OptionTable
  private let words: [[WordSplitter.Piece]]
  private var position = 0
  private var options: [LaunchOption] = []
  private var mistakes: [OptionMistake] = []

  private init(_ table: OptionTable, _ words: [[WordSplitter.Piece]]) {
    self.table = table
    self.words = words
  }

  static func read(
    _ words: [[WordSplitter.Piece]], _ table: OptionTable
  ) -> (options: [LaunchOption], mistakes: [OptionMistake]) {
    var parser = OptionParser(table, words)
    while parser.mistakes.count < maximumMistakes, let word = parser.next() { parser.read(word) }
    return (parser.options, parser.mistakes)
  }

  private mutating func next() -> Pieces? {
    guard position < words.count else { return nil }
    position += 1
    return words[position - 1]
  }

  private mutating func read(_ pieces: Pieces) {
    guard let word = OptionWord(pieces) else { return reportWord(pieces) }
    if word.isLong { readLong(word) } else { readShort(word) }
  }

  private mutating func readLong(_ word: OptionWord) {
    guard !word.hidesName else { return mistakes.append(.variableName(word.pieces.shown)) }
    guard let rule = table[word.name] else { return reportUnknown(word.name) }
    take(rule, as: word.name, word.value)
  }

  private mutating func readShort(_ word: OptionWord) {
    // One dash is missing: `-nodes`, which the tool would read as `-n odes`.
    guard word.name.utf8.count <= 2 || table["-" + word.name] == nil else {
      return reportUnknown(word.name)
    }
    let name = String(word.name.prefix(2))
    guard let rule = table[name] else { return reportUnknown(word.name) }
    let rest = word.afterLetter
    guard rule.value == .none, !rest.isEmpty, word.value == nil else {
      let attached = rest.isEmpty ? nil : word.name.utf8.count == 2 ? word.value ?? rest : rest
      return take(rule, as: name, attached ?? word.value)
    }
    readFlags(word)
  }

  /// Several flags behind one dash; the last option of such a word may not take a value.
  private mutating func readFlags(_ word: OptionWord) {
    for letter in word.name.dropFirst() {
      guard let rule = table["-\(letter)"], rule.value == .none, !word.hidesName else {
        let name = String(word.name.prefix(2))
        return mistakes.append(.unexpectedValue(option: name, value: word.afterLetter.shown))
      }
    }
    for letter in word.name.dropFirst() {
      if let rule = table["-\(letter)"] { take(rule, as: "-\(letter)", nil) }
    }
  }

  private mutating func take(_ rule: OptionRule, as name: String, _ attached: Pieces?) {
    let before = mistakes.count
    let value = takeValue(rule, name, attached)
    if let mistake = table.mistake(rule, name) {
      // Its value matters no more.
      mistakes.removeSubrange(before...)
      return mistakes.append(mistake)
    }
    guard mistakes.count == before else { return }
    if let value, let mistake = table.mistake(inValue: value, of: name) {
      return mistakes.append(mistake)
    }
    let separator = attached != nil && name.hasPrefix("--") ? "=" : " "
    options.append(
      LaunchOption(
        name: rule.name, value: value, text: value.map { name + separator + $0.shown } ?? name))
  }

  /// The value of an option; nil for none, after a mistake too.
  private mutating func takeValue(
    _ rule: OptionRule, _ name: String, _ attached: Pieces?
  ) -> Pieces? {
    switch rule.value {
    case .none:
      if let attached {
        mistakes.append(.unexpectedValue(option: name, value: attached.shown))
      }
      return nil
    case .optional:
      if attached == nil, let apart = takeWord() {
        mistakes.append(.detachedValue(option: name, value: apart.shown))
      }
      return attached
    case .required:
      if let attached { return attached }
      if let apart = takeWord() { return apart }
      let next = position < words.count ? words[position].shown : nil
      mistakes.append(.missingValue(option: name, next: next))
      return nil
    }
  }

  /// The next word, unless it is an option itself.
  private mutating func takeWord() -> Pieces? {
    guard position < words.count, !looksLikeOption(words[position]) else { return nil }
    return next()
  }

  private func looksLikeOption(_ pieces: Pieces) -> Bool {
    guard let word = OptionWord(pieces), !word.name.contains(where: \.isWhitespace) else {
      return false
    }
    if table[word.name] != nil { return true }
    return word.isLong && word.name.dropFirst(2).first?.isLetter == true
  }

  private mutating func reportUnknown(_ name: String) {
    let isShort = name.utf8.count <= 2
    mistakes.append(
      .unknown(
        option: name, tool: table.tool, near: isShort ? nil : table.nearest(to: name),
        elsewhere: table.otherTool(with: name)))
    skipWords()
  }

  private mutating func reportWord(_ pieces: Pieces) {
    let text = pieces.shown
    let isVariable = pieces.first?.literal == nil && !pieces.isEmpty
    mistakes.append(
      isVariable
        ? .variableName(text)
        : .word(text, tool: table.tool, near: table["--" + text]?.name))
    skipWords()
  }

  /// Passes over what may belong to a mistake that was reported.
  private mutating func skipWords() {
    while takeWord() != nil {}
  }
}
