/// Fewer rows in the history.
enum Migration0007 {
  static let sql = """
    -- The steps that the same transaction wrote after the row's own, packed; NULL for none.
    ALTER TABLE history ADD COLUMN further BLOB;
    """
}
