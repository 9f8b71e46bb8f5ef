extension TextRule {
  /// What is wrong with `text`, to follow the field's name.
  func problem(of text: String) -> (message: String, hint: String)? {
    switch self {
    case .anything: nil
    case .oneLine: controlCharacter(in: text)
    case .harmless: controlCharacter(in: text) ?? dangerousCharacter(in: text)
    case .identifier: identifierProblem(of: text)
    case .stepName: stepProblem(of: text)
    case .environmentKey: keyProblem(of: text)
    case .objectName: controlCharacter(in: text) ?? nameProblem(of: text)
    case .objectReference: controlCharacter(in: text) ?? referenceProblem(of: text)
    case .timeSpan: timeProblem(of: text)
    case .relativePath: controlCharacter(in: text) ?? pathProblem(of: text)
    case .jsonPath: jsonPathProblem(of: text)
    case .regularExpression: expressionProblem(of: text)
    case .secretSource: controlCharacter(in: text) ?? secretProblem(of: text)
    }
  }

  private func controlCharacter(in text: String) -> (String, String)? {
    // The C1 control characters begin with byte C2 in UTF-8: look closely only then.
    guard text.utf8.contains(where: { $0 < 0x20 || $0 == 0x7F || $0 == 0xC2 }),
      let found = text.unicodeScalars.first(where: {
        $0.value < 0x20 || (0x7F...0x9F).contains($0.value)
      })
    else { return nil }
    if found == "\n" {
      return ("has more than one line", "write it on one line; for a folded block use `>-`")
    }
    return (
      "has the control character U+\(hexadecimal(found))", "control characters are not allowed here"
    )
  }

  private func dangerousCharacter(in text: String) -> (String, String)? {
    guard let found = text.unicodeScalars.first(where: { "&><|;`".unicodeScalars.contains($0) })
    else { return nil }
    if text.hasPrefix("<"), text.hasSuffix(">") {
      return ("cannot be `\(text)`", "fill the placeholder in")
    }
    return ("has the character `\(found)`", "`& > < | ;` and backquotes are not allowed here")
  }

  private func identifierProblem(of text: String) -> (String, String)? {
    let rule = "allowed: a letter or digit, then letters, digits and `- . _ ~`"
    guard let first = text.utf8.first else { return nil }
    let isSound = text.utf8.allSatisfy { $0.isLetterOrDigit || "-._~".utf8.contains($0) }
    if isSound, first.isLetterOrDigit { return nil }
    if text.contains("<") || text.contains("{{") || text.contains("${") || text.hasPrefix("__") {
      return ("cannot be `\(text)`", "fill the placeholder in; \(rule)")
    }
    return ("cannot be `\(text)`", rule)
  }

  private func stepProblem(of text: String) -> (String, String)? {
    if let problem = identifierProblem(of: text) { return problem }
    if text.utf8.contains(where: { $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "~") }) {
      return (
        "cannot be `\(text)`",
        "allowed: letters, digits and `- _`; a dot follows the name in `steps.NAME.outputDir`"
      )
    }
    return text.utf8.allSatisfy { (0x30...0x39).contains($0) }
      ? ("cannot be `\(text)`", "numbers are positions of points: begin with a letter") : nil
  }

  func keyProblem(of text: String) -> (String, String)? {
    if text.hasPrefix("_tapis") {
      return ("cannot be `\(text)`", "names that begin with `_tapis` are set for every job")
    }
    let isName =
      text.utf8.allSatisfy { $0.isLetterOrDigit || $0 == UInt8(ascii: "_") }
      && text.utf8.first.map { !(0x30...0x39).contains($0) } ?? true
    return isName
      ? nil : ("cannot be `\(text)`", "allowed: a letter or `_`, then letters, digits and `_`")
  }

  private func nameProblem(of text: String) -> (String, String)? {
    guard text.utf8.contains(where: { $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: "#") }) else {
      return nil
    }
    return ("cannot be `\(text)`", "a name has no `/` and no `#`: they are part of `job/NAME#2`")
  }

  private func hexadecimal(_ scalar: Unicode.Scalar) -> String {
    let digits = String(scalar.value, radix: 16, uppercase: true)
    return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
  }
}

extension UInt8 {
  var isLetterOrDigit: Bool {
    (0x30...0x39).contains(self) || (0x41...0x5A).contains(self) || (0x61...0x7A).contains(self)
  }
}
