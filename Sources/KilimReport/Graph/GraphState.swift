/// How far a step is: the text that is shown, and the class that colours it.
package struct GraphState: Sendable, Hashable {
  package enum Class: String, Sendable, Hashable, CaseIterable {
    case waiting, running, finished, failed, cancelled, skipped, blocked

    /// A pale colour that dark text can be read on, and a dark one for the border. They differ in
    /// lightness and in dashes, too, and the state is always written beside.
    var fill: String {
      switch self {
      case .waiting: "#f4f4f4"
      case .running: "#d6e9f8"
      case .finished: "#d9f0e6"
      case .failed: "#fbddc9"
      case .cancelled: "#e6dfeb"
      case .skipped: "#ffffff"
      case .blocked: "#fff0c9"
      }
    }

    var stroke: String {
      switch self {
      case .waiting, .skipped: "#757575"
      case .running: "#0072b2"
      case .finished: "#007a56"
      case .failed: "#b84a00"
      case .cancelled: "#6f5b7e"
      case .blocked: "#8f6400"
      }
    }

    /// An SVG `stroke-dasharray`.
    var dashes: String? {
      switch self {
      case .waiting: "5 3"
      case .skipped: "2 3"
      default: nil
      }
    }

    var strokeWidth: Double { self == .failed || self == .running ? 1.8 : 1.2 }
  }

  package var text: String
  package var stateClass: Class

  package init(_ text: String, _ stateClass: Class) {
    self.text = text
    self.stateClass = stateClass
  }
}
