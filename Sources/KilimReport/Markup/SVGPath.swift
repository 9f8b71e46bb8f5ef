/// Path data, point by point.
struct SVGPath {
  private(set) var data = ""

  mutating func move(_ x: Double, _ y: Double) { add("M", x, y) }
  mutating func line(_ x: Double, _ y: Double) { add("L", x, y) }

  mutating func curve(
    _ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double, _ x: Double, _ y: Double
  ) {
    add("C", x1, y1)
    add(" ", x2, y2)
    add(" ", x, y)
  }

  mutating func append(_ more: String) { data += more }

  private mutating func add(_ command: String, _ x: Double, _ y: Double) {
    data += command + NumberText.length(x) + " " + NumberText.length(y)
  }
}
