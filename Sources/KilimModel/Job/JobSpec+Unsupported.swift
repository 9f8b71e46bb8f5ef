extension JobSpec {
  /// The fields that ask for something this version does not do yet, by their paths, in the order of
  /// the declaration; `apply` and `diff` refuse them, and everything else knows them.
  ///
  /// A field that asks for what happens anyway (`suspend: false`, `retry: {limit: 0}`) is not among
  /// them.
  package var unsupportedFields: [String] {
    let fields: [(String, Bool)] = [
      ("dependsOn", !dependsOn.isEmpty),
      ("suspend", suspend == true),
      ("priority", priority ?? 0 != 0),
      ("retry", retry?.limit ?? 0 > 0),
      ("restart", restart != nil),
      ("onPrune", onPrune == .cancel),
      ("budget", budget != nil),
      ("results", !results.isEmpty),
      ("secretEnv", !secretEnv.isEmpty),
    ]
    return fields.filter(\.1).map { "spec.\($0.0)" }
  }
}
