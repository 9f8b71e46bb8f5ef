/// The stable codes of all diagnostics. A code never changes its meaning and is never reused.
///
/// K01xx reading, K02xx decoding, K03xx references and merging, K04xx macros, K05xx limits and
/// rules, K06xx re-applying. `meaning` explains each; `specs/diagnostics.md` shows each.
package enum DiagnosticCode: String, Sendable, Hashable, CaseIterable {
  // Reading
  case unreadableFile = "K0101"
  case syntax = "K0102"
  case invalidEncoding = "K0103"
  case tooLarge = "K0104"
  case tooDeep = "K0105"
  case aliasBomb = "K0106"
  case duplicateKey = "K0107"
  case unknownAlias = "K0108"
  case tab = "K0109"
  case unsupportedTag = "K0110"
  case nothingToApply = "K0111"
  // Decoding
  case unknownKind = "K0201"
  case unknownField = "K0202"
  case wrongType = "K0203"
  case missingField = "K0204"
  case unknownValue = "K0205"
  case outOfRange = "K0206"
  case invalidText = "K0207"
  case exclusiveFields = "K0208"
  case ignoredField = "K0209"
  case legacyDocument = "K0210"
  case unsupportedVersion = "K0211"
  case nameMismatch = "K0212"
  case duplicateItem = "K0213"
  case unsupportedFeature = "K0214"
  // References and merging
  case unknownReference = "K0301"
  case disabledReference = "K0302"
  case duplicateObject = "K0303"
  case fixedValueChanged = "K0304"
  case missingValue = "K0305"
  case environmentKeyConflict = "K0306"
  case unknownInput = "K0307"
  case missingInput = "K0308"
  case collidingTarget = "K0309"
  case invalidPath = "K0310"
  case unsupportedSource = "K0311"
  case noMatchingSystem = "K0312"
  case droppedVariable = "K0313"
  // Macros and words
  case unknownMacro = "K0401"
  case macroCycle = "K0402"
  case macroSyntax = "K0403"
  case macroUnavailable = "K0404"
  case hostVariable = "K0405"
  case shellSyntax = "K0406"
  case wordSyntax = "K0407"
  case constraintSyntax = "K0408"
  // Limits and rules
  case runtimeNotOffered = "K0501"
  case impossibleCombination = "K0502"
  case commandPrefixNotEnabled = "K0503"
  case invalidPattern = "K0504"
  case patternNeverMatches = "K0505"
  case queueLimit = "K0506"
  case invalidAddress = "K0507"
  case forbiddenCharacter = "K0508"
  case unknownOption = "K0509"
  case reservedOption = "K0510"
  case invalidOption = "K0511"
  case surprisingDefault = "K0512"
  // Sweeps and workflows
  case expressionSyntax = "K0701"
  case expressionFailure = "K0702"
  case unknownParameter = "K0703"
  case dataFile = "K0704"
  case emptySweep = "K0705"
  // Re-applying
  case updateRejected = "K0604"
  case lockedApp = "K0605"

  /// The severity that a diagnostic of this code has unless its author says otherwise.
  package var severity: Diagnostic.Severity {
    switch self {
    case .ignoredField, .droppedVariable: .note
    case .patternNeverMatches, .surprisingDefault: .warning
    default: .error
    }
  }
}
