import Glibc
import KilimManifest
import KilimTestSupport

/// Real definitions of other people. They are not part of the repository: `KILIM_CORPUS` names their
/// folder, or they lie in `shared/corpus` beside the checkout.
enum Corpus {
  static let folder: String = {
    if let path = getenv("KILIM_CORPUS") { return String(cString: path) }
    return Checkout.parent + "/shared/corpus"
  }()

  private static let kinds = [
    "apps": "App", "jobs": "Job", "systems": "System", "profiles": "SchedulerProfile",
  ]

  static var isThere: Bool { TextFile.exists(folder + "/README.md") }

  /// The definitions that the corpus marks as accepted, by folder and name.
  static func accepted() throws -> [String] {
    var names: [String] = []
    var section = ""
    for line in try TextFile.read(folder + "/README.md").split(separator: "\n") {
      if line.hasPrefix("#") { section = String(line.split(separator: " ").last ?? "") }
      guard kinds[section] != nil, line.hasPrefix("| `"), !line.contains("schema REJECTS"),
        let name = line.split(separator: "`").dropFirst().first, name.hasSuffix(".json")
      else { continue }
      names.append(section + "/" + name)
    }
    return names
  }

  static func file(_ name: String) throws -> SpecimenFile {
    let text = try TextFile.read(folder + "/" + name)
    let section = String(name.split(separator: "/").first ?? "")
    let source = SourceFile(name: name, directory: folder, bytes: Array(text.utf8))
    guard let kind = kinds[section], let file = SpecimenFile(source, kind: kind) else {
      throw TestFailure("\(name) cannot be read")
    }
    return file
  }

  /// Each one by itself.
  static func specimens() throws -> [Specimen] {
    try accepted().filter { !refused.contains($0) }.map { name in
      Specimen(name: name, files: [try file(name)], isIsolated: true)
    }
  }

  /// Every third of them, written as YAML.
  static func translations() throws -> [Specimen] {
    try specimens().enumerated().filter { $0.offset % 3 == 0 }.compactMap { _, specimen in
      guard let file = specimen.files.first, let root = file.documents.first else { return nil }
      let text = BlockYAML.text(of: root, in: file.bytes)
      let source = SourceFile(
        name: specimen.name.dropLast(4) + "yaml", directory: folder, bytes: Array(text.utf8))
      guard let translated = SpecimenFile(source, kind: file.kind) else {
        throw TestFailure("\(source.name) is no YAML\n\(text)")
      }
      return Specimen(name: source.name, files: [translated], isIsolated: true)
    }
  }

  /// The Apps of one collection with all Systems and profiles of it, for references.
  static func collections() throws -> [Specimen] {
    let names = try accepted().filter { $0.contains("/TACC__WMA-") && !refused.contains($0) }
    let files = try names.map(file)
    // Some Systems are there in two versions.
    var known: Set<String> = []
    let others = files.filter { file in
      guard file.kind == "System" || file.kind == "SchedulerProfile",
        let root = file.documents.first, let id = (root["id"] ?? root["name"])?.scalar?.text
      else { return false }
      return known.insert(file.kind + " " + id).inserted
    }
    return files.filter { file in
      guard file.kind == "App", let root = file.documents.first else { return false }
      let named = ["execSystemId", "archiveSystemId"].compactMap {
        root["jobAttributes"]?[$0]?.scalar?.text
      }
      return named.contains { !$0.isEmpty }
        && named.allSatisfy { known.contains("System " + $0) || $0.isEmpty }
    }.map { app in
      Specimen(
        name: app.source.name, files: [app], others: others.map(\.source), isIsolated: false,
        kinds: [.badReference])
    }
  }

  /// Accepted by Tapis' schemas and refused by Kilim on purpose.
  static let refused: Set<String> = [
    // Placeholders in ids that nobody filled in.
    "apps/DesignSafe-CI__dapi__dapi__templates__apps__container__app.json",
    "apps/TACC__WMA-Tapis-Templates__applications__oidc__hello-world__sal-expanse__app.json",
    "apps/tapis-project__application-repository__img-classify__app_definition.json",
    "apps/tapis-project__application-repository__jupyter-notebook__app_definition.json",
    "apps/tapis-project__application-repository__opensees-express__app_definition_singularity.json",
    "apps/tapis-project__application-repository__opensees-mp__app_definition_mp_singularity.json",
    "apps/tapis-project__application-repository__shell-script__fork_docker__app_definition.json",
    "jobs/tapis-project__application-repository__img-classify__job_definition.json",
    "jobs/tapis-project__application-repository__jupyter-notebook__job_definition.json",
    "jobs/tapis-project__application-repository__material-point-method__mpm-dummy-src__job_definition.json",
    "jobs/tapis-project__application-repository__opensees-express__job_def_opensees_express_singularity_sp.json",
    "jobs/tapis-project__application-repository__opensees-express__job_definition_default.json",
    "jobs/tapis-project__application-repository__opensees-express__job_definition_multiple_inputs.json",
    "jobs/tapis-project__application-repository__opensees-mp__job_definition_opensees_mp_singularity.json",
    "jobs/tapis-project__application-repository__shell-script__batch_zip__job_definition.json",
    "jobs/tapis-project__application-repository__shell-script__fork_docker__job_definition.json",
    "jobs/tapis-project__application-repository__shell-script__fork_singularity__job_definition.json",
    "jobs/tapis-project__application-repository__shell-script__fork_zip__job_definition.json",
    "jobs/tapis-project__application-repository__summarize-text__job.json",
    "jobs/tapis-project__workflows-tutorial__block1__templates__job-mpm-run.json",
    "systems/TACC__WMA-Tapis-Templates__systems__project.root.example.json",
    // Placeholders in arguments, which a shell would take for redirections.
    "apps/tapis-project__FlexServ-Deployer__tapis_def__1.4.0__app.json",
    "jobs/tapis-project__FlexServ-Deployer__tapis_def__1.4.0__job.json",
    // An option that Kilim sets itself.
    "apps/TACC__WMA-Tapis-Templates__applications__all-fields__test-container-args.json",
    // A command substitution in an argument.
    "apps/TACC__WMA-Tapis-Templates__applications__a2cps__rstudio-secure__app.json",
    "apps/TACC__WMA-Tapis-Templates__applications__rstudio__app.json",
    // A key that stands twice.
    "systems/tapis-project__application-repository__systems__stampede2-system-def.json",
  ]
}

enum Checkout {
  static let root = #filePath.split(separator: "/").dropLast(4).reduce(into: "") { $0 += "/" + $1 }
  static let parent = #filePath.split(separator: "/").dropLast(5).reduce(into: "") {
    $0 += "/" + $1
  }
}
