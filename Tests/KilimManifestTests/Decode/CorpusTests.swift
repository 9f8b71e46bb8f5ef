import Glibc
import KilimManifest
import KilimModel
import Testing

/// Real definitions of other people. They are not part of the repository: `KILIM_CORPUS` names their
/// folder, or they lie in `shared/corpus` beside the checkout.
struct CorpusTests {
  static let folder: String = {
    if let path = getenv("KILIM_CORPUS") { return String(cString: path) }
    let checkout = #filePath.split(separator: "/").dropLast(4)
    return checkout.dropLast().reduce(into: "") { $0 += "/" + $1 } + "/shared/corpus"
  }()

  static let definitions = ["apps", "jobs", "systems"].flatMap(files)
  static let profiles = files(in: "profiles")

  private static func files(in kind: String) -> [String] {
    FolderContent.names(in: folder + "/" + kind).filter { $0.hasSuffix(".json") }.map {
      kind + "/" + $0
    }
  }

  static func load(_ name: String) -> LoadedManifests {
    let bytes = FolderContent.bytes(of: folder + "/" + name) ?? []
    return ManifestLoader.load([SourceFile(name: name, directory: folder, bytes: bytes)])
  }

  @Test(arguments: definitions)
  func `decodes a real definition or says why not`(name: String) {
    let loaded = Self.load(name)
    if loaded.diagnostics.hasErrors {
      #expect(loaded.documents.isEmpty)
      #expect(loaded.diagnostics.allSatisfy { $0.span != nil })
    } else {
      #expect(loaded.documents.count == 1)
    }
  }

  @Test(.enabled(if: !definitions.isEmpty))
  func `accepts nearly all real definitions`() {
    let accepted = Self.definitions.filter { !Self.load($0).diagnostics.hasErrors }
    // The others break Tapis' own schemas, or hold placeholders that nobody filled in.
    #expect(accepted.count >= 159)
  }

  @Test(arguments: ["malformed", "v2"])
  func `refuses what is no definition of today`(folder: String) {
    for name in FolderContent.names(in: Self.folder + "/" + folder) where name.hasSuffix(".json") {
      #expect(Self.load(folder + "/" + name).diagnostics.hasErrors, "\(name)")
    }
  }
}
