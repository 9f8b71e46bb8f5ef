import Glibc
import KilimLifecycle
import KilimManifest
import KilimModel
import KilimTransport

/// An image as a runtime of this machine is asked for it.
struct ImageKey: Hashable, Sendable {
  var runtime: Runtime
  var image: String
  /// Where Apptainer keeps it; nil for an image that is no file, or is one already.
  var file: String?
  /// Of those that the launch has too: `--platform=linux/amd64`.
  var options: [String]
  var policy: Policy

  enum Policy: Sendable { case ifMissing, always, never }

  init?(_ plan: RunPlan) {
    guard let container = plan.container else { return nil }
    runtime = plan.runtime
    image = container.image
    file = container.file
    let values = container.options.map { option in
      (
        option.name,
        option.value?.expanded { name in plan.environment.last { $0.key == name }?.value }
      )
    }
    options = values.filter { Self.pullOptions.contains($0.0) }
      .map { name, value in value.map { "\(name)=\($0)" } ?? name }
    policy =
      switch values.last(where: { $0.0 == "--pull" })?.1 {
      case "always", "newer": .always
      case "never": .never
      default: .ifMissing
      }
  }

  private static let pullOptions: Set = [
    "--platform", "--disable-content-trust", "--arch", "--os", "--variant", "--authfile",
    "--tls-verify", "--no-https", "--docker-host", "--pem-path", "--disable-cache", "--tmpdir",
  ]
}

/// Brings images. It blocks, on a worker's thread.
struct ImageKeeper: Sendable {
  let host: any ContainerHost
  let key: ImageKey

  /// The longest that a registry is waited for.
  private static let pullSeconds: Int64 = 4 * 3600

  /// Makes sure that the image is here; nil when it is. One that is here needs no network.
  func bring(cancelled: @Sendable () -> Bool) -> RuntimeComplaint? {
    if key.runtime.takesEnvironmentAsOptions { return bringToEngine(cancelled) }
    guard let file = key.file else {
      return access(key.image, R_OK) == 0
        ? nil : RuntimeComplaint(.imageNotFound, "there is no image file \(key.image)")
    }
    if key.policy != .always, access(file, F_OK) == 0 { return nil }
    return bringFile(file, cancelled)
  }

  private func bringToEngine(_ cancelled: @Sendable () -> Bool) -> RuntimeComplaint? {
    let program = key.runtime.program
    if key.policy != .always {
      let outcome = host.run([program, "image", "inspect", "--format", "{{.Id}}", key.image])
      if case .ended(code: 0, _, _) = outcome { return nil }
      let complaint = outcome.complaint(of: program)
      guard complaint.saysThatImageIsMissing else { return complaint }
      guard key.policy != .never, !key.isOfThisMachine else {
        return RuntimeComplaint(.imageNotFound, "there is no image \(key.image) here")
      }
    }
    return pull([program, "pull", "--quiet"] + key.options + [key.image], cancelled)
  }

  private func pull(_ words: [String], _ cancelled: @Sendable () -> Bool) -> RuntimeComplaint? {
    let outcome = host.run(words, seconds: Self.pullSeconds, streams: nil, cancelled: cancelled)
    switch outcome {
    case .ended(code: 0, _, _): return nil
    case .ended(_, let output, let error):
      return RuntimeComplaint(readingPull: error.isEmpty ? output : error)
    default: return outcome.complaint(of: words[0])
    }
  }

  /// Under a lock of the directory: other engines keep their images there too.
  private func bringFile(_ file: String, _ cancelled: @Sendable () -> Bool) -> RuntimeComplaint? {
    guard let slash = file.lastIndex(of: "/") else { return nil }
    let directory = String(file[..<slash])
    do throws(TransferError) {
      try LocalFiles.createDirectories(directory, mode: 0o700)
    } catch {
      return RuntimeComplaint(.imagePullFailed, error.message)
    }
    let lock = open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard lock >= 0 else {
      return RuntimeComplaint(.imagePullFailed, "\(directory) cannot be opened")
    }
    defer { close(lock) }
    while flock(lock, LOCK_EX | LOCK_NB) != 0 {
      if cancelled() { return HostCommandOutcome.cancelled.complaint(of: key.runtime.program) }
      usleep(100_000)
    }
    if key.policy != .always, access(file, F_OK) == 0 { return nil }
    let part = file + ".part"
    unlink(part)
    defer { unlink(part) }
    let words = [key.runtime.program, "--silent", "pull"] + key.options + [part, key.image]
    if let complaint = pull(words, cancelled) { return complaint }
    return rename(part, file) == 0
      ? nil : RuntimeComplaint(.imagePullFailed, "\(file): \(String(cString: strerror(errno)))")
  }
}

extension ImageKey {
  /// By Podman's convention: made here, in no registry.
  fileprivate var isOfThisMachine: Bool { image.hasPrefix("localhost/") }
}

extension RuntimeComplaint {
  fileprivate var saysThatImageIsMissing: Bool {
    guard !isOfService, condition != .runtimeNotInstalled else { return false }
    let text = words.lowercased()
    return text.contains("no such image") || text.contains("image not known")
      || text.contains("no such object") || text.contains("failed to find image")
  }
}
