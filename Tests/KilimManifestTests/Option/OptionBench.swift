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

  /// Random numbers that are the same in every run (SplitMix64).
  struct Numbers: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
      state &+= 0x9e37_79b9_7f4a_7c15
      var mixed = state
      mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
      mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
      return mixed ^ (mixed >> 31)
    }
  }
}
