import ArgumentParser
import Glibc
import KilimController
import KilimModel
import KilimTransport

struct OutputsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "outputs", abstract: "List and fetch what runs wrote.",
    subcommands: [OutputsListCommand.self, OutputsGetCommand.self, OutputsPathCommand.self])
}

extension Session {
  /// The run that a name means, its files, and the directory with its outputs.
  func outputs(
    of name: String
  ) throws(CommandFailure) -> (report: RunReport, files: RunFiles, directory: String) {
    let plane = try open()
    guard let report = try runs([name], in: plane).last else {
      throw CommandFailure(.notFound, "there is no run of `\(name)`")
    }
    if let failure = report.collectedFailure("the outputs of") { throw failure }
    let files = try RunFiles(report: report, plane)
    guard let directory = files.remote == nil ? files.directory : report.outputsDirectory else {
      throw CommandFailure(
        .notFound, "\(report.name) has no outputs; it is \(report.status.name)",
        hint: "they would be in \(report.outputsDirectory)")
    }
    if !report.status.isTerminal {
      console.warn("\(report.name) is \(report.status.name): its outputs may still change")
    }
    return (report, files, directory)
  }
}

struct OutputsListCommand: KilimCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List the files that a run wrote.")

  @Argument(help: "job/x (its newest run), job/x#2 or a uuid.")
  var name: String
  @OptionGroup var output: OutputOptions
  @OptionGroup var global: GlobalOptions

  func validate() throws { try output.check([.text, .json, .yaml, .name, .jsonPath]) }

  func execute(_ session: Session) throws(CommandFailure) -> ExitStatus {
    let (report, files, directory) = try session.outputs(of: name)
    let listing =
      try files.remote.map {
        (remote) throws(CommandFailure) in try self.listing(of: remote, report)
      }
      ?? OutputListing(of: directory)
    let console = session.console
    if output.output == .name {
      console.write(listing.entries.map { $0.path + "\n" }.joined())
    } else if let text = output.output.text(of: listing.json) {
      console.write(text)
    } else {
      console.remark(directory)
      console.write(listing.table.text(paint: console.paint, width: console.width))
    }
    return .done
  }

  private func listing(
    of remote: RemoteOutputs, _ report: RunReport
  ) throws(CommandFailure) -> OutputListing {
    let found = try engine { () throws(EngineError) in try remote.list() }
    guard let found else {
      throw CommandFailure(
        .notFound, "\(report.name) has no outputs on \(remote.systemId)",
        hint: "they would be in \(report.outputsDirectory)")
    }
    return OutputListing(
      entries: found.entries.map { .init(path: $0.path, bytes: $0.bytes, modified: $0.modified) })
  }
}

struct OutputsPathCommand: KilimCommand {
  static let configuration = CommandConfiguration(
    commandName: "path", abstract: "Print the directory that has a run's outputs.")

  @Argument(help: "job/x (its newest run), job/x#2 or a uuid.")
  var name: String
  @OptionGroup var global: GlobalOptions

  func execute(_ session: Session) throws(CommandFailure) -> ExitStatus {
    session.console.line(try session.outputs(of: name).directory)
    return .done
  }
}

struct OutputsGetCommand: KilimCommand {
  static let configuration = CommandConfiguration(
    commandName: "get", abstract: "Copy what a run wrote.",
    discussion: "Without a target it goes into a folder jobs-UUID in the current directory.")

  @Argument(help: "job/x (its newest run), job/x#2 or a uuid.")
  var name: String
  @Argument(help: "A file or directory among the outputs; all when left out.", completion: .file())
  var path: String?
  @Argument(help: "Where to copy it.", completion: .file())
  var target: String?
  @OptionGroup var global: GlobalOptions

  func execute(_ session: Session) throws(CommandFailure) -> ExitStatus {
    let (report, files, directory) = try session.outputs(of: name)
    let inside = try OutputPath(path ?? "")
    if let remote = files.remote {
      let destination = StatePath.absolute(self.destination(report, inside))
      let isThere = try engine { () throws(EngineError) in
        try remote.fetch(inside.text, to: destination)
      }
      guard isThere else { throw missing(report, inside) }
      session.console.line(destination)
      return .done
    }
    let source = inside.text.isEmpty ? directory : "\(directory)/\(inside.text)"
    guard access(source, F_OK) == 0 else { throw missing(report, inside) }
    let destination = StatePath.absolute(self.destination(report, inside))
    let copied: CopyReport
    do {
      copied = try LocalFiles.copy(from: source, to: destination, cancelled: { false })
    } catch {
      throw CommandFailure(.failed, error.message)
    }
    session.console.remark(
      "\(copied.files) file\(copied.files == 1 ? "" : "s"), \(SizeText.of(bytes: copied.bytes))")
    session.console.line(destination)
    return .done
  }

  private func missing(_ report: RunReport, _ inside: OutputPath) -> CommandFailure {
    CommandFailure(
      .notFound, "\(report.name) wrote no `\(inside.text)`",
      hint: "`kilim outputs list \(name)` shows what there is")
  }

  /// A directory as target takes a single file in, as cp(1) does.
  private func destination(_ report: RunReport, _ inside: OutputPath) -> String {
    guard let target else {
      let folder = "jobs-\(report.uuid)"
      return inside.text.isEmpty ? folder : "\(folder)/\(inside.text)"
    }
    var status = stat()
    guard !inside.text.isEmpty, stat(target, &status) == 0, status.st_mode & S_IFMT == S_IFDIR
    else { return target }
    return "\(target)/\(inside.text.split(separator: "/").last ?? "")"
  }
}

/// A path among outputs: relative, and never out of them.
struct OutputPath: Hashable {
  let text: String

  init(_ path: String) throws(CommandFailure) {
    let parts = path.split(separator: "/").filter { $0 != "." }
    guard !path.hasPrefix("/"), !parts.contains("..") else {
      throw CommandFailure(
        .usage, "`\(path)` is not a path among the outputs",
        hint: "write it as `kilim outputs list` prints it")
    }
    text = parts.joined(separator: "/")
  }
}
