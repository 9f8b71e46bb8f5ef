package import KilimLaunch
import KilimManifest
package import KilimTransport

/// One round trip to the launch records of a host: launches, cancels, forgets and looks at any
/// number of attempts. Every part may be repeated.
package struct LaunchExchange: Sendable {
  package var launches: [RemoteOrder] = []
  package var cancels: [LaunchToken] = []
  package var forgets: [LaunchToken] = []
  /// Attempts to tell about.
  package var looks: [LaunchToken] = []
  /// For how long the host waits for one of them to end, when none has.
  package var holdMilliseconds = 0
  /// Of a caller that leaves: it takes what time there is, and no more.
  package var isLast = false

  package init() {}

  package var isEmpty: Bool {
    launches.isEmpty && cancels.isEmpty && forgets.isEmpty && looks.isEmpty
  }

  /// Where the records lie: in the home directory, which is there after a restart of the host.
  package static let directory = #"${XDG_STATE_HOME:-$HOME/.local/state}/kilim-attempts"#

  /// The scripts of the attempts, as a tar archive.
  package var input: [TarEntry] {
    launches.flatMap { order in
      [
        TarEntry(order.token.hex, .directory, mode: 0o700),
        TarEntry("\(order.token.hex)/job", .bytes(Array(AttemptScript.text(order).utf8))),
      ]
    }
  }

  package var script: String {
    var parts = [Self.open]
    if !launches.isEmpty {
      parts.append(
        "command -v setsid >/dev/null || { echo 'setsid(1) is missing; install util-linux' >&2; exit 72; }"
      )
      parts.append("tar -xf - || exit 73")
      parts.append("for t in \(list(launches.map(\.token))); do launch; done")
    }
    if !cancels.isEmpty { parts.append("for t in \(list(cancels)); do cancel; done") }
    if !forgets.isEmpty { parts.append("rm -rf \(list(forgets))") }
    if !looks.isEmpty {
      let tokens = list(looks)
      if holdMilliseconds >= 20 {
        parts.append("n=0; while [ $n -lt \(holdMilliseconds / 20) ]; do")
        parts.append("  for t in \(tokens); do [ ! -e $t/outcome ] || break 2; done")
        parts.append("  sleep 0.02 2>/dev/null || sleep 1; n=$((n + 1))")
        parts.append("done")
      }
      parts.append("for t in \(tokens); do look; done")
    }
    return parts.joined(separator: "\n")
  }

  private func list(_ tokens: [LaunchToken]) -> String {
    tokens.map(\.hex).joined(separator: " ")
  }

  /// Tokens are hexadecimal digits: they need no quotes.
  private static let open = #"""
    base=\#(directory)
    [ -d "$base" ] || { mkdir -p "$base" && chmod 700 "$base"; } || exit 71
    cd "$base" || exit 71
    read -r boot </proc/sys/kernel/random/boot_id
    host=$(uname -n)
    echo "host $(nproc 2>/dev/null || echo 1) $host"
    launch() { (cd $t && exec setsid /bin/sh ./job) </dev/null >/dev/null 2>&1 & }
    keep() { printf '%s\n' "$2" >"$1.new" && mv -f "$1.new" "$1"; }
    alive() {
      { read -r l <"/proc/$1/stat"; } 2>/dev/null || return 1
      set -- "$2" ${l##*) }
      [ "$2" != Z ] && [ "${21}" = "$1" ]
    }
    cancel() {
      mkdir -p $t
      if ln -s cancelled $t/claim 2>/dev/null; then keep $t/outcome 'cancelled'; return; fi
      [ ! -e $t/outcome ] || return
      : >$t/cancel
      (cd $t && exec setsid /bin/sh ./job stop) </dev/null >/dev/null 2>&1 &
    }
    told() { [ -e $t/outcome ] && read -r o <$t/outcome && echo "$t $o"; }
    look() {
      told && return
      if [ -e $t/start ]; then
        read -r p s b h at <$t/start
      elif [ -L $t/claim ]; then
        set -- $(readlink $t/claim); p=$1 s=$2 b=$3 h=$4
        if [ "$p" = cancelled ]; then keep $t/outcome cancelled; told; return; fi
      else
        echo "$t unclaimed"; return
      fi
      if [ "$h" != "$host" ]; then echo "$t elsewhere $h $p"; return; fi
      m= k=
      { read -r m k <$t/program; } 2>/dev/null
      if [ "$b" = "$boot" ]; then
        if alive "$p" "$s"; then echo "$t running ${m:-$p}"; return; fi
        if [ -n "$m" ] && alive "$m" "$k"; then echo "$t running $m"; return; fi
      fi
      told && return
      if [ ! -e $t/start ]; then echo "$t failed 0 the script that claimed it was killed before it started anything"
      elif [ "$b" = "$boot" ]; then echo "$t gone"
      else echo "$t rebooted"; fi
    }
    """#
}
