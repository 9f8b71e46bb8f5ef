/// Who hears about which events of a job (Tapis reference, section 11.1).
package struct Subscription: Sendable, Hashable {
  package var description: String?
  package var enabled: Bool?
  package var ttlMinutes: Int?
  package var eventCategoryFilter: EventCategory?
  package var deliveryTargets: [DeliveryTarget] = []
  package init() {}
}

package enum EventCategory: String, Sendable, Hashable, CaseIterable {
  case newStatus = "JOB_NEW_STATUS"
  case inputTransaction = "JOB_INPUT_TRANSACTION_ID"
  case archiveTransaction = "JOB_ARCHIVE_TRANSACTION_ID"
  case subscription = "JOB_SUBSCRIPTION"
  case shareEvent = "JOB_SHARE_EVENT"
  case errorMessage = "JOB_ERROR_MESSAGE"
  case userEvent = "JOB_USER_EVENT"
  case all = "ALL"
}

package struct DeliveryTarget: Sendable, Hashable {
  package enum Method: String, Sendable, Hashable, CaseIterable {
    case webhook = "WEBHOOK"
    case email = "EMAIL"
  }
  package var deliveryMethod = Method.webhook
  package var deliveryAddress = ""
  package init() {}
}

/// The short form of a subscription (product, section 2).
package struct Notification: Sendable, Hashable {
  /// `*` or a status.
  package var event = "*"
  /// A mail address (with or without `mailto:`) or an http(s) URL.
  package var url = ""
  /// False means once; nil means true.
  package var persistent: Bool?
  package init() {}
}
