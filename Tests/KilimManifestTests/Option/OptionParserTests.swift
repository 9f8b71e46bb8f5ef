import KilimModel
import KilimTestSupport
import Testing

@testable import KilimManifest

struct OptionParserTests {
  static let slurm: [(String, [String])] = [
    ("", []), ("  ", []),
    ("--account TACC", ["--account=TACC"]), ("--account=TACC", ["--account=TACC"]),
    ("-A TACC", ["--account=TACC"]), ("-ATACC", ["--account=TACC"]),
    ("-A=TACC", ["--account=TACC"]), ("-A 'a b'", ["--account='a b'"]),
    ("--comment \"two words\"", ["--comment=two words"]),
    ("--comment '--not an option'", ["--comment='--not an option'"]),
    ("--comment=--exclusive", ["--comment=--exclusive"]),
    ("--gres=gpu:a100:4", ["--gres=gpu:a100:4"]), ("--export=A=1,B=2", ["--export=A=1,B=2"]),
    ("--exclusive", ["--exclusive"]), ("--exclusive=user", ["--exclusive=user"]),
    ("--nice=-5", ["--nice=-5"]), ("--priority -5", ["--priority=-5"]),
    ("-k --hold", ["--no-kill", "--hold"]), ("-koff", ["--no-kill=off"]),
    ("-vv", ["--verbose", "--verbose"]),
    ("-Hs", ["--hold", "--oversubscribe"]),
    ("-x n[1-3] -w n4", ["--exclude=n[1-3]", "--nodelist=n4"]),
    (
      "--qos long -C bigmem --mail-type=END,FAIL",
      ["--qos=long", "--constraint=bigmem", "--mail-type=END,FAIL"]
    ),
    ("--job-name ${JobName}-tap_", ["--job-name=${JobName}-tap_"]),
    ("-J${JobName}", ["--job-name=${JobName}"]), ("-J$X", ["--job-name=$X"]),
    ("'--qos' 'long'", ["--qos='long'"]), ("'--qos=long'", ["--qos='long'"]),
    ("--tapis-profile tacc", ["--tapis-profile=tacc"]), ("--cluster c", ["--clusters=c"]),
    ("--constraint 'a|b'", ["--constraint='a|b'"]),
    ("--dependency afterok:1:2", ["--dependency=afterok:1:2"]),
  ]

  @Test(arguments: slurm)
  func `reads options of Slurm as sbatch does`(text: String, expected: [String]) {
    #expect(OptionBench.read(text, .slurm) == expected)
  }

  static let docker: [(String, [String])] = [
    ("-v /a:/b -v /c:/d", ["--volume=/a:/b", "--volume=/c:/d"]),
    ("-v$HOME:/h", ["--volume=$HOME:/h"]),
    ("-p8080:80", ["--publish=8080:80"]), ("--rm", ["--rm"]),
    ("-qP", ["--quiet", "--publish-all"]),
    ("--entrypoint ''", ["--entrypoint="]), ("--entrypoint=", ["--entrypoint="]),
    ("--net host --net-alias x", ["--network=host", "--network-alias=x"]),
    ("--memory-swap -1", ["--memory-swap=-1"]),
    ("--mount type=bind,source=$PWD,target=/x", ["--mount=type=bind,source=$PWD,target=/x"]),
    ("-l a=b -l=c=d", ["--label=a=b", "--label=c=d"]),
    ("--gpus '\"device=0,1\"'", ["--gpus='\"device=0,1\"'"]),
    ("--disable-content-trust=false", ["--disable-content-trust=false"]),
  ]

  @Test(arguments: docker)
  func `reads options of a container engine`(text: String, expected: [String]) {
    #expect(OptionBench.read(text, .docker) == expected)
  }

  @Test(arguments: [
    ("--nv --bind /share,$WORK:$PWD/work", ["--nv", "--bind=/share,$WORK:$PWD/work"]),
    ("-B /a -B /b", ["--bind=/a", "--bind=/b"]), ("-ceU", ["--contain", "--cleanenv", "--userns"]),
    ("-u -O x", ["--userns", "--overlay=x"]), ("--nvcli", ["--nvccli"]),
    ("--nohttps", ["--no-https"]),
  ])
  func `reads options of Apptainer and their spellings in Tapis`(text: String, expected: [String]) {
    #expect(OptionBench.read(text, .apptainer) == expected)
  }

  @Test func `takes literal words as they are`() {
    let (options, mistakes) = OptionTable.docker.options(
      in: .words(["-v", "/a b:$c", "--label=x;y", "--hostname", ""]))
    #expect(mistakes == [])
    #expect(
      options.map(\.value) == [[.text("/a b:$c")], [.text("x;y")], []])
    #expect(options.map(\.text) == ["-v /a b:$c", "--label=x;y", "--hostname "])
  }

  @Test func `keeps what the user wrote, and what is live`() throws {
    let text = "-A ${JobOwner}_$GROUP --comment '${USER}' -J ${X}"
    let (options, _) = OptionTable.slurm.options(in: .fragment(text))
    #expect(options.map(\.text) == ["-A ${JobOwner}_$GROUP", "--comment '${USER}'", "-J ${X}"])
    #expect(options.map(\.liveVariables) == [["GROUP"], [], ["X"]])
    #expect(
      options.flatMap(OptionTable.slurm.unexpandedVariables).map(\.message) == [
        "`-A` has `$GROUP`, and a scheduler fills in no variables",
        "`-J` has `$X`, and a scheduler fills in no variables",
      ])
    let (binds, _) = OptionTable.apptainer.options(in: .fragment("--bind $HOME"))
    #expect(binds.flatMap(OptionTable.apptainer.unexpandedVariables) == [])
  }

  @Test func `finds what is given twice`() {
    let text = "-A a -x n1 --account=b -vv --exclude n2 -A c"
    let (options, _) = OptionTable.slurm.options(in: .fragment(text))
    let repeats = OptionTable.slurm.repeats(in: options)
    #expect(repeats.map(\.second) == [2, 5, 6] && repeats.map(\.first) == [0, 1, 0])
    let (mounts, _) = OptionTable.docker.options(in: .fragment("-v a:b -v c:d -w /x"))
    #expect(OptionTable.docker.repeats(in: mounts).isEmpty)
  }

  @Test(arguments: OptionTable.all.map(\.tool))
  func `reads every accepted option back by all of its names`(tool: String) throws {
    let table = try #require(OptionTable.all.first { $0.tool == tool })
    for rule in table.rules where rule.status == .accepted {
      for name in rule.names {
        switch rule.value {
        case .none: #expect(OptionBench.read(name, table) == [rule.name])
        case .optional: #expect(OptionBench.read(name, table) == [rule.name])
        case .required: #expect(OptionBench.read(name + " x", table) == [rule.name + "=x"])
        }
      }
    }
  }

  @Test func `suggests the right option for most slips`() {
    var random = SeededGenerator(seed: 7)
    var right = 0
    var total = 0
    for rule in OptionTable.slurm.rules where rule.status == .accepted && rule.name.count > 6 {
      var letters = Array(rule.name)
      let index = Int.random(in: 3..<(letters.count - 1), using: &random)
      letters.swapAt(index, index + 1)
      let slip = String(letters)
      guard OptionTable.slurm[slip] == nil else { continue }
      total += 1
      if OptionTable.slurm.nearest(to: slip) == rule.name { right += 1 }
    }
    #expect(total > 60 && right * 100 >= total * 95, "\(right) of \(total)")
  }

  @Test(arguments: 0..<20)
  func `never traps, and says something about all that it refuses`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let alphabet = Array(" -=AvnxB$'\"\\{}ab\u{e9}\u{0}\n\u{1f600};--")
    for _ in 0..<100 {
      let length = Int.random(in: 0...30, using: &random)
      let text = String((0..<length).map { _ in alphabet.randomElement(using: &random) ?? "-" })
      for table in OptionTable.all {
        let (options, mistakes) = table.options(in: .fragment(text))
        #expect(options.allSatisfy { table[$0.name]?.status == .accepted })
        #expect(mistakes.allSatisfy { !$0.message.isEmpty && !$0.hint.isEmpty })
        let words = (try? WordSplitter.split(text)) ?? []
        #expect(words.isEmpty || !options.isEmpty || !mistakes.isEmpty)
      }
    }
  }
}
