extension JobSpec {
  /// The fields that ask for something this version does not do yet, by their paths, in the order of
  /// the declaration; `apply` and `diff` refuse them, and everything else knows them.
  ///
  /// A field that asks for what happens anyway (`onPrune: Finish`) is not among
  /// them.
  package var unsupportedFields: [String] {
    let fields: [(String, Bool)] = [
      ("secretEnv", !secretEnv.isEmpty)
    ]
    return fields.filter(\.1).map { "spec.\($0.0)" }
  }
}
