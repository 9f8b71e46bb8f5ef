import KilimModel
import KilimTransport

/// The port to the container runtimes of this host: commands with a deadline, run on worker threads.
protocol ContainerHost: Sendable {
  func run(
    _ words: [String], seconds: Int64, streams: HostCommand.Streams?,
    cancelled: @Sendable () -> Bool
  ) -> HostCommandOutcome
}

extension ContainerHost {
  func run(_ words: [String], seconds: Int64 = 30) -> HostCommandOutcome {
    run(words, seconds: seconds, streams: nil, cancelled: { false })
  }
}

/// The commands that are installed here.
struct InstalledRuntimes: ContainerHost {
  /// `KEY=VALUE` each.
  let environment: [String]

  func run(
    _ words: [String], seconds: Int64, streams: HostCommand.Streams?,
    cancelled: @Sendable () -> Bool
  ) -> HostCommandOutcome {
    HostCommand(
      words, environment: environment, deadlineMilliseconds: seconds * 1000, streams: streams
    ).run(cancelled: cancelled)
  }
}

/// What the command of a container runtime gets of the user's environment: where its service, its
/// images and its accounts are. Nothing of it reaches the program in the container.
enum RuntimeEnvironment {
  private static let names = [
    "PATH", "HOME", "USER", "LOGNAME", "TMPDIR", "XDG_RUNTIME_DIR", "XDG_CONFIG_HOME",
    "XDG_DATA_HOME", "XDG_CACHE_HOME", "DBUS_SESSION_BUS_ADDRESS", "DOCKER_HOST", "DOCKER_CONTEXT",
    "DOCKER_CONFIG", "DOCKER_TLS_VERIFY", "DOCKER_CERT_PATH", "DOCKER_API_VERSION",
    "CONTAINER_HOST", "CONTAINER_CONNECTION", "CONTAINER_SSHKEY", "CONTAINERS_CONF",
    "CONTAINERS_REGISTRIES_CONF", "CONTAINERS_STORAGE_CONF", "REGISTRY_AUTH_FILE",
    "STORAGE_DRIVER", "STORAGE_OPTS", "HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY", "http_proxy",
    "https_proxy", "no_proxy", "SSL_CERT_FILE", "SSL_CERT_DIR",
  ]
  // Others of theirs, as APPTAINER_BIND, would change what the program sees.
  private static let placeNames = [
    "CACHEDIR", "TMPDIR", "CONFIGDIR", "DOCKER_USERNAME", "DOCKER_PASSWORD", "LOCALCACHEDIR",
  ]

  static func variables(_ facts: HostFacts) -> [String] {
    let all =
      names
      + ["APPTAINER", "SINGULARITY"].flatMap { tool in placeNames.map { "\(tool)_\($0)" } }
    var variables = all.compactMap { name in facts.variable(name).map { "\(name)=\($0)" } }
    if !variables.contains(where: { $0.hasPrefix("PATH=") }) {
      variables.append("PATH=/usr/local/bin:/usr/bin:/bin")
    }
    if !variables.contains(where: { $0.hasPrefix("HOME=") }) {
      variables.append("HOME=\(facts.homeDirectory)")
    }
    return variables
  }
}
