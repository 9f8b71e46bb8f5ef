import KilimModel

/// The strict engine on the texts of one document, whatever the values of all other macros are.
enum MacroRehearsal {
  /// What is wrong with the texts in any run: macros that do not exist, circles, broken syntax. In
  /// the words, and at the place, in which the run's own resolving would say it.
  static func mistakes(
    in texts: [(macro: MacroName, text: String)]
  ) -> [(macro: MacroName, error: MacroError)] {
    var values = MacroTable()
    for macro in MacroName.allCases { values[macro] = anything }
    for item in texts { values[item.macro] = nil }
    var resolver = MacroResolver(values: values, facts: facts)
    for item in texts { resolver.declare(item.macro, as: item.text) }
    for item in texts { resolver.settle(item.macro) { (_, text) throws(MacroError) in text } }
    return resolver.failures
  }

  private static let anything = "x"

  private static let facts = HostFacts(
    userName: anything, homeDirectory: "/", hostName: anything, coreCount: 1,
    variable: { _ in anything })
}
