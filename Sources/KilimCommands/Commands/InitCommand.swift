import ArgumentParser
import Glibc
import KilimTransport

/// Writes a first example.
struct InitCommand: KilimCommand {
  static let configuration = CommandConfiguration(
    commandName: "init", abstract: "Write a starter tree that can be applied at once.",
    discussion: """
      hello: a command on this machine. zip: a program in a folder, with an input. slurm: a container
      on a cluster, to be adapted.
      """)

  @Argument(help: "The directory; made when it is not there.", completion: .directory)
  var directory = "."
  @Option(help: "hello, zip or slurm.")
  var template = StarterTemplate.hello
  @OptionGroup var global: GlobalOptions

  func execute(_ session: Session) throws(CommandFailure) -> ExitStatus {
    let folder = StatePath.absolute(directory)
    let files = template.files.map { ($0, "\(folder)/\($0.path)") }
    let existing = files.map(\.1).filter { (path: String) in access(path, F_OK) == 0 }
    guard existing.isEmpty else {
      throw CommandFailure(
        .refused,
        "\(existing.joined(separator: ", ")) \(existing.count == 1 ? "is" : "are") there already; "
          + "nothing was written",
        hint: "choose another directory: kilim init DIR")
    }
    do throws(TransferError) {
      for (file, path) in files {
        let parent = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? folder
        try LocalFiles.createDirectories(parent, mode: 0o777)
        try LocalFiles.write(Array(file.text.utf8), to: path, mode: file.mode)
        session.console.line(path)
      }
    } catch {
      throw CommandFailure(.failed, error.message)
    }
    session.console.remark("now: \(template.nextCommand) \(directory)")
    return .done
  }
}
