import ArgumentParser
import KilimController
import KilimManifest
import KilimModel
import KilimTransport

/// Prints exactly what would run.
struct CompileCommand: KilimCommand {
  enum Form: String, ExpressibleByArgument, CaseIterable { case plan, script, env, json }

  static let configuration = CommandConfiguration(
    commandName: "compile", abstract: "Print the plan, script or environment of a job.",
    discussion: """
      With -f the manifests alone are compiled, and no state is read or made. Without it the
      newest run of a job is printed as it was launched.
      """)

  @Argument(help: "The job; needed when there are several.")
  var name: String?
  @Option(
    name: [.customShort("f"), .customLong("filename")],
    help: "A manifest, a directory of them, or - for standard input; may be repeated.",
    completion: .file(extensions: ["yaml", "yml", "json"]))
  var files: [String] = []
  @Option(name: [.customShort("o"), .long], help: "plan (YAML), json, script or env.")
  var output = Form.plan
  @OptionGroup var global: GlobalOptions

  func validate() throws {
    if files.isEmpty, name == nil {
      throw ValidationError("say what to compile: -f FILE, or the name of a job")
    }
  }

  func execute(_ session: Session) throws(CommandFailure) -> ExitStatus {
    guard files.isEmpty else { return try compileFiles(session) }
    let plane = try session.open()
    let reports = try session.runs([name ?? ""], in: plane)
    guard let report = reports.last else {
      throw CommandFailure(.notFound, "there is no run of `\(name ?? "")`")
    }
    show(report.plan, session)
    return .done
  }

  private func compileFiles(_ session: Session) throws(CommandFailure) -> ExitStatus {
    let input = ManifestFiles.read(files)
    let loaded = ManifestLoader.load(input.files)
    var diagnostics = input.diagnostics + loaded.diagnostics
    let compilation = OfflineCompilation(loaded, session)
    let jobs = try compilation.jobs(named: name)
    var plans: [RunPlan] = []
    for job in jobs {
      let result = compilation.compile(job)
      diagnostics += result.diagnostics
      if let plan = result.plan { plans.append(plan) }
    }
    diagnostics = diagnostics.withoutRepeats
    session.show(diagnostics, sources: input.files)
    if diagnostics.hasErrors { return .failed }
    guard plans.count == 1 else { throw severalJobs(jobs.map(\.metadata.name)) }
    show(plans[0], session)
    return .done
  }

  private func severalJobs(_ names: [String]) -> CommandFailure {
    guard !names.isEmpty else {
      return CommandFailure(.failed, "there is no job in these manifests")
    }
    return CommandFailure(
      .usage, "there are several jobs: \(names.joined(separator: ", "))",
      hint: "name one: kilim compile \(names[0]) -f ...")
  }

  private func show(_ plan: RunPlan, _ session: Session) {
    switch output {
    case .plan: session.console.write(YAMLWriter.text(plan.json))
    case .json: session.console.write(plan.json.prettyText + "\n")
    case .script: session.console.write(LaunchRenderer.script(for: plan))
    case .env: session.console.write(LaunchRenderer.environmentFile(for: plan))
    }
  }
}
