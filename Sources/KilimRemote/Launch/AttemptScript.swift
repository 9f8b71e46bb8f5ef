import KilimManifest

/// The script of one attempt, for any POSIX shell with coreutils and setsid(1): it claims the
/// attempt, starts the program, waits for it and writes down how it ended.
///
/// It lies in a directory of its own, named after the token, beside the records that it makes:
///
/// - `claim`, a symbolic link whose text is `PID START-TIME BOOT-ID HOST`: made by the one script
///   that may start the program. Making a link is atomic, on network file systems too.
/// - `start`: the same and the time, once the claim holds.
/// - `program`: process id and start time of the program.
/// - `cancel`: somebody wants the program ended.
/// - `outcome`: how it ended; written under another name, then renamed.
enum AttemptScript {
  static func text(_ order: RemoteOrder) -> String {
    [
      "token=\(order.token.hex) grace=\(order.graceSeconds) limit=\(order.timeLimitSeconds)",
      "codefile=\(ShellQuoting.quoted(order.exitCodeFile))",
      common, program(order), wrapper, stopper,
      #"case $1 in program) program "$2" "$3" ;; stop) stop ;; *) wrapper ;; esac"#,
    ].joined(separator: "\n") + "\n"
  }

  /// What one process does in place of another's: look, send, keep.
  private static let common = #"""
    LC_ALL=C; export LC_ALL
    now() { t=$(date +%s%3N); case $t in *[!0-9]*) t=$(date +%s)000 ;; esac; }
    keep() { until printf '%s\n' "$2" >"$1.new" && mv -f "$1.new" "$1"; do sleep 5; done; }
    since() { read -r l <"/proc/$1/stat" || return 1; l=${l##*) }; set -- $l; begun=${20}; }
    left() { grep -lsF "_kilimAttempt=$token" /proc/[0-9]*/environ; }
    send() {
      [ -z "$main" ] || kill "-$1" "-$main"
      for f in $(left); do p=${f#/proc/}; kill "-$1" "${p%/environ}"; done
    }
    clear() {
      n=0
      while [ -n "$(left)" ] || { [ -n "$main" ] && kill -0 "-$main"; }; do
        if [ $n -eq 0 ]; then send TERM; send CONT; fi
        if [ $n -ge $((grace * 5)) ]; then send KILL; fi
        sleep 0.2 || sleep 1
        n=$((n + 1))
      done
    } 2>/dev/null
    """#

  private static let wrapper = #"""
    wrapper() {
      trap : HUP INT TERM
      main=
      since $$ && read -r boot </proc/sys/kernel/random/boot_id && host=$(uname -n) || exit 1
      ln -s "$$ $begun $boot $host" claim 2>/dev/null || exit 0
      now; started=$t
      keep start "$$ $begun $boot $host $started"
      timeout=$(command -v timeout) env=$(command -v env)
      if [ -z "$timeout" ] || [ -z "$env" ]; then
        keep outcome "failed $started the host has no timeout(1); install coreutils there"
        exit
      fi
      read -r up idle </proc/uptime
      setsid "$env" -i ${HOME+HOME="$HOME"} ${LOGNAME+LOGNAME="$LOGNAME"} ${PATH+PATH="$PATH"} \
        ${USER+USER="$USER"} /bin/sh ./job program "$timeout" "$env" &
      main=$!
      since $main 2>/dev/null
      keep program "$main $begun"
      while :; do
        wait $main; code=$?
        kill -0 $main 2>/dev/null || break
      done
      now; ended=$t
      read -r end idle </proc/uptime
      if [ -e refused ]; then
        read -r why <refused
        keep outcome "failed $started $why"
        exit
      fi
      clear
      times >times
      { read -r idle; read -r user system; } <times
      late=0 killed=0
      case $code in 124 | 137) [ $((${end%.*} - ${up%.*} - limit)) -lt 0 ] || late=1 ;; esac
      [ ! -e cancel ] || killed=1
      printf '%s\n' "$code" >"$codefile"
      keep outcome "ended $token $code $started $ended $late $killed $user $system"
    } 2>>log
    """#

  /// Has the whole tree end, and does not go before it has.
  private static let stopper = #"""
    stop() {
      main= begun= known=
      while [ ! -e outcome ]; do
        if [ -e program ]; then
          read -r main known <program
          since "$main" 2>/dev/null && [ "$begun" = "$known" ] || main=
          clear
        fi
        set -- $(readlink claim)
        since "$1" 2>/dev/null && [ "$begun" = "$2" ] || break
        sleep 0.2 || sleep 1
      done
      clear
    } 2>>log
    """#

  private static func program(_ order: RemoteOrder) -> String {
    let directory = ShellQuoting.quoted(order.workingDirectory)
    let output = ShellQuoting.quoted(order.standardOutput)
    let error = ShellQuoting.quoted(order.standardError)
    var lines = [
      "program() {",
      #"timeout=$1 env=$2 records=$PWD"#,
      #"refuse() { printf '%s\n' "$1" >"$records/refused"; exit 126; }"#,
      "cd \(directory) 2>/dev/null || refuse \"cannot enter the directory \"\(directory)",
      "(: >>\(output)) 2>/dev/null || refuse \"cannot write \"\(output)",
      "exec >>\(output)",
    ]
    if order.standardError == order.standardOutput {
      lines.append("exec 2>&1")
    } else {
      lines.append("(: >>\(error)) 2>/dev/null || refuse \"cannot write \"\(error)")
      lines.append("exec 2>>\(error)")
    }
    if order.isBundle { lines += bundle }
    lines.append("unset LC_ALL")
    lines += order.environment.map {
      "\($0.key)=\(ShellQuoting.quoted($0.value)); export \($0.key)"
    }
    lines.append("_kilimAttempt=\(order.token.hex); export _kilimAttempt")
    lines.append("set -- \(order.words.map { ShellQuoting.quote($0) }.joined(separator: " "))")
    if order.isBundle { lines.append(#"set -- "$bundle" "$@""#) }
    lines.append(find)
    if let prefix = order.prefix {
      lines.append("set -- /bin/sh -c \(ShellQuoting.quoted(prefix + #" "$@""#)) sh \"$@\"")
    }
    let own = Set(order.environment.map(\.key))
    let unset = ["PWD", "OLDPWD", "SHLVL", "_"].filter { !own.contains($0) }.map { "-u \($0)" }
    lines.append(
      #"exec "$timeout" -k \#(order.graceSeconds) \#(order.timeLimitSeconds) "$env" "#
        + unset.joined(separator: " ") + #" "$@""#)
    return (lines + ["}"]).joined(separator: "\n")
  }

  /// Tapis reference, section 9.4: the script of that name, else what the manifest names.
  private static let bundle = [
    "bundle=tapisjob_app.sh",
    #"[ -f "$bundle" ] || bundle=$(sed -n 's/^tapisjob_executable=//p' tapisjob.manifest)"#,
    #"chmod +x "$bundle" 2>/dev/null; bundle=$PWD/$bundle"#,
  ]

  private static let find = #"""
    case $1 in
    */*) [ -f "$1" ] || refuse "there is no program $1"
      [ -x "$1" ] || refuse "cannot execute $1: permission denied" ;;
    *) command -v "$1" >/dev/null || refuse "there is no program \"$1\" in PATH ($PATH)" ;;
    esac
    """#
}
