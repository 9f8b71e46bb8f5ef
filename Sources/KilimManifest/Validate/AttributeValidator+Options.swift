import KilimModel

extension AttributeValidator {
  /// The options in a list of arguments, each by itself; `path` says where the list stands.
  mutating func check(_ arguments: [Argument], _ table: OptionTable?, path: String) {
    guard let table else { return }
    for (index, argument) in arguments.enumerated() {
      guard let value = argument.value else { continue }
      let (options, mistakes) = table.options(in: value)
      let field = if case .words = value { "args" } else { "arg" }
      for mistake in mistakes + options.flatMap(table.unexpandedVariables) {
        add(mistake.diagnostic(path: "\(path)[\(index)].\(field)"))
      }
    }
  }

  /// Conditions over the capabilities of Systems.
  mutating func check(constraints items: [String]) {
    guard !items.isEmpty else { return }
    do throws(ConstraintError) {
      _ = try ConstraintExpression(items: items)
    } catch {
      add([Self.mistake(error, in: items, layer)])
    }
  }

  static func mistake(_ error: ConstraintError, in items: [String], _ layer: Layer) -> Mistake {
    let (index, offset) = ConstraintExpression.item(at: error.offset, in: items)
    var local = error
    local.offset = offset
    return Mistake(
      layer, local.diagnostic(path: "\(layer.prefix).execSystemConstraints[\(index)]"))
  }
}
