import KilimController
import KilimManifest
import KilimModel

/// What became of a container, in words, and what helps.
extension RunVerdict {
  /// False for a condition that is none of containers.
  mutating func failInContainer(_ report: RunReport) -> Bool {
    guard let condition = report.condition, let what = Self.words(condition, report) else {
      return false
    }
    headline = "\(report.name) FAILED: \(what)"
    cause = Self.words(report)
    addHelp(condition, report)
    add("kilim retry \(report.name)", "run it again, when the cause is gone")
    return true
  }

  mutating func blockByRuntime(_ report: RunReport) {
    let program = report.plan.runtime.program
    headline = "\(report.name) is BLOCKED: \(program) does not answer"
    cause = Self.words(report)
    cause.append(
      report.cancelRequested
        ? "it is cancelled as soon as \(program) answers, and its container is gone"
        : "it goes on by itself once \(program) answers; a container that runs is not disturbed")
    add("\(program) info", "what \(program) says")
    if report.plan.runtime == .docker {
      add("sudo systemctl start docker", "start its service, where it is stopped")
    }
    add("kilim cancel \(report.name)", "give it up")
  }

  private static func words(_ condition: RunCondition, _ report: RunReport) -> String? {
    let program = report.plan.runtime.program
    let image = report.plan.container?.image ?? "its image"
    return switch condition {
    case .imageNotFound: "there is no image \(image), or not for you"
    case .imagePullFailed: "its image \(image) could not be brought"
    case .imageInvalid: "\(image) is no image that \(program) can start"
    case .commandNotFound: "the image \(image) does not have its program"
    case .commandNotExecutable: "its program cannot be executed"
    case .mountFailed: "something could not be mounted into its container"
    case .optionRefused: "\(program) refused an option"
    case .runtimeNotPermitted: "you may not use \(program)"
    case .runtimeNotInstalled: "\(program) is not installed here"
    case .runtimeRestarted: "its container was ended with the service of \(program)"
    case .outOfMemory: "it ran out of memory"
    case .nameInUse: "another container has its name"
    default: nil
    }
  }

  private mutating func addHelp(_ condition: RunCondition, _ report: RunReport) {
    let program = report.plan.runtime.program
    let image = report.plan.container.map { ShellQuoting.quote($0.image) } ?? ""
    switch condition {
    case .imageNotFound:
      add("\(program) pull \(image)", "what the registry says")
      if let registry = Self.registry(report) {
        add(
          report.plan.runtime.takesEnvironmentAsOptions
            ? "\(program) login \(registry)" : "\(program) registry login docker://\(registry)",
          "where the image is a private one")
      }
    case .imagePullFailed: add("\(program) pull \(image)", "what the registry says")
    case .imageInvalid: add("\(program) inspect \(image)", "what it is made for")
    case .commandNotFound, .commandNotExecutable, .optionRefused, .mountFailed:
      add("kilim compile \(report.name.owner) -o script", "all words that start the container")
    case .runtimeNotPermitted:
      add("sudo usermod -aG docker $USER", "get the right to it, and log in anew")
    case .runtimeNotInstalled: add(Self.installation(report.plan.runtime), "install it")
    case .runtimeRestarted: add("kilim logs \(report.name)", "how far it came")
    case .outOfMemory:
      cause.append("the limit is memoryMB of the job or its app; `retry` can raise it by itself")
      add("kilim logs \(report.name)", "how far it came")
    case .nameInUse:
      let name = ContainerCommand.name(of: report.plan, attempt: max(1, report.attempt))
      add("\(program) rm -f \(name)", "remove that container")
    default: break
    }
  }

  private static func installation(_ runtime: Runtime) -> String {
    switch runtime {
    case .docker: "sudo apt-get install docker.io"
    case .podman: "sudo apt-get install podman catatonit"
    default: "sudo apt-get install apptainer"
    }
  }

  /// The first part of an image's name, where that is a host; else Docker's own registry.
  private static func registry(_ report: RunReport) -> String? {
    guard var name = report.plan.container?.image else { return nil }
    if report.plan.runtime.takesEnvironmentAsOptions == false {
      guard name.hasPrefix("docker://") else { return nil }
      name = String(name.dropFirst(9))
    }
    let first = name.prefix { $0 != "/" }
    guard first != name[...], first != "localhost" else { return "docker.io" }
    return first.contains { ".:".contains($0) } ? String(first) : "docker.io"
  }
}
