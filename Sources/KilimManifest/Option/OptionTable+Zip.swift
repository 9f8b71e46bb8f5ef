extension OptionTable {
  /// A ZIP program has no container; the one option is Tapis' own.
  static let zip = OptionTable(
    tool: "the runtime ZIP", .commandLine, [OptionRule.rules(.none, "--tapis-zip-save")])
}
