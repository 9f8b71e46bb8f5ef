import KilimManifest
import KilimModel
import KilimTestSupport
import Testing

@testable import KilimController

/// Checking chunk by chunk says what checking all at once says.
struct StreamingCheckTests {
  private static func job(_ name: String, app: String, _ more: String = "") -> String {
    """
    apiVersion: kilim/v1
    kind: Job
    metadata: {name: \(name)}
    spec: {appId: \(app), appVersion: "1"\(more)}

    """
  }

  private static func app(_ name: String, _ more: String = "") -> String {
    """
    apiVersion: kilim/v1
    kind: App
    metadata: {name: \(name)}
    spec: {version: "1", runtime: NATIVE, command: [/bin/true]\(more)}

    """
  }

  private static let documents = [
    job("a", app: "one"), job("b", app: "two"), job("c", app: "broken"), job("a", app: "one"),
    job("d", app: "one", ", execSystemId: nowhere"), job("e", app: "one", ", maxMinuts: 1"),
    job("f", app: "one", ", execSystemId: nowhere, maxMinuts: 1"), job("g", app: "strange"),
    job("h", app: "one", ", parameterSet: {envVariables: [{key: A, value: '${Nothing}'}]}"),
    app("one"), app("two", ", jobAttributes: {memoryMB: -1}"), app("one"), app("broken", ", x: 1"),
    app("three", ", jobAttributes: {execSystemId: elsewhere}"),
    // Looks like a Job at first sight.
    app("strange", ", notes: {a: 'x\nkind: Job\ny'}"),
    "kind: ]\n", "# nothing\n", "- a\n", "tenant: x\n" + job("i", app: "one"),
  ]

  private func files(_ numbers: inout SeededGenerator) -> [SourceFile] {
    (0..<Int.random(in: 1...3, using: &numbers)).map { number in
      let count = Int.random(in: 1...8, using: &numbers)
      let text = (0..<count).map { _ in Self.documents.randomElement(using: &numbers) ?? "" }
      return SourceFile(
        name: "\(number).yaml", directory: "/d", bytes: Array(text.joined(separator: "---\n").utf8))
    }
  }

  private func expectTheSame(_ files: [SourceFile], isolated: Bool = false) throws {
    let surroundings = Surroundings.ofThisProcess()
    let stored = StoredCatalog.catalog(of: [], facts: surroundings.facts, stateDirectory: nil)
    let whole = ApplyPlanner(surroundings: surroundings, options: ApplyOptions())
      .check(files, stored: stored, isolated: isolated)
    let streamed = StreamingCheck(
      surroundings: surroundings, stored: stored, isolated: isolated, keepsGuarded: false
    ).run(files)
    #expect(streamed.documentCount == whole.loaded.documents.count)
    let text = files.map { String(decoding: $0.bytes, as: UTF8.self) }.joined(separator: "=====\n")
    #expect(lines(streamed.diagnostics) == lines(whole.diagnostics), "\(text)")
  }

  private func lines(_ diagnostics: [Diagnostic]) -> [String] {
    diagnostics.map {
      "\($0.code) \($0.span?.file ?? ""):\($0.span?.line ?? 0) \($0.path) \($0.message)"
    }
  }

  @Test(arguments: [false, true])
  func `finds the same mistakes in the same order`(isolated: Bool) throws {
    var numbers = SeededGenerator(seed: isolated ? 1 : 2)
    for _ in 0..<100 { try expectTheSame(files(&numbers), isolated: isolated) }
  }

  @Test func `finds the same in many chunks on many threads`() throws {
    var text = Self.app("late") + "---\n"
    for number in 0..<2000 {
      text += Self.job("j\(number % 1990)", app: number % 500 == 7 ? "lost" : "last") + "---\n"
      if number % 300 == 5 { text += Self.job("x", app: "late", ", nonsense: 1") + "---\n" }
    }
    text += Self.app("last")
    try expectTheSame([SourceFile(name: "a.yaml", directory: "/d", bytes: Array(text.utf8))])
  }
}
