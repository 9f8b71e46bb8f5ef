import KilimManifest
import KilimTestSupport

/// The repository's own samples: each folder is one specimen.
enum Samples {
  static func specimens() throws -> [Specimen] {
    let root = Checkout.root + "/samples"
    return try TextFile.names(in: root).compactMap { name -> Specimen? in
      let files = try files(in: root + "/" + name, shownAs: "samples/" + name)
      return files.isEmpty
        ? nil : Specimen(name: "samples/" + name, files: files, isIsolated: false)
    }
  }

  private static func files(in folder: String, shownAs name: String) throws -> [SpecimenFile] {
    try TextFile.names(in: folder).flatMap { entry -> [SpecimenFile] in
      let path = folder + "/" + entry
      guard entry.hasSuffix(".yaml") || entry.hasSuffix(".yml") || entry.hasSuffix(".json") else {
        return try entry.contains(".") ? [] : files(in: path, shownAs: name + "/" + entry)
      }
      let source = SourceFile(
        name: name + "/" + entry, directory: folder, bytes: Array(try TextFile.read(path).utf8))
      return SpecimenFile(source, kind: "").map { [$0] } ?? []
    }
  }
}
