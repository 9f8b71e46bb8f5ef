/// Inventories, suspended declarations.
enum Migration0005 {
  static let sql = """
    -- Nothing yet.
    """
}
