import Glibc
import KilimModel
import Testing

/// Real definitions of other people, with the verdict of Tapis' own schemas on each. They are not
/// part of the repository: `KILIM_CORPUS` names their folder, or they lie in `shared/corpus` beside
/// the checkout.
enum Corpus {
  enum Verdict: Hashable {
    case accepted
    case rejected([Reason])
  }

  /// One reason, as in `parameterSet/schedulerOptions/[]/arg: '' is too short`.
  struct Reason: Hashable {
    var path: String
    var text: String

    init(_ text: Substring) {
      let parts = text.split(separator: ": ", maxSplits: 1)
      let isPath = parts.count == 2 && !parts[0].contains(" ")
      path = isPath ? String(parts[0]) : ""
      self.text = String(isPath ? parts[1] : text)
    }

    /// The fields that the schema does not know.
    var unexpected: [String] {
      guard text.hasPrefix("Additional properties"), let open = text.firstIndex(of: "(") else {
        return []
      }
      let names = text[open...].split(separator: "'").map(String.init)
      return names.filter { $0.allSatisfy { $0.isLetter || $0.isNumber } }
    }
  }

  struct Definition: Hashable, CustomTestStringConvertible {
    var folder: String
    var file: String
    var verdict: Verdict
    /// Its table row says that there are more reasons than it gives.
    var hasMoreReasons = false

    var name: String { "\(folder)/\(file)" }
    var testDescription: String { name }
  }

  static let root: String? = {
    if let path = getenv("KILIM_CORPUS") { return String(cString: path) }
    let checkout = #filePath.split(separator: "/").dropLast(5)
    let path = checkout.reduce(into: "") { $0 += "/" + $1 } + "/shared/corpus"
    return FolderContent.names(in: path).isEmpty ? nil : path
  }()

  /// All definitions that the README lists, by folder.
  static let all: [Definition] = {
    guard let root, let readme = FolderContent.bytes(of: root + "/README.md") else { return [] }
    var folder = ""
    var definitions: [Definition] = []
    for line in String(decoding: readme, as: UTF8.self).split(separator: "\n") {
      if line.hasPrefix("### ") {
        folder = String(line.dropFirst(4))
      } else if line.hasPrefix("| `"), line.contains(".json` |") {
        definitions.append(definition(line, folder))
      }
    }
    return definitions
  }()

  static func text(of name: String) -> String {
    String(decoding: FolderContent.bytes(of: (root ?? "") + "/" + name) ?? [], as: UTF8.self)
  }

  private static func definition(_ row: Substring, _ folder: String) -> Definition {
    let file = row.split(separator: "`")[1]
    let mark = row.firstRange(of: "official 2024 JSON schema REJECTS: ")
    guard let mark else {
      return Definition(folder: folder, file: String(file), verdict: .accepted)
    }
    let cell = row[mark.upperBound...].drop { $0 == " " }
    let reasons = cell.split(separator: " |")[0].split(separator: "; ").map(Reason.init)
    return Definition(
      folder: folder, file: String(file), verdict: .rejected(reasons),
      hasMoreReasons: cell.contains("…"))
  }
}
