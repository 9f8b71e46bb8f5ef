import KilimModel
import Testing

@testable import KilimManifest

struct SpecCodingTests {
  private func document(_ text: String) throws -> ManifestDocument {
    let loaded = ManifestText.load(text)
    #expect(loaded.diagnostics == [])
    return try #require(loaded.documents.first)
  }

  private func job(_ text: String) throws -> JobSpec {
    guard case .job(let job) = try document(text).spec else { throw WrongKind() }
    return job
  }

  private struct WrongKind: Error {}

  private func json(_ spec: ResourceSpec) -> JSONValue {
    SpecCoding.json(of: spec)
  }

  private func decoded(_ text: String, like spec: ResourceSpec) -> ResourceSpec? {
    switch spec {
    case .system: SpecCoding.systemSpec(fromJSON: text).map { .system($0) }
    case .app: SpecCoding.appSpec(fromJSON: text).map { .app($0) }
    case .schedulerProfile:
      SpecCoding.schedulerProfileSpec(fromJSON: text).map { .schedulerProfile($0) }
    case .job: SpecCoding.jobSpec(fromJSON: text).map { .job($0) }
    case .sweep: SpecCoding.sweepSpec(fromJSON: text).map { .sweep($0) }
    case .workflow: SpecCoding.workflowSpec(fromJSON: text).map { .workflow($0) }
    }
  }

  @Test(arguments: [
    FullSpecs.job, FullSpecs.app, FullSpecs.system, FullSpecs.profile, ManifestText.job,
    FullSpecs.workflow,
  ])
  func `decodes what it encoded`(text: String) throws {
    let spec = try document(text).spec
    #expect(decoded(json(spec).text, like: spec) == spec)
  }

  @Test func `the full examples set every field`() throws {
    func missing<Record>(_ type: RecordType<Record>, _ value: JSONValue) -> [String] {
      type.fields.map(\.name).filter { name in
        if case .none = value[name] { true } else { false }
      }
    }
    let job = missing(JobDeclaration.type, json(try document(FullSpecs.job).spec))
    let system = missing(SystemDeclaration.type, json(try document(FullSpecs.system).spec))
    let app = missing(AppDeclaration.type, json(try document(FullSpecs.app).spec))
    let profile = missing(
      SchedulerProfileDeclaration.type, json(try document(FullSpecs.profile).spec))
    let workflow = missing(
      WorkflowDeclaration.type, json(try document(FullSpecs.workflow).spec))
    #expect(workflow == [])
    #expect(profile == [])
    #expect(job == [])
    #expect(system == [])
    // An app with an image has no command.
    #expect(app == ["command"])
  }

  @Test func `writes nothing that was not said`() throws {
    #expect(
      SpecCoding.json(of: try job(ManifestText.job)).text
        == #"{"name":"sleep","appId":"sleep","appVersion":"1"}"#)
    #expect(SpecCoding.json(of: AppSpec()).text == #"{"version":""}"#)
    #expect(SpecCoding.json(of: SystemSpec()).text == "{}")
  }

  @Test func `keeps what an open job type and empty lists mean`() throws {
    let json = try json(document(FullSpecs.app).spec)
    #expect(json["jobType"] == .some(.null))
    #expect(json["jobAttributes"]?["parameterSet"]?["containerArgs"] == .none)
  }

  @Test(arguments: ["", "[]", "{", "{\"appId\": 1}", "{\"appId\": \"a\"}", "null", "{\"x\": 1}"])
  func `decodes nothing that it did not write`(text: String) {
    #expect(SpecCoding.jobSpec(fromJSON: text) == nil)
  }

  @Test func `text that YAML would fold survives`() throws {
    var job = try job(ManifestText.job)
    job.attributes.description = "a\n\n b\u{2028}\u{85}\u{81}\u{7F}\u{FEFF} \t: # \"'\\"
    #expect(SpecCoding.jobSpec(fromJSON: SpecCoding.json(of: job).text) == job)
  }

  static let identityChanges = [
    ("app-1", "app-2"), ("v-1", "v-2"), ("isMpi: true", "isMpi: false"), ("ibrun", "mpirun"),
    ("cmdPrefix: prefix", "cmdPrefix: other"), ("nodeCount: 2", "nodeCount: 3"),
    ("coresPerNode: 3", "coresPerNode: 4"), ("gpus: 1", "gpus: 2"), ("name: k,", "name: l,"),
    ("--k 1", "--k 2"), ("include: true, notes", "include: false, notes"), ("literal", "other"),
    ("--nv", "--rocm"), ("VAR1", "VAR9"), ("value1", "value9"), ("out1", "out9"), ("err1", "err9"),
    ("input1", "input9"), ("IN1", "IN9"), ("data1", "data9"), ("target1", "target9"),
    ("autoMountLocal: true", "autoMountLocal: false"), ("array1", "array9"), ("IN2", "IN9"),
    ("many1, many2", "many2, many1"), ("dir1", "dir9"), ("token-1", "token-2"),
  ]

  @Test(arguments: identityChanges)
  func `what can change the result changes the identity`(old: String, new: String) throws {
    let changed = FullSpecs.job.replacing(old, with: new)
    #expect(changed != FullSpecs.job)
    let identities = (
      SpecCoding.identity(of: try job(FullSpecs.job)), SpecCoding.identity(of: try job(changed))
    )
    #expect(identities.0 != identities.1)
  }

  static let otherChanges = [
    ("description: words", "description: other"), ("BATCH", "FORK"),
    ("dynamicExecSystem: false", "dynamicExecSystem: true"),
    ("[c1]", "[c2]"), ("sys-1", "sys-2"), ("/exec", "/x"), ("/input", "/i"), ("/output", "/o"),
    ("queue-1", "queue-2"), ("/dtnin", "/a"), ("/dtnout", "/b"), ("archive-1", "archive-2"),
    ("/archive", "/c"), ("archiveOnAppError: true", "archiveOnAppError: false"),
    ("ALWAYS", "NEVER"), ("memoryMB: 400", "memoryMB: 401"), ("maxMinutes: 50", "maxMinutes: 51"),
    ("-A account", "-A other"), ("in1]", "in2]"), ("ex1", "ex2"), ("{n: 1}", "{n: 2}"),
    ("includeLaunchFiles: false", "includeLaunchFiles: true"), ("enabled: true", "enabled: false"),
    ("ttlMinutes: 60", "ttlMinutes: 61"),
    ("eventCategoryFilter: ALL", "eventCategoryFilter: JOB_NEW_STATUS"),
    ("a@example", "c@example"), ("tag1, tag2", "tag3"), ("Wait", "Cancel"), ("Rerun", "Hold"),
    ("job/first", "job/last"), ("suspend: false", "suspend: true"), ("priority: 7", "priority: 8"),
    ("limit: 3", "limit: 4"), ("OutOfMemory", "Preempted"), ("90s", "91s"),
    ("memoryMB: 2,", "memoryMB: 3,"), ("maxMinutes: 1.5", "maxMinutes: 2"), ("--resume", "--go-on"),
    ("checkpoints/", "states/"), ("onPrune: Finish", "onPrune: Cancel"), ("30d", "31d"),
    ("2w", "3w"), ("36h", "37h"), ("9000", "9001"), ("maxNewRuns: 11", "maxNewRuns: 12"),
    ("12.5", "13"), ("name: accuracy", "name: precision"), ("metrics.json", "m.json"),
    (".scores[0]", ".scores[1]"), ("took", "lasted"), ("key: TOKEN", "key: TICKET"),
    ("env:MY_TOKEN", "file:token"),
    ("event: FINISHED", "event: FAILED"), ("b@example", "d@example"),
    ("persistent: false", "persistent: true"),
    ("deep: text", "deep: other"), ("team: a", "team: b"),
    ("note: b", "note: c"),
  ]

  @Test(arguments: otherChanges)
  func `what cannot change the result changes the digest alone`(old: String, new: String) throws {
    let changed = FullSpecs.job.replacing(old, with: new)
    #expect(changed != FullSpecs.job)
    let (before, after) = (try document(FullSpecs.job), try document(changed))
    #expect(
      SpecCoding.identity(of: try job(FullSpecs.job)) == SpecCoding.identity(of: try job(changed)))
    #expect(
      SpecCoding.digest(of: before.spec, metadata: before.metadata)
        != SpecCoding.digest(of: after.spec, metadata: after.metadata))
  }

  @Test func `identity does not depend on how a job is written`() throws {
    let block = """
      # A comment.
      kind: Job
      apiVersion: kilim/v1
      spec:
        appVersion: '1'
        parameterSet:
          envVariables: [{value: "2", key: B}, {key: A, value: '1'}]
          appArgs:
            - arg: >-
                --x
                1
              name: x
        appId: "sleep"
      metadata:
        name: sleep
      """
    let flow = """
      {"name": "sleep", "appId": "sleep", "appVersion": "1", "parameterSet": {"appArgs": [{"name": "x",
       "arg": "--x 1"}], "envVariables": [{"key": "A", "value": "1"}, {"key": "B", "value": "2"}]}}
      """
    #expect(SpecCoding.identity(of: try job(block)) == SpecCoding.identity(of: try job(flow)))
  }

  @Test func `identity of an app follows what it runs`() throws {
    func identity(_ old: String, _ new: String) throws -> Digest {
      guard case .app(let app) = try document(FullSpecs.app.replacing(old, with: new)).spec else {
        throw WrongKind()
      }
      return SpecCoding.identity(of: app)
    }
    let same = try identity("x-x", "x-x")
    for (old, new) in [
      ("maxJobs: -1", "maxJobs: 3"), ("words", "w"), ("null", "BATCH"), ("400", "500"),
    ] {
      #expect(try identity(old, new) == same, "\(old)")
    }
    for (old, new) in [("bundle", "other"), ("REQUIRED, notes", "FIXED, notes"), ("ZIP", "DOCKER")]
    {
      #expect(try identity(old, new) != same, "\(old)")
    }
  }
}
