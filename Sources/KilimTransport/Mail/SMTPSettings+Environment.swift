extension SMTPSettings {
  package static func fromEnvironment(_ variable: (String) -> String?) throws(TransferError)
    -> SMTPSettings?
  { throw TransferError("not built yet", isTemporary: false) }
}
