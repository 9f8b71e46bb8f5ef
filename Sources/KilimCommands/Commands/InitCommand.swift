import ArgumentParser
import Glibc
import KilimTransport

/// Writes a first example.
struct InitCommand: KilimCommand {
  static let configuration = CommandConfiguration(
    commandName: "init", abstract: "Write a starter manifest that can be applied at once.")

  @Argument(help: "The directory; made when it is not there.", completion: .directory)
  var directory = "."
  @OptionGroup var global: GlobalOptions

  func execute(_ session: Session) throws(CommandFailure) -> ExitStatus {
    let folder = StatePath.absolute(directory)
    let existing = StarterTree.files.map { "\(folder)/\($0.name)" }.filter { (path: String) in
      access(path, F_OK) == 0
    }
    guard existing.isEmpty else {
      throw CommandFailure(
        .refused, "\(existing.joined(separator: ", ")) is there already; nothing was written",
        hint: "choose another directory: kilim init DIR")
    }
    do {
      try LocalFiles.createDirectories(folder, mode: 0o777)
      for file in StarterTree.files {
        try LocalFiles.write(Array(file.text.utf8), to: "\(folder)/\(file.name)", mode: 0o644)
        session.console.line("\(folder)/\(file.name)")
      }
    } catch {
      throw CommandFailure(.failed, error.message)
    }
    session.console.remark("now: kilim apply -f \(directory)")
    return .done
  }
}

/// What `kilim init` writes.
enum StarterTree {
  static let files: [(name: String, text: String)] = [("hello.yaml", hello)]

  private static let hello = """
    # A program, and one wanted result of it. Apply both with: kilim apply -f hello.yaml
    apiVersion: kilim/v1
    kind: App
    metadata: {name: hello}
    spec:
      version: "1.0"
      runtime: NATIVE                       # a command on this machine; no image
      command: [echo, Hello]
      jobAttributes:
        parameterSet:
          appArgs:
            - {name: whom, arg: world, inputMode: INCLUDE_BY_DEFAULT}
    ---
    apiVersion: kilim/v1
    kind: Job
    metadata: {name: hello, labels: {example: hello}}
    spec:
      appId: hello
      appVersion: "1.0"
      maxMinutes: 1
      # Change this and apply again: only then does the job run again.
      parameterSet:
        appArgs:
          - {name: whom, arg: Kilim}

    """
}
