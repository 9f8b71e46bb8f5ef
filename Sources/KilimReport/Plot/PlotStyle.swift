/// How series are told apart: by colour, by marker and by dashes, so also in grey.
struct PlotStyle: Sendable, Hashable {
  let colour: String
  let marker: Int
  /// An SVG `stroke-dasharray`; nil for a solid line.
  let dashes: String?
  let isHollow: Bool

  // Okabe and Ito's palette for all kinds of colour vision, without its yellow, too pale on white.
  private static let colours = [
    "#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#000000",
  ]
  private static let dashes = [nil, "7 3", "2 2.5", "8 3 2 3", "12 4", "4 2"]

  init(series: Int) {
    let turn = series / Self.colours.count
    colour = Self.colours[series % Self.colours.count]
    marker = (series + turn) % 6
    dashes = Self.dashes[(series + turn) % Self.dashes.count]
    isHollow = turn % 2 == 1
  }

  /// Path data of the marker around a point.
  func mark(_ x: Double, _ y: Double, radius r: Double) -> String {
    let at = { (dx: Double, dy: Double) in
      "\(NumberText.length(x + dx)) \(NumberText.length(y + dy))"
    }
    let d = NumberText.length
    switch marker {
    case 0:
      return
        "M\(at(-r, 0))a\(d(r)) \(d(r)) 0 1 0 \(d(2 * r)) 0a\(d(r)) \(d(r)) 0 1 0 \(d(-2 * r)) 0z"
    case 1:
      let s = r * 0.9
      return "M\(at(-s, -s))h\(d(2 * s))v\(d(2 * s))h\(d(-2 * s))z"
    case 2: return "M\(at(0, -1.2 * r))L\(at(1.1 * r, 0.8 * r))L\(at(-1.1 * r, 0.8 * r))z"
    case 3:
      let s = r * 1.25
      return "M\(at(0, -s))L\(at(s, 0))L\(at(0, s))L\(at(-s, 0))z"
    case 4: return "M\(at(0, 1.2 * r))L\(at(1.1 * r, -0.8 * r))L\(at(-1.1 * r, -0.8 * r))z"
    default:
      // A cross as an outline, so that all markers are filled alike.
      let (a, b) = (r * 0.4, r * 1.15)
      return
        "M\(at(-a, -b))h\(d(2 * a))v\(d(b - a))h\(d(b - a))v\(d(2 * a))h\(d(a - b))v\(d(b - a))"
        + "h\(d(-2 * a))v\(d(a - b))h\(d(a - b))v\(d(-2 * a))h\(d(b - a))z"
    }
  }

  var markAttributes: String {
    isHollow
      ? "fill=\"#fff\" stroke=\"\(colour)\" stroke-width=\"1.2\""
      : "fill=\"\(colour)\" stroke=\"#fff\" stroke-width=\"0.6\""
  }

  var lineAttributes: String {
    let dash = dashes.map { " stroke-dasharray=\"\($0)\"" } ?? ""
    return
      "fill=\"none\" stroke=\"\(colour)\" stroke-width=\"1.6\" stroke-linejoin=\"round\"\(dash)"
  }
}
