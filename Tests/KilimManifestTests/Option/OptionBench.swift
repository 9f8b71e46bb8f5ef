import KilimModel

@testable import KilimManifest

/// Arguments as their tables read them, a line for each option and each mistake.
enum OptionBench {
  static func read(_ text: String, _ table: OptionTable) -> [String] {
    let (options, mistakes) = table.options(in: .fragment(text))
    return options.map(shown) + mistakes.map { "\($0.code.rawValue) \($0.message)" }
  }

  static func shown(_ option: LaunchOption) -> String {
    option.value.map { "\(option.name)=\($0.shown)" } ?? option.name
  }
}
