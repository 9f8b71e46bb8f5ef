/// Retention.
enum Migration0006 {
  static let sql = """
    -- Nothing yet.
    """
}
