import KilimManifest
import KilimModel
import KilimStore

/// Who hears of a sweep: those that the sweep names, its template and its App.
struct SweepSubscribers {
  /// With those of the sweep in front of its own.
  let template: JobSpec
  private let subscriptionCount: Int
  private let notificationCount: Int

  init(_ sweep: SweepSpec) {
    var template = sweep.template
    template.attributes.subscriptions.insert(
      contentsOf: sweep.whole.attributes.subscriptions, at: 0)
    template.notifications.insert(contentsOf: sweep.whole.notifications, at: 0)
    self.template = template
    subscriptionCount = sweep.whole.attributes.subscriptions.count
    notificationCount = sweep.whole.notifications.count
  }

  /// What a compile of the template says of the sweep's own, by the paths of the sweep, and all else.
  func sorted(_ diagnostics: [Diagnostic]) -> (own: [Diagnostic], others: [Diagnostic]) {
    var own: [Diagnostic] = []
    var others: [Diagnostic] = []
    for var diagnostic in diagnostics {
      let counts = [
        ("spec.subscriptions[", subscriptionCount), ("spec.notifications[", notificationCount),
      ]
      guard let (field, count) = counts.first(where: { diagnostic.path.hasPrefix($0.0) }),
        diagnostic.span == nil, count > 0
      else {
        others.append(diagnostic)
        continue
      }
      let rest = diagnostic.path.dropFirst(field.count)
      let index = Int(rest.prefix { $0 != "]" }) ?? 0
      if index < count {
        own.append(diagnostic)
      } else {
        diagnostic.path = field + "\(index - count)" + rest.drop { $0 != "]" }
        others.append(diagnostic)
      }
    }
    return (own, others)
  }
}

extension CompiledSweep {
  /// As the store keeps it; nil for nobody.
  var subscribersText: String? {
    guard !subscribers.isEmpty else { return nil }
    let value: JSONValue = [
      "created": .integer(plan.created.milliseconds),
      "subscriptions": .array(subscribers.map(\.json)),
    ]
    return value.text
  }
}

/// The subscribers of a sweep as the store keeps them.
struct StoredSubscribers {
  var created: Timestamp
  var subscriptions: [PlannedSubscription]

  /// Nil for a text that `subscribersText` did not write.
  init?(_ text: String) {
    guard let value = try? JSONValue(reading: text), case .integer(let created)? = value["created"],
      let subscriptions = value["subscriptions"]?.items?.all({ PlannedSubscription(json: $0) })
    else { return nil }
    self.created = Timestamp(milliseconds: created)
    self.subscriptions = subscriptions
  }
}
