package enum WebhookSender {
  package static func post(_ request: WebhookRequest) throws(TransferError) {
    throw TransferError("not built yet", isTemporary: false)
  }
}
