import KilimManifest
import KilimModel

/// Several mistakes in one file, at different places.
struct Compound {
  var mutations: [Mutation]

  private var edits: [Edit] { mutations.flatMap(\.edits) }

  /// Mistakes of different kinds that do not depend on each other; nil where a file has too few
  /// places.
  init?(_ mutator: inout Mutator, kinds: [MistakeKind], most: Int) {
    mutations = []
    for kind in kinds.shuffled(using: &mutator.generator) where mutations.count < most {
      let candidates = mutator.mutations(kind, most: 5).filter { !$0.isFundamental }
      guard
        let mutation = candidates.first(where: { candidate in
          mutations.allSatisfy { candidate.isApart(from: $0) }
            && Self.lines(mutations + [candidate], in: mutator.bytes).areApart
        })
      else { continue }
      mutations.append(mutation)
    }
    guard mutations.count > 1 else { return nil }
  }

  func applied(to bytes: [UInt8]) -> [UInt8] { edits.applied(to: bytes) }

  /// The mistakes that no error stands at.
  func unreported(in bytes: [UInt8], _ errors: [Diagnostic], file: String) -> [Mutation] {
    let found = Set(errors.compactMap(\.span).filter { $0.file == file }.map(\.line))
    let lines = Self.lines(mutations, in: bytes)
    return zip(mutations, lines).filter { found.isDisjoint(with: $0.1) }.map(\.0)
  }

  /// The lines of each mistake in the text that has them all.
  private static func lines(_ mutations: [Mutation], in bytes: [UInt8]) -> [Set<Int>] {
    let edits = mutations.flatMap(\.edits)
    let text = edits.applied(to: bytes)
    return mutations.map { mutation in
      Set(mutation.anchors.map { text.line(at: edits.offset(of: $0)) })
    }
  }
}

extension Mutation {
  /// Whether it leaves open what the document is, so that nothing else can be said of it.
  fileprivate var isFundamental: Bool {
    ["kind", "apiVersion", "spec", "id", "name", "host", "systemType"].contains { name in
      description.hasPrefix("key `\(name)` ") || description.hasPrefix(name + " ")
    }
  }
}

extension [Set<Int>] {
  fileprivate var areApart: Bool {
    var seen: Set<Int> = []
    for lines in self {
      guard seen.isDisjoint(with: lines) else { return false }
      seen.formUnion(lines)
    }
    return true
  }
}
