import Glibc
import KilimManifest
import KilimModel
import KilimTestSupport
import Testing

/// Every accepted definition with ten kinds of mistakes, as a proof that mistakes are found and that
/// what is said of them helps.
struct MutationTests {
  /// Places per file and kind of mistake.
  private static let placesPerKind = number("KILIM_MUTATIONS") ?? 3

  private static func number(_ variable: String) -> Int? {
    getenv(variable).flatMap { Int(String(cString: $0)) }
  }

  private static func specimens() throws -> [Specimen] {
    let samples = try Samples.specimens()
    guard Corpus.isThere else { return samples }
    return try samples + Corpus.specimens() + Corpus.translations() + Corpus.collections()
  }

  @Test func `says nothing to the originals`() throws {
    let inspector = Inspector()
    for specimen in try Self.specimens() {
      let complaints = try inspector.complaints(
        specimen.sources(), isIsolated: specimen.isIsolated)
      guard !complaints.isEmpty else { continue }
      let text = DiagnosticRenderer.text(complaints, sources: specimen.sources(), color: false)
      Issue.record("\(specimen.name)\n\(text)")
    }
  }

  @Test func `finds every mistake and helps with it`() throws {
    let specimens = try Self.specimens()
    let names = Self.names(in: specimens)
    let inspector = Inspector()
    var trials: [Trial] = []
    for (seed, specimen) in specimens.enumerated() {
      for (number, file) in specimen.files.enumerated() {
        var mutator = Mutator(
          file, of: specimen, names: names, seed: UInt64(seed * 100 + number))
        for kind in specimen.kinds {
          for mutation in mutator.mutations(kind, most: Self.placesPerKind) {
            trials.append(try Trial(mutation, number: number, of: specimen, inspector))
          }
        }
      }
    }
    let report = Report(trials: trials)
    print(report.table + "\n" + report.failures(most: 4))
    if let count = Self.number("KILIM_MUTATIONS_SHOWN") { print(report.sample(count)) }
    Self.check(trials)
  }

  @Test func `reports several mistakes of a file at once`() throws {
    let specimens = try Self.specimens()
    let names = Self.names(in: specimens)
    let inspector = Inspector()
    var (made, missed) = (0, "")
    for (seed, specimen) in specimens.enumerated() where specimen.kinds.count > 1 {
      for (number, file) in specimen.files.enumerated() {
        var mutator = Mutator(
          file, of: specimen, names: names, seed: UInt64(1_000_000 + seed * 100 + number))
        // Whether a name is known can be told only while the documents that give it are sound.
        let kinds = specimen.kinds.filter { specimen.isIsolated || $0 != .badReference }
        for most in 2...5 {
          guard let compound = Compound(&mutator, kinds: kinds, most: most) else { continue }
          made += compound.mutations.count
          let sources = specimen.sources((number, compound.applied(to: file.bytes)))
          let errors = try inspector.complaints(sources, isIsolated: specimen.isIsolated)
          let unreported = compound.unreported(in: file.bytes, errors, file: file.source.name)
          guard !unreported.isEmpty else { continue }
          missed += "\n\(file.source.name): \(unreported.map(\.description)) beside "
          missed += "\(compound.mutations.map(\.description))\n"
          missed += DiagnosticRenderer.text(errors, sources: sources, color: false)
        }
      }
    }
    print("\(made) mistakes, several a file")
    #expect(missed.isEmpty, "\(missed)")
    #expect(made > 4)
  }

  private static func check(_ trials: [Trial]) {
    let all = Tally(trials)
    #expect(all.rejected.value >= 0.99)
    #expect(all.onLine.hits == all.onLine.total)
    #expect(all.named.value >= 0.95)
    #expect(all.single.value >= 0.98)
    #expect(all.marked.value >= 0.95)
    for kind in MistakeKind.allCases where Corpus.isThere {
      #expect(trials.count { $0.mutation.kind == kind } >= 20, "\(kind.rawValue)")
    }
  }

  /// All field names and values, so that a misspelling is not another word by chance.
  private static func names(in specimens: [Specimen]) -> Set<String> {
    // Fields that no original has.
    var names: Set<String> = ["args", "command", "gpus", "include"]
    for file in specimens.flatMap(\.files) {
      for place in PlaceList(file.documents, kind: file.kind).places {
        if let entry = place.entry { names.insert(entry.name) }
        if KnownFields.isEnumerated(place) || KnownFields.isReference(place, isAlone: false),
          let text = place.node.scalar?.text
        {
          names.insert(text)
        }
      }
    }
    return names
  }
}
