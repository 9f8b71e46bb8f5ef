/// A small program in a container, whose answers are to be equal in all runtimes.
struct Probe {
  var name: String
  var words: [String]
  var exitCode: Int?
  var condition: String
  /// More lines of the job's spec.
  var more: [String]
  /// What a runtime says of a program that it cannot start is its own.
  var comparesStreams: Bool
  /// Of the App whose image has an entrypoint.
  var usesEntrypoint: Bool
  /// What it must print; nil for whatever is equal in all.
  var output: String?

  private static let failure = "JOB_REMOTE_OUTCOME_ERROR"

  /// A shell script.
  static func script(
    _ name: String, _ text: String, exit: Int = 0, prints output: String? = nil,
    more: [String] = []
  ) -> Probe {
    program(name, ["/bin/sh", "-c", text], exit: exit, prints: output, more: more)
  }

  static func program(
    _ name: String, _ words: [String], exit: Int = 0, prints output: String? = nil,
    more: [String] = [], usesEntrypoint: Bool = false
  ) -> Probe {
    Probe(
      name: name, words: words, exitCode: exit,
      condition: exit == 0 ? "NORMAL_COMPLETION" : failure, more: more, comparesStreams: true,
      usesEntrypoint: usesEntrypoint, output: output)
  }

  /// A program that cannot be started.
  static func refused(_ name: String, _ words: [String], _ condition: String) -> Probe {
    Probe(
      name: name, words: words, exitCode: nil, condition: condition, more: [],
      comparesStreams: false, usesEntrypoint: false, output: nil)
  }
}

extension Probe {
  /// - Parameter folder: of this machine, with `local/note` in it for a mount and a file `here`.
  static func all(folder: String) -> [Probe] {
    arguments + codes + signals + identity + environment + files(folder) + streams + starts
      + processes
  }

  private static let arguments: [Probe] = [
    program(
      "words", ["/probe/words", "a b", "$HOME", "$(id)", "`id`", "\"q\"", "it's", "*", "x\\y", ""],
      prints: "<a b><$HOME><$(id)><`id`><\"q\"><it's><*><x\\y><>\n"),
    program("usual-command", [], prints: "from the image\n"),
    program("entry", ["a b", ""], prints: "<first><a b><>\n", usesEntrypoint: true),
    program("entry-usual", [], prints: "<first><usual>\n", usesEntrypoint: true),
    program(
      "dashes", ["/probe/words", "--rm", "-v", "--", "--env=A=1"],
      prints: "<--rm><-v><--><--env=A=1>\n"),
    program("unicode", ["/probe/words", "Zürich", "東京"], prints: "<Zürich><東京>\n"),
    program(
      "many-words", ["sh", "-c", "echo $#", "sh"] + (1...2000).map { "w\($0)" },
      prints: "2000\n"),
    program(
      "long-word", ["sh", "-c", "echo ${#1}", "sh", String(repeating: "x", count: 100_000)],
      prints: "100000\n"),
  ]

  private static let codes: [Probe] = [
    0, 1, 2, 3, 42, 64, 100, 125, 126, 127, 128, 129, 137, 143, 254, 255,
  ].map { script("exit-\($0)", "exit \($0)", exit: $0, prints: "") }

  private static let signals: [Probe] = [
    ("hup", 1), ("int", 2), ("kill", 9), ("usr1", 10), ("segv", 11), ("term", 15),
  ].map { name, number in
    script("signal-\(name)", "kill -\(number) $$; sleep 9", exit: 128 + number, prints: "")
  }

  private static let identity: [Probe] = [
    script("user", "id -u"), script("group", "id -g"), script("umask", "umask", prints: "0022\n"),
    script("directory", "pwd; echo $PWD", prints: "/TapisExec\n/TapisExec\n"),
    script("not-the-first", "test $$ -ne 1"),
    script("no-terminal", "test -t 0 || test -t 1 || test -t 2", exit: 1),
  ]

  private static let environment: [Probe] = [
    script("home", "echo $HOME; test -w $HOME", prints: "/TapisExec\n"),
    script("login", "echo $LOGNAME $USER $LANG"),
    script("path", "echo ${PATH%%:*}", prints: "/bin\n"),
    script("of-the-image", "echo $KIND", prints: "image\n"),
    script(
      "nothing-leaks", "env | grep -E '^(LEAK|_kilim|DOCKER|CONTAINERS|XDG)' || echo none",
      prints: "none\n"),
    variables(
      "values", ["COMMA": "a,b", "QUOTES": "'\"`", "DOLLAR": "$HOME $(id) ${X}", "EQUALS": "a=b"],
      #"printf '%s|' "$COMMA" "$QUOTES" "$DOLLAR" "$EQUALS""#,
      prints: "a,b|'\"`|$HOME $(id) ${X}|a=b|"),
    variables(
      "blanks", ["BLANKS": "  two  words  "], #"printf '%s|' "$BLANKS""#,
      prints: "  two  words  |"),
    variables(
      "backslash", ["SLASHES": #"a\nb\\c"#], #"printf '%s|' "$SLASHES""#,
      prints: #"a\nb\\c|"#),
    variables("empty-value", ["EMPTY": ""], #"echo "${EMPTY-unset}""#, prints: "\n"),
    variables(
      "own-path", ["PATH": "/probe:/bin"], "words found; echo ${PATH%%:*}",
      prints: "<found>\n/probe\n"),
    variables("own-language", ["LANG": "de_DE.UTF-8"], "echo $LANG", prints: "de_DE.UTF-8\n"),
    script("names-of-the-run", "env | grep '^_tapis' | cut -d= -f1 | sort"),
  ]

  private static func variables(
    _ name: String, _ values: [String: String], _ text: String, prints output: String
  ) -> Probe {
    let list = values.sorted { $0.key < $1.key }.map { key, value in
      "{key: \(key), value: \(Manifest.quoted(value))}"
    }
    var probe = script(name, text, prints: output)
    probe.more = ["parameterSet.envVariables: [\(list.joined(separator: ", "))]"]
    return probe
  }

  private static func files(_ folder: String) -> [Probe] {
    let local =
      #"fileInputs: [{name: note, sourceUrl: "tapislocal://exec.tapis\#(folder)/local", targetPath: /note}]"#
    let input = "fileInputs: [{name: data, sourceUrl: data.txt, targetPath: data.txt}]"
    return [
      script("input", "cat /TapisInput/data.txt", prints: "data\n", more: [input]),
      script(
        "input-is-read-only", "echo x >/TapisInput/new 2>/dev/null || echo refused",
        prints: "refused\n"),
      script("output", "echo x >/TapisOutput/result; cat /TapisOutput/result", prints: "x\n"),
      script("exec-directory", "echo x >/TapisExec/made; cat made", prints: "x\n"),
      script("local-input", "cat /note/note", prints: "local\n", more: [local]),
      script(
        "local-input-is-read-only", "echo x >/note/new 2>/dev/null || echo refused",
        prints: "refused\n", more: [local]),
      script(
        "scratch", "echo a >/tmp/a; echo b >/var/tmp/b; cat /tmp/a /var/tmp/b",
        prints: "a\nb\n"),
      script("own-root", "echo x >/made && cat /made", prints: "x\n"),
      script("no-host-files", "ls \(folder)/here 2>/dev/null || echo none", prints: "none\n"),
      script("clean-scratch", "ls /tmp /var/tmp", prints: "/tmp:\n\n/var/tmp:\n"),
      script(
        "mode-of-files", "umask; touch /TapisOutput/f; stat -c %a /TapisOutput/f",
        prints: "0022\n644\n"),
    ]
  }

  private static let streams: [Probe] = [
    script("both-streams", "echo out; echo err >&2"),
    script("no-newline", "printf x; printf y >&2", prints: "x"),
    script("large", "yes 0123456789abcdef | head -c 1000000"),
    script("bytes", #"printf '\001\002\377\n' | md5sum"#),
    script("empty-input", "cat; echo end", prints: "end\n"),
  ]

  private static let starts: [Probe] = [
    refused("no-command", ["nosuch"], "JOB_COMMAND_NOT_FOUND"),
    refused("no-file", ["/bin/nosuch"], "JOB_COMMAND_NOT_FOUND"),
    refused("no-interpreter", ["/probe/no-interpreter"], "JOB_COMMAND_NOT_FOUND"),
    refused("not-executable", ["/probe/not-executable"], "JOB_COMMAND_NOT_EXECUTABLE"),
    refused("a-directory", ["/probe"], "JOB_COMMAND_NOT_EXECUTABLE"),
    script("own-127", "nosuch 2>/dev/null", exit: 127),
    script("own-126", "/probe/not-executable 2>/dev/null", exit: 126),
    script("own-fatal", "echo 'FATAL: mine' >&2; exit 1", exit: 1),
  ]

  private static let processes: [Probe] = [
    script("orphans", "sleep 300 & echo started", prints: "started\n"),
    script(
      "enough-memory", "x=$(head -c 1000000 /dev/zero | tr '\\0' a); echo ${#x}",
      prints: "1000000\n", more: ["memoryMB: 256"]),
    Probe(
      name: "out-of-memory", words: ["sh", "-c", "x=a; while :; do x=$x$x; done"], exitCode: 137,
      condition: "JOB_OUT_OF_MEMORY", more: ["memoryMB: 64"], comparesStreams: true,
      usesEntrypoint: false, output: ""),
  ]
}
