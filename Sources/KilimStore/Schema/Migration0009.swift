/// Fewer bytes a run.
enum Migration0009 {
  static let sql = """
    -- The steps that the same transaction wrote after the row's own, packed; NULL for none. The first
    -- step of all, that the run was made, has a row only when it has a message.
    ALTER TABLE history ADD COLUMN further BLOB;

    -- Those that have ended are most, and nobody looks for all of them.
    DROP INDEX runs_by_status;
    CREATE INDEX runs_by_status ON runs (status) WHERE status < 10;

    -- Half of a digest tells them apart as well.
    DROP INDEX ledger_by_identity;
    CREATE INDEX ledger_by_identity ON ledger (substr(identity, 1, 8));
    """
}
