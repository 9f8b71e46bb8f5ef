/// Words of command lines: an error or words, and what is quoted comes back as it was.
enum WordFuzz {
  static func check(_ bytes: [UInt8]) {
    let text = String(decoding: bytes, as: UTF8.self)
    do throws(WordError) {
      let words = try WordSplitter.split(text)
      demand(words.count <= text.utf8.count, "no more words than bytes")
    } catch {
      demand(!error.message.isEmpty && !error.hint.isEmpty, "a message and a hint")
    }
    for quoted in [ShellQuoting.quote(text), ShellQuoting.quoted(text)] {
      demand(word(quoted).utf8.elementsEqual(text.utf8), "`\(quoted)` is one word: `\(text)`")
    }
  }

  private static func word(_ quoted: String) -> String {
    guard let words = try? WordSplitter.split(quoted), words.count == 1 else { return "no word" }
    return words[0].reduce(into: "") { result, piece in
      switch piece {
      case .text(let text), .singleQuoted(let text): result += text
      case .variable(let name, _): result += "$" + name
      }
    }
  }
}
