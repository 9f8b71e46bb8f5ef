/// What a shared text is for; like jobs store the same text for the same use in a row.
enum DocumentUse: Hashable {
  case spec, metadata, plan, components
}

/// The text stored last for one use.
struct RecentDocument {
  var bytes: [UInt8]
  var id: Int64
}
