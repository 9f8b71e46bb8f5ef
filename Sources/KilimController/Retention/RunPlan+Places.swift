import KilimModel

extension RunPlan {
  /// Of a stored plan only where its directories are: a fifth of the work that all of it is, and
  /// there may be a hundred thousand to look at. Nil for what is no plan.
  init?(placesIn text: String) {
    guard let stored = PointValues(text) else { return nil }
    var members: [JSONValue.Member] = []
    for name in ["uuid", "execSystemId", "archiveSystemId"] {
      members.append(.init(name, .string(stored.text(of: name))))
    }
    for name in ["created", "directories", "archive", "systems"] {
      let part = stored.text(of: name)
      guard !part.isEmpty else { continue }
      guard let value = try? JSONValue(reading: part) else { return nil }
      members.append(.init(name, value))
    }
    self.init(json: .object(members))
  }
}
