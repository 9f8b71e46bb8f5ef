import Glibc

/// What libFuzzer calls with each input.
@_cdecl("LLVMFuzzerTestOneInput")
func fuzzOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> Int32 {
  FuzzTarget.chosen.check(Array(UnsafeBufferPointer(start: start, count: count)))
  return 0
}

/// What one run tries; `KILIM_FUZZ_TARGET` names it, so that one build serves all.
enum FuzzTarget: String {
  case reader
  case macros
  case words
  case globs
  case regexes

  static let chosen: FuzzTarget = {
    let name = getenv("KILIM_FUZZ_TARGET").map { String(cString: $0) } ?? ""
    guard let target = FuzzTarget(rawValue: name) else {
      fatalError("KILIM_FUZZ_TARGET is `\(name)`, not reader, macros, words, globs or regexes")
    }
    return target
  }()

  func check(_ bytes: [UInt8]) {
    switch self {
    case .reader: ReaderFuzz.check(bytes)
    case .macros: MacroFuzz.check(bytes)
    case .words: WordFuzz.check(bytes)
    case .globs: PatternFuzz.check(bytes, prefix: "")
    case .regexes: PatternFuzz.check(bytes, prefix: "REGEX:")
    }
  }
}

/// Ends the run as a crash would, so that libFuzzer keeps the input.
func demand(_ condition: Bool, _ claim: @autoclosure () -> String) {
  guard !condition else { return }
  fatalError("does not hold: \(claim())")
}
