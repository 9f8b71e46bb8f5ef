import Glibc

/// The marks of an axis with their labels.
struct AxisTicks: Sendable, Hashable {
  struct Tick: Sendable, Hashable {
    var place: Double
    var text: String
    /// Written above the line behind the text.
    var exponent: String?

    init(_ place: Double, _ text: String, exponent: String? = nil) {
      self.place = place
      self.text = text
      self.exponent = exponent
    }
  }

  var labelled: [Tick] = []
  /// Places of small marks without a label.
  var minor: [Double] = []
  /// The labels are to be multiplied by ten to this power.
  var factor: Int?

  /// - Parameters:
  ///   - count: about how many labels there is room for.
  static func of(_ scale: AxisScale, count: Int) -> AxisTicks {
    switch scale {
    case .linear(let low, let high): linear(scale, low, high, count: max(2, count))
    case .logarithmic(let low, let high): logarithmic(scale, low, high, count: max(2, count))
    case .categories(let names):
      AxisTicks(labelled: names.indices.map { Tick(scale.place(Double($0)), names[$0]) })
    }
  }

  /// A mark for each of the values.
  static func at(_ values: [Double], on scale: AxisScale) -> AxisTicks {
    AxisTicks(
      labelled: values.map {
        Tick(scale.place($0), NumberText.significant($0, digits: 6).typographic)
      })
  }

  private static func linear(
    _ scale: AxisScale, _ low: Double, _ high: Double, count: Int
  ) -> AxisTicks {
    let step = niceStep((high - low) / Double(count))
    let first = (low / step).rounded(.up)
    let last = (high / step).rounded(.down)
    guard last - first < 100, first.magnitude < 1e15 else { return AxisTicks() }
    let values = stride(from: first, through: last, by: 1).map { $0 * step }
    let largest = values.reduce(0) { max($0, $1.magnitude) }
    var ticks = AxisTicks()
    var unit = 1.0
    if largest >= 1e5 || (largest > 0 && largest < 1e-3) {
      let exponent = Int((log10(largest) / 3).rounded(.down)) * 3
      ticks.factor = exponent
      unit = pow(10, Double(exponent))
    }
    let decimals = min(12, max(0, -Int(log10(step / unit * 1.0000001).rounded(.down))))
    ticks.labelled = values.map {
      Tick(scale.place($0), NumberText.fixed($0 / unit, decimals: decimals).typographic)
    }
    return ticks
  }

  /// 1, 2 or 5 times a power of ten, not less than `rough`.
  static func niceStep(_ rough: Double) -> Double {
    let power = pow(10, log10(rough).rounded(.down))
    for step in [1.0, 2, 5] where step * power >= rough * 0.999 { return step * power }
    return 10 * power
  }

  private static func logarithmic(
    _ scale: AxisScale, _ low: Double, _ high: Double, count: Int
  ) -> AxisTicks {
    let first = Int(log10(low).rounded(.up))
    let last = Int((log10(high) + 1e-9).rounded(.down))
    guard last - first >= 1 else { return withinADecade(scale, low, high, count: count) }
    var ticks = AxisTicks()
    let stride = (last - first) / count + 1
    let isLong = first < -3 || last > 4
    for exponent in first...last where (exponent - first) % stride == 0 {
      let place = scale.place(pow(10, Double(exponent)))
      ticks.labelled.append(
        isLong
          ? Tick(place, "10", exponent: "\(exponent)".typographic)
          : Tick(place, NumberText.significant(pow(10, Double(exponent)), digits: 6)))
    }
    let steps = stride > 1 ? [1.0] : (2...9).map(Double.init)
    for exponent in (first - 1)...last {
      for step in steps {
        let value = step * pow(10, Double(exponent))
        if value >= low, value <= high { ticks.minor.append(scale.place(value)) }
      }
    }
    return ticks
  }

  /// Less than two powers of ten on the axis: 1, 2 and 5 times powers, or even steps.
  private static func withinADecade(
    _ scale: AxisScale, _ low: Double, _ high: Double, count: Int
  ) -> AxisTicks {
    let first = Int(log10(low).rounded(.down))
    let values = (first...(first + 2)).flatMap { exponent in
      [1.0, 2, 5].map { $0 * pow(10, Double(exponent)) }
    }.filter { $0 >= low && $0 <= high }
    if values.count >= 3 { return at(values, on: scale) }
    let even = linear(.linear(low, high), low, high, count: min(count, 5))
    let step = niceStep((high - low) / Double(min(count, 5)))
    let places = even.labelled.indices.map { index in
      scale.place(((low / step).rounded(.up) + Double(index)) * step)
    }
    var ticks = even
    for (index, place) in places.enumerated() { ticks.labelled[index].place = place }
    return ticks
  }
}

extension String {
  /// With a real minus sign.
  var typographic: String { hasPrefix("-") ? "\u{2212}" + dropFirst() : self }
}
