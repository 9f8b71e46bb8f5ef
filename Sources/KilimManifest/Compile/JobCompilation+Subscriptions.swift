import KilimModel

extension JobCompilation {
  /// The job's subscriptions, its short notifications, then the app's subscriptions.
  func subscriptions(_ references: References) -> [PlannedSubscription] {
    planned(job.attributes.subscriptions, "job")
      + job.notifications.enumerated().compactMap { planned($1, number: $0 + 1) }
      + planned(references.app.spec.jobAttributes.subscriptions, "app")
  }

  private func planned(_ subscriptions: [Subscription], _ owner: String) -> [PlannedSubscription] {
    subscriptions.enumerated().flatMap { number, subscription in
      guard subscription.enabled != false else { return [PlannedSubscription]() }
      let name = "\(owner)-\(number + 1)"
      let isOne = subscription.deliveryTargets.count == 1
      return subscription.deliveryTargets.enumerated().map { index, target in
        var planned = PlannedSubscription(
          name: isOne ? name : "\(name).\(index + 1)",
          category: subscription.eventCategoryFilter ?? .all, status: nil,
          method: target.deliveryMethod,
          address: NotificationAddress.plain(target.deliveryAddress))
        if let minutes = subscription.ttlMinutes, minutes > 0 { planned.ttlMinutes = minutes }
        return planned
      }
    }
  }

  private func planned(_ notification: Notification, number: Int) -> PlannedSubscription? {
    guard let method = NotificationAddress.method(of: notification.url) else { return nil }
    var planned = PlannedSubscription(
      name: "notification-\(number)", category: .newStatus,
      status: RunStatus(name: notification.event.uppercased()), method: method,
      address: NotificationAddress.plain(notification.url))
    planned.once = notification.persistent == false
    return planned
  }
}
