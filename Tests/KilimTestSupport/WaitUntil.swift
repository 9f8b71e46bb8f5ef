import Glibc

/// Looks again and again, for what another program does and nobody tells; what the condition throws
/// counts as no.
///
/// - Throws: `TestFailure` with the words, when it never comes true.
package func waitUntil(
  _ words: String, seconds: Int = 60, _ condition: () throws -> Bool
) throws(TestFailure) {
  let end = ContinuousClock.now + .seconds(seconds)
  repeat {
    if (try? condition()) == true { return }
    _ = poll(nil, 0, 5)
  } while ContinuousClock.now < end
  throw TestFailure("this never came true: \(words)")
}
