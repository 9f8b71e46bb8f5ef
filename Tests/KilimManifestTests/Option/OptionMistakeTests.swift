import KilimModel
import Testing

@testable import KilimManifest

struct OptionMistakeTests {
  private static func mistakes(_ text: String, _ table: OptionTable) -> String {
    table.options(in: .fragment(text)).mistakes.map {
      "\($0.code.rawValue): \($0.message) [\($0.hint)]"
    }.joined(separator: "\n")
  }

  static let slurm: [(String, String)] = [
    ("--acount TACC", "K0509: `--acount` is no option of sbatch [did you mean `--account`?]"),
    ("--accou TACC", "K0509: `--accou` is no option of sbatch [did you mean `--account`?]"),
    ("-nodes 2", "K0509: `-nodes` is no option of sbatch [did you mean `--nodes`?]"),
    ("--volume a:b", "K0509: `--volume` is no option of sbatch [it is an option of docker run]"),
    ("-Z", "K0509: `-Z` is no option of sbatch [see the manual of sbatch for its options]"),
    (
      "--time 10",
      "K0510: `--time` is set by Kilim, from `maxMinutes` [give `maxMinutes` in the job or its App, and leave this out]"
    ),
    (
      "-N4",
      "K0510: `-N` is set by Kilim, from `nodeCount` [give `nodeCount` in the job or its App, and leave this out]"
    ),
    (
      "--wrap=ls",
      "K0511: `--wrap` of sbatch does not work here: Kilim writes the script [leave it out]"
    ),
    (
      "-W",
      "K0511: `-W` of sbatch does not work here: submitting would last until the job ends; Kilim waits by itself [leave it out]"
    ),
    ("--account", "K0511: `--account` needs a value [write `--account VALUE`]"),
    ("--account=", "K0511: `--account` needs a value [write `--account VALUE`]"),
    ("-A ''", "K0511: `-A` needs a value [write `-A VALUE`]"),
    (
      "--comment --hold",
      "K0511: `--comment` needs a value, and the option `--hold` follows [write `--comment=--hold` if that is the value]"
    ),
    (
      "--hold=yes",
      "K0511: `--hold` takes no value, and `yes` is one [write `--hold` alone, or leave it out]"
    ),
    (
      "-Hx", "K0511: `-H` takes no value, and `x` is one [write `-H` alone, or leave it out]"
    ),
    (
      "--exclusive user",
      "K0511: `--exclusive` takes its value only after `=`, and `user` stands apart [write `--exclusive=user`]"
    ),
    (
      "sopt1",
      "K0511: `sopt1` is neither an option of sbatch nor the value of one [options begin with `-`; put a value that has blanks into quotes]"
    ),
    (
      "hold",
      "K0511: `hold` is neither an option of sbatch nor the value of one [did you mean `--hold`?]"
    ),
    (
      "--comment two words",
      "K0511: `words` is neither an option of sbatch nor the value of one [options begin with `-`; put a value that has blanks into quotes]"
    ),
    (
      "'--qos long'",
      "K0509: `--qos long` is no option of sbatch [write `--qos` and its value without quotes around both]"
    ),
    (
      "$OPTIONS",
      "K0511: `$OPTIONS` hides the name of an option in a variable [write the option's name itself; its value may have `$NAME`]"
    ),
    (
      "--${JobName}",
      "K0511: `--${JobName}` hides the name of an option in a variable [write the option's name itself; its value may have `$NAME`]"
    ),
    (
      "-A <allocation>",
      "K0406: an `arg` holds words, and this one has `<`, which is a redirection [quote it to pass it on as text, write literal words in `args: [...]`, or put shell code in `cmdPrefix`]"
    ),
    (
      "--comment 'a\nb'",
      "K0511: the value of `--comment` has a line break or another control character [write the value in one line, in printable characters]"
    ),
    (
      "--acount a b c --qos=x --hold=1",
      """
      K0509: `--acount` is no option of sbatch [did you mean `--account`?]
      K0511: `--hold` takes no value, and `1` is one [write `--hold` alone, or leave it out]
      """
    ),
  ]

  @Test(arguments: slurm)
  func `says what is wrong with an option of Slurm`(text: String, expected: String) {
    #expect(Self.mistakes(text, .slurm) == expected)
  }

  static let containers: [(String, String, String)] = [
    (
      "docker run", "--env A=1",
      "K0510: `--env` is set by Kilim, from `envVariables` [give `envVariables` in the job or its App, and leave this out]"
    ),
    (
      "docker run", "--name x",
      "K0510: `--name` is set by Kilim: the container is named after its run, so that it is found again [leave it out]"
    ),
    (
      "docker run", "-it",
      "K0511: `-i` of docker run does not work here: nobody sits at a job [leave it out]\nK0511: `-t` of docker run does not work here: nobody sits at a job [leave it out]"
    ),
    (
      "docker run", "--bind a:b",
      "K0509: `--bind` is no option of docker run [it is an option of apptainer run]"
    ),
    (
      "docker run", "--tapis-zip-save",
      "K0509: `--tapis-zip-save` is no option of docker run [it is an option of the runtime ZIP]"
    ),
    (
      "apptainer run", "--volum a:b",
      "K0509: `--volum` is no option of apptainer run [see the manual of apptainer run for its options]"
    ),
    (
      "apptainer run", "--env A=1",
      "K0510: `--env` is set by Kilim, from `envVariables` [give `envVariables` in the job or its App, and leave this out]"
    ),
    (
      "apptainer run", "--nv --bnid /x",
      "K0509: `--bnid` is no option of apptainer run [did you mean `--bind`?]"
    ),
    (
      "podman run", "--pod p",
      "K0511: `--pod` of podman run does not work here: a run is one container, not part of a pod [leave it out]"
    ),
    (
      "the runtime ZIP", "--tapis-zip-safe",
      "K0509: `--tapis-zip-safe` is no option of the runtime ZIP [did you mean `--tapis-zip-save`?]"
    ),
  ]

  @Test(arguments: containers)
  func `says what is wrong with an option of a container`(
    tool: String, text: String, expected: String
  ) throws {
    let table = try #require(OptionTable.all.first { $0.tool == tool })
    #expect(Self.mistakes(text, table) == expected)
  }

  @Test func `says what is given twice`() {
    let mistake = OptionMistake.repeated(text: "--account=b", first: "-A a")
    let diagnostic = mistake.diagnostic(path: "spec.parameterSet.schedulerOptions[1].arg")
    #expect(diagnostic.code == .invalidOption)
    #expect(diagnostic.message == "`--account=b` is given although `-A a` is there already")
    #expect(diagnostic.hint == "keep one of them; `-A a` comes first")
  }

  @Test func `keeps messages short`() {
    let long = String(repeating: "x", count: 60_000)
    for text in ["--\(long)", long, "--hold=\(long)", "--exclusive \(long)"] {
      for mistake in OptionTable.slurm.options(in: .fragment(text)).mistakes {
        #expect(mistake.message.utf8.count + mistake.hint.utf8.count < 400)
      }
    }
  }

  @Test func `stops after many mistakes`() {
    let text = Array(repeating: "--volumee=x", count: 5_000).joined(separator: " ")
    #expect(OptionTable.docker.options(in: .fragment(text)).mistakes.count == 20)
  }
}
