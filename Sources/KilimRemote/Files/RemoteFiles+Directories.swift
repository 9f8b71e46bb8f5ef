import KilimManifest
import KilimTransport

/// The directories of one run, before an attempt of it starts.
package struct DirectoryOrder: Sendable, Hashable {
  package var paths: [String]
  /// What an earlier attempt wrote goes out of the way first.
  package var setAside: Move?

  package struct Move: Sendable, Hashable {
    package var source: String
    package var target: String
    package init(from source: String, to target: String) {
      self.source = source
      self.target = target
    }
  }

  package init(paths: [String], setAside: Move? = nil) {
    self.paths = paths
    self.setAside = setAside
  }
}

extension RemoteFiles {
  /// Moves files from one directory to another one of the host; what is there already stays.
  package func move(
    _ paths: [String], from source: String, to target: String
  ) throws(RemoteError) {
    guard !paths.isEmpty else { return }
    let calls = paths.map { path in
      let (from, to) = ("\(source)/\(path)", "\(target)/\(path)")
      return "one \(ShellQuoting.quoted(from)) \(ShellQuoting.quoted(to)) "
        + ShellQuoting.quoted(parent(of: to))
    }
    let script =
      #"one() { [ -e "$2" ] || { mkdir -p "$3" && mv "$1" "$2"; } || exit 1; }"# + "\n"
      + calls.joined(separator: "\n")
    let answer = try connection.run(script)
    guard answer.status == 0 else { throw failed("cannot keep files of \(source)", answer) }
  }
}

extension SSHConnection {
  /// Makes the directories of any number of runs, 0700 for each new one; again does no harm.
  ///
  /// - Returns: for each order why it could not be done; nil when it was.
  package func make(
    _ orders: [DirectoryOrder], cancelled: () -> Bool = { false }
  ) throws(RemoteError) -> [String?] {
    let calls = orders.enumerated().map { index, order in
      let move = order.setAside.map { [$0.target, $0.source] } ?? ["", ""]
      let words = move + order.paths
      return "one \(index) " + words.map(ShellQuoting.quoted).joined(separator: " ")
    }
    let script = Self.makeScript + "\n" + calls.joined(separator: "\n")
    let answer = try run(script, patience: .short, cancelled: cancelled)
    guard answer.status == 0 else {
      throw RemoteError(
        .failed, systemId: target.systemId,
        "System \(target.systemId) cannot make directories\(answer.lastComplaint)")
    }
    var problems = [String?](
      repeating: "the host did not say what became of it", count: orders.count)
    for line in answer.text.split(separator: "\n") {
      let parts = line.split(separator: " ", maxSplits: 1)
      guard parts.count == 2, let index = Int(parts[0]), problems.indices.contains(index) else {
        continue
      }
      problems[index] = parts[1] == "ok" ? nil : String(parts[1])
    }
    return problems
  }

  private static let makeScript = #"""
    umask 077
    one() {
      i=$1 aside=$2 from=$3
      shift 3
      if [ -n "$aside" ] && [ ! -e "$aside" ] && [ -e "$from" ]; then
        e=$(mv "$from" "$aside" 2>&1) || { echo "$i" $e; return; }
      fi
      if e=$(mkdir -p -- "$@" 2>&1); then echo "$i ok"; else set -f; echo "$i" $e; set +f; fi
    }
    """#
}
