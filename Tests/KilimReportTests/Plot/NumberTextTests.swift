import Testing

@testable import KilimReport

@Suite struct NumberTextTests {
  @Test(
    arguments: [
      (0.9666666666666667, 6, "0.966667"), (0.1 + 0.2, 6, "0.3"), (12000, 6, "12000"),
      (1_234_567.25, 6, "1234570"), (12_345_678, 6, "1.23457e+07"), (1.5e-7, 6, "1.5e-07"),
      (0.00012, 6, "0.00012"), (-2.5, 6, "-2.5"), (9.9999999, 3, "10"), (999_999.9, 6, "1000000"),
      (.leastNonzeroMagnitude, 6, "5e-324"), (1.7976931348623157e308, 3, "1.8e+308"), (0, 6, "0"),
      (-0.0, 6, "0"),
      (.nan, 6, "nan"), (-.infinity, 6, "-inf"), (100, 1, "100"), (0.05, 1, "0.05"),
    ] as [(Double, Int, String)])
  func `keeps significant digits`(value: Double, digits: Int, text: String) {
    #expect(NumberText.significant(value, digits: digits) == text)
  }

  @Test(
    arguments: [
      (0.5, 0, "1"), (0.25, 1, "0.3"), (-0.25, 1, "-0.3"), (-0.04, 1, "0.0"), (12.3, 2, "12.30"),
      (7, 0, "7"), (0.005, 2, "0.01"),
    ] as [(Double, Int, String)])
  func `keeps decimals`(value: Double, decimals: Int, text: String) {
    #expect(NumberText.fixed(value, decimals: decimals) == text)
  }

  @Test(arguments: [(12.0, "12"), (12.345, "12.35"), (12.5, "12.5"), (-0.001, "0"), (.nan, "0")])
  func `writes lengths in hundredths`(value: Double, text: String) {
    #expect(NumberText.length(value) == text)
  }
}
