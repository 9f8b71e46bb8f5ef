import KilimManifest
import KilimModel
import Testing

/// The words of every diagnostic that reading and decoding can give.
struct GoldenDiagnosticTests {
  private let folder = GoldenFolder.diagnostics

  @Test(arguments: GoldenFolder.diagnostics.inputs)
  func `says what is wrong, where and what to do`(name: String) {
    let file = SourceFile(name: name, directory: "/d", bytes: folder.input(name))
    let loaded = ManifestLoader.load([file])
    let text = DiagnosticRenderer.text(loaded.diagnostics, sources: [file], color: false)
    if folder.isUpdating { folder.update(name, text) }
    #expect(text == folder.expected(name))
    #expect(loaded.diagnostics.contains { name.hasPrefix($0.code.rawValue) })
  }

  @Test func `has an example of every code`() {
    // Reported elsewhere: a file that cannot be opened, one that is too large to keep here, and what
    // compiles but cannot run yet.
    let elsewhere = ["K0101", "K0104", "K0214"]
    let codes = DiagnosticCode.allCases.map(\.rawValue).filter {
      $0.hasPrefix("K01") || $0.hasPrefix("K02")
    }
    let missing = codes.filter { code in
      !elsewhere.contains(code) && !folder.inputs.contains { $0.hasPrefix(code) }
    }
    #expect(missing == [])
  }
}
