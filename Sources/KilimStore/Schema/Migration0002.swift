/// Sweeps and their points; runs of points in the ledger.
enum Migration0002 {
  static let sql = """
    -- Nothing yet.
    """
}
