import Glibc

/// The inverse of the normal distribution, by Acklam's rational approximation and one step of
/// Halley's method, which makes it exact to about 15 digits.
enum NormalQuantile {
  private static let a = [
    -3.969683028665376e+01, 2.209460984245205e+02, -2.759285104469687e+02,
    1.383577518672690e+02, -3.066479806614716e+01, 2.506628277459239e+00,
  ]
  private static let b = [
    -5.447609879822406e+01, 1.615858368580409e+02, -1.556989798598866e+02,
    6.680131188771972e+01, -1.328068155288572e+01, 1,
  ]
  private static let c = [
    -7.784894002430293e-03, -3.223964580411365e-01, -2.400758277161838e+00,
    -2.549732539343734e+00, 4.374664141464968e+00, 2.938163982698783e+00,
  ]
  private static let d = [
    7.784695709041462e-03, 3.224671290700398e-01, 2.445134137142996e+00,
    3.754408661907416e+00, 1,
  ]

  /// - Parameter probability: from 0 to 1; the ends are taken for the nearest number inside.
  static func value(at probability: Double) -> Double {
    let p = min(max(probability, 1e-16), 1 - 1e-16)
    let guess = approximation(p)
    let error = 0.5 * erfc(-guess / 2.0.squareRoot()) - p
    let step = error * (2 * Double.pi).squareRoot() * exp(guess * guess / 2)
    return guess - step / (1 + guess * step / 2)
  }

  private static func approximation(_ p: Double) -> Double {
    if p < 0.02425 { return tail((-2 * log(p)).squareRoot()) }
    if p > 1 - 0.02425 { return -tail((-2 * log(1 - p)).squareRoot()) }
    let q = p - 0.5
    return polynomial(a, q * q) * q / polynomial(b, q * q)
  }

  private static func tail(_ q: Double) -> Double { polynomial(c, q) / polynomial(d, q) }

  private static func polynomial(_ coefficients: [Double], _ x: Double) -> Double {
    coefficients.reduce(0) { $0 * x + $1 }
  }
}
