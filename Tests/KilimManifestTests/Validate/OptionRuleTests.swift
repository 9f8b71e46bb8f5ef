import KilimManifest
import KilimModel
import Testing

/// Options and references of definitions, before any job uses them.
struct OptionRuleTests {
  private func complaints(_ text: String, isolated: Bool = false) -> [String] {
    let loaded = ManifestLoader.load([
      SourceFile(name: "d.yaml", directory: "/d", bytes: Array(text.utf8))
    ])
    var catalog = Catalog()
    for document in loaded.documents { catalog.add(document) }
    return loaded.diagnostics.map(\.line)
      + loaded.documents.flatMap {
        DefinitionValidator.validate($0, catalog: catalog, isolated: isolated)
      }.map { "\($0.code.rawValue) \($0.path) \($0.span?.line ?? 0)" }
  }

  @Test func `checks the options of an app`() {
    let text = """
      apiVersion: kilim/v1
      kind: App
      metadata: {name: tool}
      spec:
        version: "1"
        runtime: APPTAINER
        containerImage: docker://Alpine
        jobAttributes:
          parameterSet:
            containerArgs:
              - {name: a, arg: --bnd /x}
            schedulerOptions:
              - {name: b, arg: --mem 5}
              - {name: c, args: [--acount, x]}
              - {name: d}
          execSystemConstraints: ["a ="]
      """
    #expect(
      complaints(text).sorted() == [
        "K0207 spec.containerImage 7",
        "K0408 spec.jobAttributes.execSystemConstraints[0] 16",
        "K0509 spec.jobAttributes.parameterSet.containerArgs[0].arg 11",
        "K0509 spec.jobAttributes.parameterSet.schedulerOptions[1].args 14",
        "K0510 spec.jobAttributes.parameterSet.schedulerOptions[0].arg 13",
      ])
  }

  @Test func `checks the parent of a System`() {
    let parent = """
      apiVersion: kilim/v1
      kind: System
      metadata: {name: hpc}
      spec: {systemType: LINUX, host: h, rootDir: /, canExec: true, jobWorkingDir: /w, jobRuntimes: [{runtimeType: ZIP}]}
      ---

      """
    let child = """
      apiVersion: kilim/v1
      kind: System
      metadata: {name: mine}
      spec: {systemType: LINUX, host: h, rootDir: /, canExec: true, parentId: hpc}
      """
    #expect(complaints(parent + child) == ["K0502 spec.parentId 9"])
    #expect(complaints(child) == ["K0301 spec.parentId 4"])
    #expect(complaints(child, isolated: true) == [])
  }
}
