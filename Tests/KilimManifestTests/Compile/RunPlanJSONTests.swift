import KilimModel
import Testing

@testable import KilimManifest

struct RunPlanJSONTests {
  /// A plan in which everything differs from the defaults.
  static func full() throws -> RunPlan {
    var plan = RunPlan(
      uuid: try #require(RunUUID(Workbench.uuidText)),
      created: Timestamp(milliseconds: 1_619_462_695_544))
    plan.jobName = "name"
    plan.owner = "job/name"
    plan.appId = "app"
    plan.appVersion = "2"
    plan.runtime = .zip
    plan.jobType = .batch
    plan.execSystemId = "here"
    plan.archiveSystemId = "there"
    plan.description = "it's \"quoted\"\n"
    plan.directories.rootDir = "/r"
    plan.directories.working = "/r/w"
    plan.directories.input = "/r/i"
    plan.directories.exec = "/r/e"
    plan.directories.output = "/r/o"
    plan.command = [
      CommandWord("a b"), CommandWord(parts: [.text("x="), .variable("HOME"), .text("/y")]),
      CommandWord(parts: [.variable("A")]), CommandWord(""),
    ]
    plan.commandPrefix = "time"
    plan.mpiCommand = "mpirun"
    plan.environment = [PlannedVariable("A", ""), PlannedVariable("B", "é")]
    plan.image = PlannedImage(source: .url("https://h/x.zip"), digest: .of("image"))
    plan.image?.keepArchive = true
    var container = PlannedContainer(image: "docker://a/b:1")
    container.options = [
      PlannedOption("--nv"),
      PlannedOption("--bind", CommandWord(parts: [.variable("HOME"), .text(":/h")])),
    ]
    plan.container = container
    var batch = PlannedBatch()
    batch.queue = "normal"
    batch.options = [PlannedOption("--time", CommandWord("5"))]
    batch.moduleCommands = ["module load x"]
    batch.profile = "site"
    plan.batch = batch
    var far = PlannedSystem(id: "s", host: "h")
    far.type = .s3
    far.port = 22
    far.user = "u"
    far.bucket = "b"
    plan.systems = [far]
    var input = PlannedInput(name: "i", source: .path("/p"), target: "t")
    input.optional = true
    plan.inputs = [
      input, PlannedInput(name: "u", source: .url("http://h/x"), target: "x"),
      PlannedInput(name: "k", source: .inPlace(path: "/k"), target: "k"),
      PlannedInput(name: "r", source: .remote(systemId: "s", path: "/r"), target: "r"),
    ]
    plan.archive.mode = .skipOnFail
    plan.archive.directory = "/r/a"
    plan.archive.includes = ["*.csv"]
    plan.archive.excludes = ["tmp"]
    plan.archive.includeLaunchFiles = false
    plan.stdoutFilename = "out"
    plan.stderrFilename = "err"
    plan.nodeCount = 2
    plan.coresPerNode = 3
    plan.memoryMB = 4
    plan.maxMinutes = 5
    plan.gpus = 6
    var hook = PlannedSubscription(
      name: "job-1", category: .newStatus, status: .failed, method: .webhook, address: "https://h/")
    hook.once = true
    hook.ttlMinutes = 60
    plan.subscriptions = [
      hook,
      PlannedSubscription(
        name: "job-2", category: .all, status: nil, method: .email, address: "a@b"),
    ]
    plan.tags = ["x", "y"]
    plan.dependsOn = ["job/prepare"]
    plan.priority = 7
    plan.retry = PlannedRetry(
      limit: 2, on: [.timeLimit], backoffSeconds: 5, memoryScale: 1.5, minutesScale: 2,
      maxMemoryMB: 4096, maxMinutes: 90)
    var restart = RestartPolicy()
    restart.args = ["--resume"]
    restart.keep = ["state/**"]
    plan.restart = restart
    plan.execSystemReason = "it is the only one"
    plan.pendingFacts = [
      PendingFact(text: "HOST_EVAL($W, /w)", systemId: "s", variable: "W", fallback: "/w"),
      PendingFact(text: "HOST_EVAL($V)", systemId: "s", variable: "V"),
    ]
    return plan
  }

  private static func members(of json: JSONValue) -> [JSONValue.Member]? {
    guard case .object(let members) = json else { return nil }
    return members
  }

  @Test func `reads back what it writes`() throws {
    for plan in [try Self.full(), try Workbench().plan()] {
      #expect(RunPlan(json: plan.json) == plan)
      #expect(RunPlan(json: try JSONValue(reading: plan.json.text)) == plan)
      #expect(RunPlan(json: try JSONValue(reading: plan.json.prettyText)) == plan)
    }
    for source: PlannedImage.Source in [
      .directory(path: "/d"), .archive(path: "/a.zip"), .inPlace(path: "/i.zip"),
      .remote(systemId: "s", path: "/r.zip"),
    ] {
      var plan = try Self.full()
      plan.image = PlannedImage(source: source, digest: nil)
      #expect(RunPlan(json: plan.json) == plan)
    }
  }

  @Test func `every property is in the text`() throws {
    let names = Mirror(reflecting: try Self.full()).children.compactMap(\.label)
    let members = try #require(Self.members(of: try Self.full().json))
    #expect(
      members.map(\.key)
        == names.sorted { left, right in
          let keys = members.map(\.key)
          return keys.firstIndex(of: left) ?? -1 < keys.firstIndex(of: right) ?? -1
        })
    #expect(Set(members.map(\.key)) == Set(names))
  }

  @Test func `the digest depends on everything and on nothing else`() throws {
    let plan = try Self.full()
    #expect(plan.digest == (try Self.full()).digest)
    let members = try #require(Self.members(of: plan.json))
    for member in members {
      let text = JSONValue.object(members.filter { $0.key != member.key }).text
      #expect(Digest.of(text) != plan.digest)
    }
  }

  @Test(arguments: [
    "null", "{}", #"{"uuid":"x","created":1}"#, #"[]"#,
    #"{"uuid":"01234567-89ab-4def-8123-456789abcdef-007"}"#,
    #"{"uuid":"01234567-89ab-4def-8123-456789abcdef-007","created":1,"later":2}"#,
    #"{"uuid":"01234567-89ab-4def-8123-456789abcdef-007","created":1,"runtime":"X"}"#,
    #"{"uuid":"01234567-89ab-4def-8123-456789abcdef-007","created":1,"command":[1]}"#,
    #"{"uuid":"01234567-89ab-4def-8123-456789abcdef-007","created":1,"environment":{"A":1}}"#,
    #"{"uuid":"01234567-89ab-4def-8123-456789abcdef-007","created":1,"image":{}}"#,
    #"{"uuid":"01234567-89ab-4def-8123-456789abcdef-007","created":1,"tags":"x"}"#,
    #"{"uuid":"01234567-89ab-4def-8123-456789abcdef-007","created":1,"jobName":1}"#,
  ])
  func `refuses what it did not write`(text: String) throws {
    #expect(RunPlan(json: try JSONValue(reading: text)) == nil)
  }

  @Test func `prints a small plan so`() throws {
    var plan = try Workbench().plan()
    plan.environment = [PlannedVariable("HOME", "/home/ada")]
    plan.command.append(CommandWord(parts: [.text("--in="), .variable("HOME")]))
    #expect(
      plan.json.prettyText == """
        {
          "jobName": "first",
          "uuid": "01234567-89ab-4def-8123-456789abcdef-007",
          "owner": "job/first",
          "appId": "tool",
          "appVersion": "1",
          "runtime": "NATIVE",
          "execSystemId": "local",
          "archiveSystemId": "local",
          "description": "tool@1, run by ada",
          "created": 1619462695544,
          "directories": {
            "rootDir": "/",
            "working": "/work",
            "input": "/work/jobs/01234567-89ab-4def-8123-456789abcdef-007",
            "exec": "/work/jobs/01234567-89ab-4def-8123-456789abcdef-007",
            "output": "/work/jobs/01234567-89ab-4def-8123-456789abcdef-007/output"
          },
          "command": [
            "/bin/echo",
            [
              "--in=",
              {
                "variable": "HOME"
              }
            ]
          ],
          "environment": {
            "HOME": "/home/ada"
          },
          "archive": {
            "directory": "/work/jobs/01234567-89ab-4def-8123-456789abcdef-007/output"
          }
        }
        """)
  }
}
