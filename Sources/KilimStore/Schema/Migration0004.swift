/// Steps of workflows.
enum Migration0004 {
  static let sql = """
    -- Nothing yet.
    """
}
