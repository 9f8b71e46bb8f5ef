/// Attempts that wait, dependencies, priorities.
enum Migration0003 {
  static let sql = """
    -- Nothing yet.
    """
}
