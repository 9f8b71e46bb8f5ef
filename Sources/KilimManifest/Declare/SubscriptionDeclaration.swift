import KilimModel

/// `subscriptions` (Tapis reference, section 11.1) and their short form `notifications`.
enum SubscriptionDeclaration {
  /// Fields that have two names, for finding one by the other.
  static let otherNames = [
    "eventCategoryFilter": "jobEventCategoryFilter",
    "jobEventCategoryFilter": "eventCategoryFilter",
  ]

  static let subscription = RecordType(
    "a subscription", { Subscription() },
    [
      .optional("description", \.description, .text(max: 2048), .other, "11.1", "For people."),
      .optional(
        "enabled", \.enabled, .boolean, .other, "11.1", "False sends nothing.", default: "true"),
      .optional(
        "ttlMinutes", \.ttlMinutes, .integer(0...40_320), .other, "11.1",
        "How long it lives; 0 means the default.", default: "10080"),
      .optional(
        "eventCategoryFilter", \.eventCategoryFilter, .choice(of: EventCategory.self), .other,
        "11.1", "Which events are sent."
      ).demanded.alsoCalled("jobEventCategoryFilter"),
      .required(
        "deliveryTargets", \.deliveryTargets, .list(.record(target)).distinct(), .other, "11.1",
        "Where events are sent: mail addresses and URLs."),
    ],
    advice: [
      "notificationMechanisms": .renamed("deliveryTargets"),
      "filter": .renamed("eventCategoryFilter"),
    ],
    rules: [.notEmpty("deliveryTargets")],
    check: { subscription, node, decoding in
      guard subscription.deliveryTargets.isEmpty,
        let entry = decoding.tree.entry("deliveryTargets", of: node),
        decoding.tree.node(entry.value).kind == .sequence,
        decoding.tree.node(entry.value).count == 0
      else { return }
      decoding.enterField("deliveryTargets", entry.key)
      decoding.report(
        .invalidText, at: entry.key, "`deliveryTargets` is empty",
        hint: "at least one `{deliveryMethod: EMAIL, deliveryAddress: ...}` is needed")
      decoding.leave()
    })

  private static let target = RecordType(
    "a delivery target", { DeliveryTarget() },
    [
      .required(
        "deliveryMethod", \.deliveryMethod, .choice(of: DeliveryTarget.Method.self), .other,
        "11.1", "WEBHOOK or EMAIL."),
      .required(
        "deliveryAddress", \.deliveryAddress, .text(1...2048, .oneLine), .other, "11.1",
        "The URL or the mail address."),
    ])

  static let notification = RecordType(
    "a notification", { Notification() },
    [
      Field(
        name: "event", role: .other, defaultText: "*", origin: "Kilim",
        documentation: "`*` for every change, or the status that is announced.",
        shape: events.shape, nested: [:],
        read: { node, notification, decoding in
          if let event = events.read(node, &decoding) { notification.event = event }
        },
        write: { notification, _ in
          notification.event == "*" ? .none : .some(.string(notification.event))
        }),
      .required(
        "url", \.url, .text(1...2048, .oneLine), .other, "Kilim",
        "A mail address or an http(s) URL."),
      .optional(
        "persistent", \.persistent, .boolean, .other, "Kilim",
        "False announces one event, then no more.", default: "true"),
    ])

  private static let events = ValueType.choice(among: ["*"] + RunStatus.allCases.map(\.name))
}
