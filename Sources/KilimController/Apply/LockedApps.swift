import KilimManifest
import KilimModel

/// An App that was applied with `locked: true` keeps its content until a manifest says otherwise.
enum LockedApps {
  /// Says of each document that changes such an App what may be done instead.
  static func check(_ documents: [ManifestDocument], stored: Catalog) -> [Diagnostic] {
    documents.compactMap { document in
      guard case .app(let app) = document.spec, app.locked == true,
        let before = stored.apps[document.name.name]?.spec, before.locked == true,
        SpecCoding.json(of: .app(before)) != SpecCoding.json(of: document.spec)
      else { return nil }
      return Diagnostic(
        .lockedApp, "App `\(document.name.name)` is locked, and this changes it",
        hint: "give the change another `version`, or write `locked: false`",
        span: document.source.span(ofPath: "spec.locked"), path: "spec.locked")
    }
  }
}
