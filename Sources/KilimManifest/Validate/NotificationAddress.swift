import KilimModel

/// Where an event can be sent to, judged by its form alone.
enum NotificationAddress {
  /// How to reach an address: by mail, or as a web hook; nil for neither.
  static func method(of text: String) -> DeliveryTarget.Method? {
    if isWeb(text) { return .webhook }
    return isMail(plain(text)) ? .email : nil
  }

  /// Without `mailto:`.
  static func plain(_ text: String) -> String {
    text.lowercased().hasPrefix("mailto:") ? String(text.dropFirst(7)) : text
  }

  static func isMail(_ text: String) -> Bool {
    let parts = text.split(separator: "@", omittingEmptySubsequences: false)
    return parts.count == 2 && parts.allSatisfy { !$0.isEmpty }
      && text.unicodeScalars.allSatisfy {
        $0.value > 0x20 && !"<>,;:\"".unicodeScalars.contains($0)
      }
  }

  static func isWeb(_ text: String) -> Bool {
    let lowered = text.lowercased()
    guard let scheme = ["http://", "https://"].first(where: lowered.hasPrefix) else { return false }
    let rest = text.dropFirst(scheme.count)
    return rest.first.map { $0 != "/" } == true
      && text.unicodeScalars.allSatisfy { $0.value > 0x20 && $0.value != 0x7F }
  }
}
