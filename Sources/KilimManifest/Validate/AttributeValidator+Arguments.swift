import KilimModel

extension AttributeValidator {
  /// The words of fragments; the decoder has looked at all that concerns one field alone.
  mutating func checkWords(_ arguments: [Argument]) {
    for (index, argument) in arguments.enumerated() {
      guard let text = argument.arg else { continue }
      do throws(WordError) {
        _ = try WordSplitter.split(text)
      } catch {
        add(error.diagnostic(path: ArgumentList.appArgs.path(layer, index) + ".arg"))
      }
    }
  }
}
