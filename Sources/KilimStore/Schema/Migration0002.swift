/// Sweeps and their points; runs of points in the ledger.
enum Migration0002 {
  /// The ledger is made anew: a unique rule of a table cannot be changed.
  static let sql = """
    CREATE TABLE ledger_with_points (
      run INTEGER PRIMARY KEY,
      object INTEGER NOT NULL REFERENCES objects,
      point INTEGER NOT NULL DEFAULT 0 CHECK (point >= 0),
      number INTEGER NOT NULL CHECK (number > 0),
      uuid BLOB NOT NULL UNIQUE CHECK (length(uuid) = 16),
      identity BLOB NOT NULL CHECK (length(identity) = 16),
      verdict INTEGER CHECK (verdict BETWEEN 10 AND 12),
      condition INTEGER,
      created INTEGER NOT NULL,
      started INTEGER,
      ended INTEGER,
      output_digest BLOB CHECK (length(output_digest) = 16),
      source_commit TEXT,
      UNIQUE (object, point, number)
    ) STRICT;
    INSERT INTO ledger_with_points (run, object, number, uuid, identity, verdict, condition,
      created, started, ended, output_digest, source_commit)
    SELECT run, object, number, uuid, identity, verdict, condition, created, started, ended,
      output_digest, source_commit FROM ledger;
    DROP TABLE ledger;
    ALTER TABLE ledger_with_points RENAME TO ledger;
    CREATE INDEX ledger_by_identity ON ledger (identity);

    -- What the engine needs to make runs of points, and how many points are in which state.
    CREATE TABLE sweeps (
      object INTEGER PRIMARY KEY REFERENCES objects,
      template INTEGER NOT NULL REFERENCES documents,
      components INTEGER NOT NULL REFERENCES documents,
      -- Of the template's text, and of all that its runs depend on beside their points.
      identity BLOB NOT NULL CHECK (length(identity) = 16),
      full_identity BLOB NOT NULL CHECK (length(full_identity) = 32),
      next_position INTEGER NOT NULL DEFAULT 1,
      -- No point before this one waits.
      cursor INTEGER NOT NULL DEFAULT 1,
      -- Points after this one do not run yet; null for no limit.
      last_position INTEGER,
      parallelism INTEGER CHECK (parallelism > 0),
      max_failures INTEGER CHECK (max_failures > 0),
      stopped INTEGER NOT NULL DEFAULT 0 CHECK (stopped IN (0, 1)),
      waiting INTEGER NOT NULL DEFAULT 0 CHECK (waiting >= 0),
      active INTEGER NOT NULL DEFAULT 0 CHECK (active >= 0),
      finished INTEGER NOT NULL DEFAULT 0 CHECK (finished >= 0),
      failed INTEGER NOT NULL DEFAULT 0 CHECK (failed >= 0),
      cancelled INTEGER NOT NULL DEFAULT 0 CHECK (cancelled >= 0),
      reused INTEGER NOT NULL DEFAULT 0 CHECK (reused >= 0),
      retired INTEGER NOT NULL DEFAULT 0 CHECK (retired >= 0)
    ) STRICT;
    CREATE INDEX sweeps_waiting ON sweeps (object) WHERE waiting > 0;

    -- A position is given once. `point` is the compact JSON object of the values, keys sorted.
    CREATE TABLE points (
      sweep INTEGER NOT NULL,
      position INTEGER NOT NULL CHECK (position > 0),
      state INTEGER NOT NULL,
      identity BLOB NOT NULL,
      point TEXT NOT NULL,
      PRIMARY KEY (sweep, position)
    ) STRICT, WITHOUT ROWID;

    -- The runs elsewhere whose results points take over.
    CREATE TABLE reused_runs (
      sweep INTEGER NOT NULL,
      position INTEGER NOT NULL,
      run INTEGER NOT NULL,
      PRIMARY KEY (sweep, position)
    ) STRICT, WITHOUT ROWID;
    """
}
