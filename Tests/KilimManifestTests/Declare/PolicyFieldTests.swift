import KilimModel
import Testing

@testable import KilimManifest

/// The fields that Kilim adds to a job.
struct PolicyFieldTests {
  static let mistakes: [(String, String)] = [
    ("dependsOn: [prepare]", "K0207 spec.dependsOn[0]"),
    ("dependsOn: [app/x]", "K0207 spec.dependsOn[0]"),
    ("dependsOn: ['job/a#2']", "K0207 spec.dependsOn[0]"),
    ("dependsOn: [job/a, job/a]", "K0213 spec.dependsOn[1]"),
    ("suspend: yes", "K0203 spec.suspend"),
    ("priority: 1001", "K0206 spec.priority"),
    ("retry: 3", "K0203 spec.retry"),
    ("retry: {}", "K0204 spec.retry.limit"),
    ("retry: {limit: 101}", "K0206 spec.retry.limit"),
    ("retry: {limit: 1, on: [OutOfMemry]}", "K0205 spec.retry.on[0]"),
    ("retry: {limit: 1, on: OutOfMemory}", "K0203 spec.retry.on"),
    ("retry: {limit: 1, backoff: 5 min}", "K0207 spec.retry.backoff"),
    ("retry: {limit: 1, backoff: 90}", "K0203 spec.retry.backoff"),
    ("retry: {limit: 1, scale: {memoryMB: 0.5}}", "K0206 spec.retry.scale.memoryMB"),
    ("restart: {}", "K0204 spec.restart.keep"),
    ("onPrune: Keep", "K0205 spec.onPrune"),
    ("retention: {finished: never}", "K0207 spec.retention.finished"),
    ("retention: {maxSizeMB: 0}", "K0206 spec.retention.maxSizeMB"),
    ("budget: {maxNewRuns: -1}", "K0206 spec.budget.maxNewRuns"),
    ("results: [{name: a, file: f}]", "K0204 spec.results[0].json"),
    ("results: [{name: a, file: f, json: .a, regex: b}]", "K0208 spec.results[0].regex"),
    ("results: [{name: a, file: f, json: a.b}]", "K0207 spec.results[0].json"),
    ("results: [{name: a, file: f, json: '.a[x]'}]", "K0207 spec.results[0].json"),
    ("results: [{name: a, file: f, regex: '(a'}]", "K0207 spec.results[0].regex"),
    ("results: [{name: a, file: ../f, json: .a}]", "K0207 spec.results[0].file"),
    (
      "results: [{name: a, file: f, json: .a}, {name: a, file: g, json: .a}]",
      "K0213 spec.results[1]"
    ),
    ("secretEnv: [{key: A, value: hush}]", "K0202 spec.secretEnv[0].value"),
    ("secretEnv: [{key: A, from: hush}]", "K0207 spec.secretEnv[0].from"),
    ("secretEnv: [{key: A, from: 'env:1A'}]", "K0207 spec.secretEnv[0].from"),
    ("secretEnv: [{key: _tapisA, from: 'env:A'}]", "K0207 spec.secretEnv[0].key"),
  ]

  @Test(arguments: mistakes)
  func `refuses a value that means nothing`(field: String, expected: String) {
    let found = ManifestText.load(ManifestText.job + "  \(field)\n").diagnostics
    #expect(found.map { "\($0.code.rawValue) \($0.path)" } == [expected])
  }

  @Test func `never shows what may be a secret`() {
    let text = ManifestText.job + "  secretEnv: [{key: A, from: hush}]\n"
    #expect(ManifestText.load(text).diagnostics.allSatisfy { !$0.message.contains("hush") })
  }

  static let unsupported: [(String, [String])] = [
    ("suspend: false", []), ("suspend: true", []), ("priority: 0", []),
    ("priority: 1", []), ("retry: {limit: 0}", []),
    ("retry: {limit: 1}", []), ("dependsOn: []", []),
    ("dependsOn: [job/a]", []), ("onPrune: Finish", []),
    ("onPrune: Cancel", []), ("restart: {args: [-r]}", []),
    ("retention: {failed: 1d}", []), ("budget: {}", []),
    ("results: [{name: a, file: f, json: .a}]", []),
    ("secretEnv: [{key: A, from: 'file:a'}]", ["spec.secretEnv"]),
  ]

  @Test(arguments: unsupported)
  func `says what this version does not act on`(field: String, paths: [String]) throws {
    let loaded = ManifestText.load(ManifestText.job + "  \(field)\n")
    guard case .job(let job)? = loaded.documents.first?.spec else { return #expect(Bool(false)) }
    #expect(job.unsupportedFields == paths)
  }

  @Test(arguments: [("90s", 90), ("5m", 300), ("2h", 7200), ("7d", 604_800), ("0s", 0)])
  func `reads lengths of time`(text: String, seconds: Int) {
    #expect(TimeSpan(text)?.seconds == seconds)
    #expect(TimeSpan(seconds: seconds).text == (text == "7d" ? "1w" : text))
  }

  @Test(arguments: [
    "", "s", "5", "-1s", "1.5h", "5 m", "5M", "99999999999999999999s", "1000000000w",
  ])
  func `takes nothing else for a length of time`(text: String) {
    #expect(TimeSpan(text) == nil)
  }
}
