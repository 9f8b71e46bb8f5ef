extension OptionTable {
  /// The options of one argument, and all that is wrong with it. Linear in its length.
  ///
  /// An argument that says nothing has no options.
  func options(
    in value: MergedArgument.Value
  ) -> (options: [LaunchOption], mistakes: [OptionMistake]) {
    switch value {
    case .words(let words):
      return OptionParser.read(words.map { $0.isEmpty ? [] : [.text($0)] }, self)
    case .fragment(let text):
      do throws(WordError) {
        return OptionParser.read(try WordSplitter.split(text), self)
      } catch {
        return ([], [.splitting(error)])
      }
    }
  }

  /// The options that stand a second time in a merged list although one is enough: the index of
  /// each, and that of the first one of its name.
  func repeats(in options: [LaunchOption]) -> [(second: Int, first: Int)] {
    var firsts: [String: Int] = [:]
    return options.indices.compactMap { index in
      let name = options[index].name
      guard self[name]?.isRepeatable != true else { return nil }
      guard let first = firsts[name] else {
        firsts[name] = index
        return nil
      }
      return (index, first)
    }
  }

  /// The variables that nobody will fill in; none where a shell does.
  func unexpandedVariables(in option: LaunchOption) -> [OptionMistake] {
    guard destination == .directive else { return [] }
    return option.liveVariables.map {
      .liveVariable(option: String(option.text.prefix { $0 != "=" && $0 != " " }), variable: $0)
    }
  }

  /// Why an option is refused, whatever its value.
  func mistake(_ rule: OptionRule, _ name: String) -> OptionMistake? {
    switch rule.status {
    case .accepted: nil
    case .field(let field): .field(option: name, field: field)
    case .managed(let reason): .managed(option: name, reason: reason)
    case .unsupported(let reason): .unsupported(option: name, tool: tool, reason: reason)
    }
  }

  /// A value in a script's comment may neither end its line nor be empty.
  func mistake(inValue value: [WordSplitter.Piece], of name: String) -> OptionMistake? {
    guard destination == .directive else { return nil }
    if value.isEmpty { return .emptyValue(option: name) }
    let hasControl = value.contains { piece in
      piece.literal?.utf8.contains { $0 < 0x20 || $0 == 0x7f } == true
    }
    return hasControl ? .controlCharacter(option: name) : nil
  }
}
