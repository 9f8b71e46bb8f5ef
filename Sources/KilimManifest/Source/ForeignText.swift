/// A file of another kind that was given for a manifest, told by its first line.
///
/// Parsed as YAML it would give errors that say nothing.
struct ForeignText {
  var message: String
  var hint: String

  private static let interpreters = [
    "sh", "bash", "dash", "zsh", "ksh", "csh", "tcsh", "python", "python2", "python3", "perl",
    "ruby", "node", "Rscript", "php", "awk",
  ]

  /// Nil for what may be a manifest.
  init?(of bytes: some Collection<UInt8>) {
    // Nearly every text is a manifest: one byte tells that it is none of these.
    let first = bytes.first { !" \t\r\n".utf8.contains($0) }
    guard let first, "#`<if".utf8.contains(first) else { return nil }
    let line = String(
      decoding: bytes.prefix(200).drop { " \t\r\n".utf8.contains($0) }.prefix { $0 != 0x0A },
      as: UTF8.self)
    if line.hasPrefix("#!"), let name = Self.interpreter(line) {
      self.init(
        "this is a script for `\(name)`, not a manifest",
        "give the manifest of the job that runs it")
    } else if line.hasPrefix("```") {
      self.init(
        "this is Markdown: the line opens a block of code",
        "keep only what stands between the lines of backquotes")
    } else if line.hasPrefix("<!") || line.hasPrefix("<?xml")
      || line.lowercased().hasPrefix("<html")
    {
      self.init(
        "this is a page of HTML or XML, not a manifest",
        "perhaps a server answered with a page of its own when the file was saved")
    } else if Self.isPython(line) {
      self.init("this is a program in Python, not a manifest", "save what it makes as JSON")
    } else {
      return nil
    }
  }

  private init(_ message: String, _ hint: String) {
    self.message = message
    self.hint = hint
  }

  /// The program in a `#!` line, if it is one that has nothing to do with manifests.
  private static func interpreter(_ line: String) -> String? {
    let words = line.dropFirst(2).split(separator: " ").map {
      $0.split(separator: "/").last.map(String.init) ?? ""
    }
    return words.first { interpreters.contains($0) }
  }

  private static func isPython(_ line: String) -> Bool {
    let words = line.split(separator: " ")
    guard words.count > 1, !line.contains(": ") else { return false }
    return words[0] == "import" || (words[0] == "from" && words.contains("import"))
  }
}
