/// Runs whose directories and rows were given up.
enum Migration0005 {
  static let sql = """
    -- When it was decided, and why: 1 age, 2 size, 3 request.
    ALTER TABLE ledger ADD COLUMN collected INTEGER;
    ALTER TABLE ledger ADD COLUMN collected_reason INTEGER CHECK (collected_reason BETWEEN 1 AND 3);
    -- What the run's directories hold, or held; null until they were looked at.
    ALTER TABLE ledger ADD COLUMN bytes INTEGER;

    -- Decided, and not carried through yet: files first, then rows, then this row.
    CREATE TABLE collecting (
      run INTEGER PRIMARY KEY REFERENCES ledger
    ) STRICT;
    """
}
