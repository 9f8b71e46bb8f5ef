import CSystem
import Glibc
import KilimBatch
import KilimModel
import KilimTransport
import Synchronization

/// This machine.
final class LocalBatchHost: BatchHost, Sendable {
  private let environment: [String]
  /// When commands are ended that still run, in milliseconds since boot.
  private let end = Atomic(Int64.max)

  /// - Parameter variable: of this process's environment; only what finds the scheduler is taken.
  init(variable: (String) -> String?) {
    let names = ["PATH", "SLURM_CONF", "HOME", "USER", "LOGNAME"]
    environment =
      names.compactMap { name in variable(name).map { "\(name)=\($0)" } }
      + SlurmCommands.environment
  }

  func run(_ words: [String], milliseconds: Int64) -> CommandResult {
    HostCommand.run(
      words, environment: environment, milliseconds: milliseconds,
      isStopped: { [self] in
        end.load(ordering: .acquiring) <= kilim_boottime_milliseconds()
      })
  }

  func interrupt(after milliseconds: Int64) {
    end.store(kilim_boottime_milliseconds() + milliseconds, ordering: .releasing)
  }

  func write(_ files: [HostFile]) throws(HostFailure) {
    for file in files {
      do throws(TransferError) {
        if let slash = file.path.lastIndex(of: "/") {
          try LocalFiles.createDirectories(String(file.path[..<slash]), mode: 0o700)
        }
      } catch {
        throw HostFailure(message: error.message)
      }
      let new = "\(file.path).new"
      guard SmallFile.write(file.text, to: new, mode: file.mode, exclusive: false),
        rename(new, file.path) == 0
      else {
        throw HostFailure(message: "cannot write \(file.path): \(String(cString: strerror(errno)))")
      }
    }
  }

  func inspect(_ places: [AttemptPlace]) -> [String: AttemptEvidence] {
    places.reduce(into: [:]) { evidence, place in
      evidence[place.token] = inspect(place)
    }
  }

  /// Nil when it cannot be looked at now.
  private func inspect(_ place: AttemptPlace) -> AttemptEvidence? {
    let directory = "\(place.execDirectory)/\(AttemptFiles.directory)"
    guard let names = SmallFile.names(in: directory) else {
      return errno == ENOENT || errno == ENOTDIR ? AttemptEvidence.none : nil
    }
    let numbers = names.compactMap { name -> Int? in
      guard name.hasPrefix("\(place.token)-") else { return nil }
      return Int(name.dropFirst(place.token.utf8.count + 1))
    }
    for number in numbers.sorted(by: >) {
      let name = SubmissionName(token: place.token, number: number)
      switch inspect(SubmissionPlace(name: name, execDirectory: place.execDirectory)) {
      case .some(.some(let found)): return .submission(found)
      // Prepared by an engine that was killed at that: nothing can have been submitted.
      case .some(.none): continue
      case .none: return nil
      }
    }
    return AttemptEvidence.none
  }

  private func inspect(_ place: SubmissionPlace) -> SubmissionEvidence?? {
    guard let text = SmallFile.read("\(place.directory)/\(AttemptFiles.job)") else {
      return errno == ENOENT ? .some(.none) : .none
    }
    guard let job = RecordText.job(text) else { return .none }
    var found = SubmissionEvidence(number: place.name.number, name: job, claim: .open)
    if let text = SmallFile.read("\(place.directory)/\(AttemptFiles.claim)") {
      guard let claim = RecordText.claim(text) else { return .none }
      found.claim = claim.claim
      found.start = claim.start
    } else if errno != ENOENT {
      return .none
    }
    if let text = SmallFile.read("\(place.directory)/\(AttemptFiles.exit)") {
      found.exit = RecordText.exit(text)
    }
    return found
  }

  func revoke(_ places: [SubmissionPlace]) -> [SubmissionName: Bool] {
    places.reduce(into: [:]) { results, place in results[place.name] = revoke(place) }
  }

  private func revoke(_ place: SubmissionPlace) -> Bool? {
    let mine = "\(place.directory)/\(AttemptFiles.revoked.dropLast()).new"
    guard SmallFile.write(AttemptFiles.revoked, to: mine, mode: 0o600, exclusive: false) else {
      // Without a directory there is nothing that a job could claim.
      return errno == ENOENT ? true : nil
    }
    let claim = "\(place.directory)/\(AttemptFiles.claim)"
    if link(mine, claim) == 0 { return true }
    guard let text = SmallFile.read(claim), let claim = RecordText.claim(text) else { return nil }
    return claim.claim == .revoked
  }
}

/// Files of a few lines.
enum SmallFile {
  private static let mostBytes = 65_536

  /// Nil with `errno`.
  static func read(_ path: String) -> String? {
    let file = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY)
    guard file >= 0 else { return nil }
    defer { close(file) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 4096)
    while bytes.count < mostBytes {
      let count = Glibc.read(file, &buffer, buffer.count)
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { return nil }
      if count == 0 { break }
      bytes += buffer[..<count]
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// False with `errno`.
  static func write(_ text: String, to path: String, mode: UInt16, exclusive: Bool) -> Bool {
    let flags = O_WRONLY | O_CREAT | O_CLOEXEC | O_NOCTTY | (exclusive ? O_EXCL : O_TRUNC)
    let file = open(path, flags, mode_t(mode))
    guard file >= 0 else { return false }
    defer { close(file) }
    // The umask does not count here.
    guard fchmod(file, mode_t(mode)) == 0 else { return false }
    let bytes = Array(text.utf8)
    var done = 0
    while done < bytes.count {
      let count = bytes.withUnsafeBytes { buffer in
        Glibc.write(file, buffer.baseAddress.map { $0 + done }, buffer.count - done)
      }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return false }
      done += count
    }
    return true
  }

  /// The names in a directory; nil with `errno`.
  static func names(in directory: String) -> [String]? {
    guard let stream = opendir(directory) else { return nil }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name != ".", name != ".." { names.append(name) }
    }
    return names
  }
}
