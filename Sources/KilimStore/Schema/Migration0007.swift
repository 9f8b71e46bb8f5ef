/// What changed beside the text of steps and points; messages about sweeps as a whole.
enum Migration0007 {
  /// The outbox is made anew: a rule of a column cannot be taken away.
  static let sql = """
    -- Once its turn comes, the step runs again when what it uses is not what it was.
    ALTER TABLE steps ADD COLUMN refresh INTEGER NOT NULL DEFAULT 0 CHECK (refresh IN (0, 1));

    -- A message is about a run, or about an object as a whole.
    CREATE TABLE outbox_of_objects (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      run INTEGER REFERENCES runs ON DELETE CASCADE,
      object INTEGER REFERENCES objects,
      sequence INTEGER NOT NULL,
      method INTEGER NOT NULL,
      address TEXT NOT NULL,
      event_type TEXT NOT NULL,
      payload TEXT NOT NULL,
      attempts INTEGER NOT NULL DEFAULT 0,
      next_attempt INTEGER NOT NULL,
      expires INTEGER NOT NULL,
      state INTEGER NOT NULL DEFAULT 0 CHECK (state BETWEEN 0 AND 3),
      last_error TEXT,
      CHECK ((run IS NULL) <> (object IS NULL))
    ) STRICT;
    INSERT INTO outbox_of_objects (id, run, sequence, method, address, event_type, payload,
      attempts, next_attempt, expires, state, last_error)
    SELECT id, run, sequence, method, address, event_type, payload, attempts, next_attempt,
      expires, state, last_error FROM outbox;
    -- No number is given twice, whatever was removed.
    DELETE FROM sqlite_sequence WHERE name = 'outbox_of_objects';
    INSERT INTO sqlite_sequence (name, seq)
      SELECT 'outbox_of_objects', seq FROM sqlite_sequence WHERE name = 'outbox';
    DROP TABLE outbox;
    ALTER TABLE outbox_of_objects RENAME TO outbox;
    CREATE INDEX outbox_waiting ON outbox (run, object, method, address, id) WHERE state = 0;
    CREATE INDEX outbox_by_run ON outbox (run) WHERE run IS NOT NULL;
    CREATE INDEX outbox_by_object ON outbox (object) WHERE object IS NOT NULL;

    -- Who hears of a sweep, as JSON; null for nobody.
    ALTER TABLE sweeps ADD COLUMN subscribers TEXT;
    -- Something has happened since the last message about its end.
    ALTER TABLE sweeps ADD COLUMN untold INTEGER NOT NULL DEFAULT 0 CHECK (untold IN (0, 1));
    -- So many failed points were told of, and when the next ones may be; null for at once.
    ALTER TABLE sweeps ADD COLUMN failures_told INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE sweeps ADD COLUMN failures_due INTEGER;
    CREATE INDEX sweeps_untold ON sweeps (object) WHERE untold = 1;

    -- What lay beside the manifest in those inputs of a point that other points do not have, when its
    -- run was asked for. No rows for sweeps whose points have the same inputs.
    CREATE TABLE point_inputs (
      sweep INTEGER NOT NULL,
      position INTEGER NOT NULL,
      digest BLOB NOT NULL CHECK (length(digest) = 16),
      PRIMARY KEY (sweep, position)
    ) STRICT, WITHOUT ROWID;
    """
}
