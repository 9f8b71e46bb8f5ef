import KilimLifecycle
import KilimModel
import Testing

/// What runtimes print when they cannot do their work, word for word.
@Suite struct RuntimeComplaintTests {
  static let texts: [(String, RunCondition, String)] = [
    (
      "docker: Error response from daemon: No such image: nope:1.\nSee 'docker run --help'.",
      .imageNotFound, "Error response from daemon: No such image: nope:1."
    ),
    (
      "docker: Error response from daemon: No such image: nope:1\n\nRun 'docker run --help' for more information",
      .imageNotFound, "Error response from daemon: No such image: nope:1"
    ),
    ("Error: nope:1: image not known", .imageNotFound, "Error: nope:1: image not known"),
    (
      "Error: short-name \"nope:1\" did not resolve to an alias and no unqualified-search registries are defined",
      .imageNotFound,
      "Error: short-name \"nope:1\" did not resolve to an alias and no unqualified-search registries are defined"
    ),
    (
      "FATAL:   could not open image /x.sif: failed to retrieve path for /x.sif: lstat /x.sif: no such file or directory",
      .imageNotFound,
      "FATAL:   could not open image /x.sif: failed to retrieve path for /x.sif: lstat /x.sif: no such file or directory"
    ),
    (
      "FATAL:   image format not recognized", .imageInvalid, "FATAL:   image format not recognized"
    ),
    (
      "docker: Cannot connect to the Docker daemon at unix:///x.sock. Is the docker daemon running?.",
      .runtimeUnavailable,
      "Cannot connect to the Docker daemon at unix:///x.sock. Is the docker daemon running?."
    ),
    (
      "error waiting for container: unexpected EOF", .runtimeUnavailable,
      "error waiting for container: unexpected EOF"
    ),
    (
      "permission denied while trying to connect to the Docker daemon socket at unix:///var/run/docker.sock",
      .runtimeNotPermitted,
      "permission denied while trying to connect to the Docker daemon socket at unix:///var/run/docker.sock"
    ),
    (
      "docker: Error response from daemon: Conflict. The container name \"/a\" is already in use by container \"b\".",
      .nameInUse,
      "Error response from daemon: Conflict. The container name \"/a\" is already in use by container \"b\"."
    ),
    (
      "Error: creating container storage: the container name \"p1\" is already in use by 12ab. You have to remove that container",
      .nameInUse,
      "Error: creating container storage: the container name \"p1\" is already in use by 12ab. You have to remove that container"
    ),
    (
      "docker: Error response from daemon: invalid mount config for type \"bind\": bind source path does not exist: /no/such.",
      .mountFailed,
      "Error response from daemon: invalid mount config for type \"bind\": bind source path does not exist: /no/such."
    ),
    (
      "Error: statfs /no/such: no such file or directory", .mountFailed,
      "Error: statfs /no/such: no such file or directory"
    ),
    (
      "\u{1B}[31mFATAL:  \u{1B}[0m mount source /no/such doesn't exist", .mountFailed,
      "FATAL:   mount source /no/such doesn't exist"
    ),
    (
      "[FATAL tini (7)] exec nosuch failed: No such file or directory", .commandNotFound,
      "[FATAL tini (7)] exec nosuch failed: No such file or directory"
    ),
    (
      "ERROR (catatonit:6): failed to exec pid1: No such file or directory", .commandNotFound,
      "ERROR (catatonit:6): failed to exec pid1: No such file or directory"
    ),
    (
      "FATAL:   \"x\": executable file not found in $PATH", .commandNotFound,
      "FATAL:   \"x\": executable file not found in $PATH"
    ),
    (
      "FATAL:   stat /bin/x: no such file or directory", .commandNotFound,
      "FATAL:   stat /bin/x: no such file or directory"
    ),
    (
      "[FATAL tini (7)] exec /job/notexec failed: Permission denied", .commandNotExecutable,
      "[FATAL tini (7)] exec /job/notexec failed: Permission denied"
    ),
    ("FATAL:   permission denied", .commandNotExecutable, "FATAL:   permission denied"),
    ("FATAL:   is a directory", .commandNotExecutable, "FATAL:   is a directory"),
    ("unknown flag: --x\nSee 'docker run --help'.", .optionRefused, "unknown flag: --x"),
    (
      "docker: Error response from daemon: Minimum memory limit allowed is 6MB.", .optionRefused,
      "Error response from daemon: Minimum memory limit allowed is 6MB."
    ),
    (
      "Error for command \"run\": unknown flag: --x", .optionRefused,
      "Error for command \"run\": unknown flag: --x"
    ),
    (
      "docker: Error response from daemon: unable to find user nosuch: no matching entries in passwd file.",
      .optionRefused,
      "Error response from daemon: unable to find user nosuch: no matching entries in passwd file."
    ),
    ("Error: something new", .launchFailure, "Error: something new"),
    ("", .launchFailure, "the container runtime said nothing about it"),
  ]

  @Test(arguments: texts)
  func `gives each complaint its own condition`(row: (String, RunCondition, String)) {
    let complaint = RuntimeComplaint(reading: row.0)
    #expect(complaint == RuntimeComplaint(row.1, row.2))
  }

  @Test(arguments: [
    (
      "Error response from daemon: Get \"https://r.example/v2/\": dial tcp: lookup r.example: no such host",
      RunCondition.imagePullFailed
    ),
    (
      "Error response from daemon: pull access denied for secret, repository does not exist or may require 'docker login'",
      .imageNotFound
    ),
    (
      "Error: initializing source docker://r/x:1: reading manifest 1: manifest unknown",
      .imageNotFound
    ),
    ("FATAL:   While making image from oci registry: no space left on device", .imagePullFailed),
    ("something nobody has seen", .imagePullFailed),
  ])
  func `tells an image that is not there from a registry that is not`(
    text: String, condition: RunCondition
  ) {
    #expect(RuntimeComplaint(readingPull: text).condition == condition)
  }
}
