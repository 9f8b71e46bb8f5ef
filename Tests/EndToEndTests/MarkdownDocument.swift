import KilimTestSupport

/// One of the repository's documents.
struct MarkdownDocument {
  /// From the root of the repository.
  let name: String
  private let text: String

  init(_ name: String) throws(TestFailure) {
    self.name = name
    text = try TextFile.read("\(GeneratedSection.root)/\(name)")
  }

  /// All documents at the root, in `specs` and in what lies below it.
  static var names: [String] { names(in: "") + names(below: "specs") }

  /// Links to other documents of the repository that lead nowhere.
  var brokenLinks: [String] {
    links.filter { link in
      let parts = link.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
      let path = parts[0].isEmpty ? name : Self.resolved(String(parts[0]), from: name)
      guard TextFile.exists("\(GeneratedSection.root)/\(path)") else { return true }
      guard parts.count == 2 else { return false }
      return (try? MarkdownDocument(path).anchors.contains(String(parts[1]))) != true
    }
  }

  private var links: [String] {
    prose.split(separator: "](").dropFirst().compactMap { rest in
      let link = String(rest.prefix { $0 != ")" })
      return link.contains("://") ? nil : link
    }
  }

  private var anchors: Set<String> {
    let headings = prose.split(separator: "\n").filter { $0.hasPrefix("#") }
    return Set(
      headings.map { heading in
        let words = heading.drop { $0 == "#" || $0 == " " }.lowercased()
        let kept = words.filter { $0.isLetter || $0.isNumber || $0 == " " || $0 == "-" }
        return String(kept.map { $0 == " " ? "-" : $0 })
      })
  }

  /// The text without examples.
  private var prose: String {
    let parts = text.split(separator: "```", omittingEmptySubsequences: false)
    return parts.enumerated().filter { $0.offset % 2 == 0 }.map { String($0.element) }.joined()
  }

  private static func resolved(_ path: String, from name: String) -> String {
    var parts = name.split(separator: "/").dropLast().map(String.init)
    for part in path.split(separator: "/") {
      if part == ".." { _ = parts.popLast() } else { parts.append(String(part)) }
    }
    return parts.joined(separator: "/")
  }

  private static func names(in folder: String) -> [String] {
    TextFile.names(in: "\(GeneratedSection.root)/\(folder)").filter { $0.hasSuffix(".md") }
      .map { folder.isEmpty ? $0 : "\(folder)/\($0)" }
  }

  private static func names(below folder: String) -> [String] {
    let folders = TextFile.names(in: "\(GeneratedSection.root)/\(folder)").filter {
      !$0.contains(".")
    }
    return names(in: folder) + folders.flatMap { names(below: "\(folder)/\($0)") }
  }
}
