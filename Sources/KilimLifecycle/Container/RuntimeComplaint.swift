package import KilimModel

/// What a container runtime complains of, in its own words and as a condition.
///
/// The texts are those of Docker 20 to 28, Podman 4, Apptainer 1.4 and their init programs.
package struct RuntimeComplaint: Sendable, Hashable {
  package var condition: RunCondition
  /// The line that says it.
  package var words: String

  package init(_ condition: RunCondition, _ words: String) {
    self.condition = condition
    self.words = words
  }

  /// Reads what a runtime printed when it could not do its work.
  package init(reading text: String) {
    let line = Self.line(of: text)
    condition = Self.condition(of: text.lowercased())
    words = line.isEmpty ? "the container runtime said nothing about it" : line
  }

  /// Reads what a runtime printed when it could not bring an image: a network is in play.
  package init(readingPull text: String) {
    self.init(reading: text)
    let lowered = text.lowercased()
    if Self.networkTexts.contains(where: lowered.contains) { condition = .imagePullFailed }
    if condition == .launchFailure { condition = .imagePullFailed }
  }

  /// Whether the service of a runtime, and not the run, is what fails.
  package var isOfService: Bool {
    condition == .runtimeUnavailable || condition == .runtimeNotPermitted
  }

  private static let networkTexts = [
    "no such host", "dial tcp", "i/o timeout", "tls handshake", "server misbehaving",
    "network is unreachable", "no space left on device", "context deadline exceeded",
    "too many requests", "toomanyrequests",
  ]

  /// The first that matches counts: a mount says "no such file" too.
  private static let table: [(RunCondition, [String])] = [
    (
      .runtimeNotPermitted,
      [
        "permission denied while trying to connect to the docker",
        "got permission denied while trying to connect",
      ]
    ),
    (
      .runtimeUnavailable,
      [
        "cannot connect to the docker daemon", "is the docker daemon running", "unexpected eof",
        "cannot connect to podman", "unable to connect to podman", "error during connect",
        "connection reset by peer",
      ]
    ),
    (
      .nameInUse,
      ["conflict. the container name", "is already in use by", "instance already exists"]
    ),
    (
      .mountFailed,
      [
        "bind source path does not exist", "statfs ", "doesn't exist", "invalid mount",
        "mount source", "mount destination", "error mounting", "failed to mount", "mount hook",
        "unable to add ",
      ]
    ),
    (
      .imageInvalid,
      [
        "image format not recognized", "unknown image type", "not a valid image",
        "exec format error",
      ]
    ),
    (
      .imageNotFound,
      [
        "no such image", "image not known", "unable to find image", "did not resolve to an alias",
        "manifest unknown", "pull access denied", "access to the resource is denied",
        "unauthorized", "authentication required", "repository does not exist",
        "name unknown", "could not open image", "failed to get checksum",
        "initializing source", "failed to retrieve path",
      ]
    ),
    (
      .optionRefused,
      [
        "unknown flag", "unknown shorthand flag", "invalid argument", "invalid value",
        "minimum memory limit", "unable to set memory limit", "error for command",
        "invalid reference format", "cannot use cgroups", "unable to find user",
        "needs an argument", "could not select device driver", "unresolvable cdi devices",
        "unprivileged cgroups", "rootless cgroups",
      ]
    ),
    (
      .commandNotFound,
      [
        "executable file not found in", "command that was not found",
        "failed to exec pid1: no such",
        "failed: no such file or directory", "a shared library is likely missing",
        "no such file or directory",
      ]
    ),
    (.commandNotExecutable, ["permission denied", "is a directory"]),
  ]

  private static func condition(of text: String) -> RunCondition {
    table.first { _, texts in texts.contains(where: text.contains) }?.0 ?? .launchFailure
  }

  /// The last line with something in it that is no hint at a manual; docker's prefix left out.
  private static func line(of text: String) -> String {
    let lines = text.split(whereSeparator: \.isNewline).map { plain(String($0)) }
      .filter { !$0.isEmpty && !$0.hasPrefix("See '") && !$0.hasPrefix("Run '") }
    let line = lines.last { line in starts.contains(where: line.hasPrefix) } ?? lines.last ?? ""
    return line.hasPrefix("docker: ") ? String(line.dropFirst(8)) : line
  }

  private static let starts = ["docker: ", "Error", "FATAL", "ERROR", "[FATAL", "Cannot connect"]

  /// Without colours and blanks around it.
  private static func plain(_ line: String) -> String {
    var result = ""
    var isEscape = false
    for character in line {
      if character == "\u{1B}" {
        isEscape = true
      } else if isEscape {
        isEscape = !character.isLetter
      } else {
        result.append(character)
      }
    }
    let trimmed = result.drop(while: \.isWhitespace)
    return String(
      trimmed[
        ..<(trimmed.lastIndex { !$0.isWhitespace }.map(trimmed.index(after:)) ?? trimmed.startIndex)
      ])
  }
}
