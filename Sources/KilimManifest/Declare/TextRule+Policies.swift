import KilimModel

/// The rules of what Kilim adds to Tapis' fields.
extension TextRule {
  func referenceProblem(of text: String) -> (message: String, hint: String)? {
    let kinds = ["job", "sweep", "workflow"]
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    if parts.count == 2, kinds.contains(String(parts[0])), !parts[1].isEmpty,
      !parts[1].utf8.contains(UInt8(ascii: "#"))
    {
      return nil
    }
    return (
      "cannot be `\(text.shortened)`",
      "write a kind and a name: job/NAME, sweep/NAME or workflow/NAME"
    )
  }

  func timeProblem(of text: String) -> (message: String, hint: String)? {
    TimeSpan(text) == nil
      ? (
        "cannot be `\(text.shortened)`",
        "write a whole number and one of the units s, m, h, d, w: 90s, 5m, 2h, 7d"
      ) : nil
  }

  func pathProblem(of text: String) -> (message: String, hint: String)? {
    if text.hasPrefix("/") {
      return ("begins with `/`", "the path is relative to the output directory")
    }
    return text.split(separator: "/").contains("..")
      ? ("has a `..` in it", "the path stays inside the output directory") : nil
  }

  func jsonPathProblem(of text: String) -> (message: String, hint: String)? {
    var rest = text.utf8[...]
    let letters = { (byte: UInt8) in
      byte.isLetterOrDigit || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-") || byte >= 0x80
    }
    var isSound = rest.first == UInt8(ascii: ".")
    while isSound, let first = rest.popFirst() {
      if first == UInt8(ascii: ".") {
        let key = rest.prefix(while: letters)
        isSound = !key.isEmpty || rest.first == UInt8(ascii: "[")
        rest = rest[key.endIndex...]
      } else {
        let digits = rest.prefix { (0x30...0x39).contains($0) }
        rest = rest[digits.endIndex...]
        isSound =
          first == UInt8(ascii: "[") && !digits.isEmpty && rest.popFirst() == UInt8(ascii: "]")
      }
    }
    return isSound
      ? nil
      : ("cannot be `\(text.shortened)`", "write keys and positions: .accuracy, .scores[0].value")
  }

  func expressionProblem(of text: String) -> (message: String, hint: String)? {
    do {
      _ = try PathPattern("REGEX:" + text)
      return nil
    } catch {
      return ("is no regular expression", error.message)
    }
  }

  func secretProblem(of text: String) -> (message: String, hint: String)? {
    let rule = "write env:NAME, file:PATH or command:TEXT; the secret itself stays out of manifests"
    let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2, !parts[1].isEmpty else { return ("cannot be this text", rule) }
    switch parts[0] {
    case "file", "command": return nil
    case "env":
      return keyProblem(of: String(parts[1])).map { (_, hint) in
        ("names no environment variable", hint)
      }
    default: return ("cannot be this text", rule)
    }
  }
}
