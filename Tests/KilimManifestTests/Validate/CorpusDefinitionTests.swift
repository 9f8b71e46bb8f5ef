import Glibc
import KilimManifest
import KilimModel
import Testing

/// Definitions that other people wrote: none of them may meet a rule of ours that is too strict.
@Suite(.enabled(if: DefinitionCorpus.root != nil, "KILIM_CORPUS names no corpus"))
struct CorpusDefinitionTests {
  private func complaints(of folder: String) throws -> [String] {
    let root = try #require(DefinitionCorpus.root)
    let names = try Shell.output(of: "ls '\(root)/\(folder)'/*.json").output
    let paths = String(decoding: names, as: UTF8.self).split(separator: "\n").map(String.init)
    try #require(paths.count > 40)
    return try paths.flatMap { path in
      let bytes = try Shell.output(of: "cat '\(path)'").output
      let loaded = ManifestLoader.load([SourceFile(name: path, directory: root, bytes: bytes)])
      return loaded.documents.flatMap {
        DefinitionValidator.validate($0, catalog: Catalog(), isolated: true)
      }.map { "\(path.split(separator: "/").last ?? ""): \($0.code.rawValue) \($0.path)" }
    }
  }

  @Test func `takes the systems of others`() throws {
    #expect(try complaints(of: "systems").isEmpty)
  }

  /// Two apps run a shell from an `arg`, and one sets a variable by an option: decision 0009.
  /// One leaves placeholders unfilled: decision 0010.
  @Test func `takes the apps of others but for what the decisions refuse`() throws {
    let argument = "K0406 spec.jobAttributes.parameterSet.appArgs[0].arg"
    let prefix = "TACC__WMA-Tapis-Templates__applications__"
    let other = "tapis-project__FlexServ-Deployer__tapis_def__1.4.0__app.json"
    #expect(
      try complaints(of: "apps") == [
        "\(prefix)a2cps__rstudio-secure__app.json: \(argument)",
        "\(prefix)all-fields__test-container-args.json: K0510 spec.jobAttributes.parameterSet.containerArgs[1].arg",
        "\(prefix)rstudio__app.json: \(argument)",
        "\(other): K0406 spec.jobAttributes.parameterSet.schedulerOptions[2].arg",
        "\(other): K0406 spec.jobAttributes.parameterSet.schedulerOptions[3].arg",
      ])
  }
}

/// Where the collected definitions lie; they are no part of the repository.
enum DefinitionCorpus {
  static var root: String? { getenv("KILIM_CORPUS").map { String(cString: $0) } }
}
