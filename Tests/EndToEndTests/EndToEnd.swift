import KilimTestSupport
import Testing

/// All tests that drive the built binary as a user does.
@Suite(.enabled(if: KilimBinary.shouldBeTested, "the binary is not built yet"))
enum EndToEnd {}
