/// The first schema. Times are milliseconds since 1970, digests and identities the first 16 bytes
/// of a SHA-256. What is stored a million times is a number or bytes, not text.
enum Migration0001 {
  static let sql = """
    -- Texts that many rows share: specs, metadata, plans, components of identities.
    CREATE TABLE documents (
      id INTEGER PRIMARY KEY,
      digest BLOB NOT NULL UNIQUE CHECK (length(digest) = 16),
      text TEXT NOT NULL
    ) STRICT;

    -- Where declarations were read.
    CREATE TABLE sources (
      id INTEGER PRIMARY KEY,
      file TEXT NOT NULL,
      directory TEXT NOT NULL,
      UNIQUE (file, directory)
    ) STRICT;

    -- A removed declaration keeps its row: the ledger names it.
    CREATE TABLE objects (
      id INTEGER PRIMARY KEY,
      kind INTEGER NOT NULL CHECK (kind > 0),
      name TEXT NOT NULL CHECK (name <> ''),
      generation INTEGER NOT NULL CHECK (generation > 0),
      spec INTEGER NOT NULL REFERENCES documents,
      metadata INTEGER REFERENCES documents,
      identity BLOB CHECK (length(identity) = 16),
      source INTEGER REFERENCES sources,
      source_line INTEGER CHECK ((source_line IS NULL) = (source IS NULL)),
      created INTEGER NOT NULL,
      updated INTEGER NOT NULL,
      deleted INTEGER,
      update_pending INTEGER NOT NULL DEFAULT 0 CHECK (update_pending IN (0, 1)),
      UNIQUE (kind, name)
    ) STRICT;
    CREATE INDEX objects_pending ON objects (id) WHERE update_pending = 1;

    -- Accepted versions of systems and apps; never changed.
    CREATE TABLE revisions (
      object INTEGER NOT NULL REFERENCES objects,
      revision INTEGER NOT NULL CHECK (revision > 0),
      spec INTEGER NOT NULL REFERENCES documents,
      source INTEGER REFERENCES sources,
      source_line INTEGER,
      created INTEGER NOT NULL,
      PRIMARY KEY (object, revision)
    ) STRICT, WITHOUT ROWID;

    -- One row for each run that ever was. It stays when the run's other rows go.
    CREATE TABLE ledger (
      run INTEGER PRIMARY KEY,
      object INTEGER NOT NULL REFERENCES objects,
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
      UNIQUE (object, number)
    ) STRICT;
    CREATE INDEX ledger_by_identity ON ledger (identity);

    -- The newest attempt is part of its run; older ones move to `attempts`.
    CREATE TABLE runs (
      id INTEGER PRIMARY KEY REFERENCES ledger,
      plan INTEGER NOT NULL REFERENCES documents,
      components INTEGER REFERENCES documents,
      sequence INTEGER NOT NULL CHECK (sequence > 0),
      updated INTEGER NOT NULL,
      status INTEGER NOT NULL CHECK (status BETWEEN 0 AND 12),
      condition INTEGER,
      message TEXT,
      resume INTEGER CHECK (resume BETWEEN 0 AND 7),
      cancel_requested INTEGER NOT NULL CHECK (cancel_requested IN (0, 1)),
      attempt INTEGER NOT NULL CHECK (attempt > 0),
      token BLOB NOT NULL CHECK (length(token) = 16),
      process INTEGER,
      exit_code INTEGER,
      exit_signal INTEGER CHECK (exit_code IS NULL OR exit_signal IS NULL),
      started INTEGER,
      ended INTEGER,
      peak_memory INTEGER,
      cpu_time INTEGER,
      timed_out INTEGER CHECK (timed_out IN (0, 1)),
      exit_cancelled INTEGER CHECK (exit_cancelled IN (0, 1)),
      CHECK ((ended IS NULL) = (exit_code IS NULL AND exit_signal IS NULL))
    ) STRICT;
    CREATE INDEX runs_by_status ON runs (status);
    CREATE INDEX runs_to_cancel ON runs (id) WHERE cancel_requested = 1 AND status < 10;

    CREATE TABLE attempts (
      run INTEGER NOT NULL REFERENCES runs ON DELETE CASCADE,
      number INTEGER NOT NULL CHECK (number > 0),
      token BLOB NOT NULL CHECK (length(token) = 16),
      process INTEGER,
      exit_code INTEGER,
      exit_signal INTEGER,
      started INTEGER,
      ended INTEGER,
      peak_memory INTEGER,
      cpu_time INTEGER,
      timed_out INTEGER,
      exit_cancelled INTEGER,
      PRIMARY KEY (run, number)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE history (
      run INTEGER NOT NULL REFERENCES runs ON DELETE CASCADE,
      sequence INTEGER NOT NULL CHECK (sequence > 0),
      time INTEGER NOT NULL,
      status INTEGER NOT NULL CHECK (status BETWEEN 0 AND 12),
      cause INTEGER NOT NULL,
      message TEXT,
      PRIMARY KEY (run, sequence)
    ) STRICT, WITHOUT ROWID;

    -- The order of all transitions: one row a transaction, which lists rows of the history.
    CREATE TABLE changes (
      id INTEGER PRIMARY KEY,
      time INTEGER NOT NULL,
      transitions BLOB NOT NULL
    ) STRICT;

    CREATE TABLE outbox (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      run INTEGER NOT NULL REFERENCES runs ON DELETE CASCADE,
      sequence INTEGER NOT NULL,
      method INTEGER NOT NULL,
      address TEXT NOT NULL,
      event_type TEXT NOT NULL,
      payload TEXT NOT NULL,
      attempts INTEGER NOT NULL DEFAULT 0,
      next_attempt INTEGER NOT NULL,
      expires INTEGER NOT NULL,
      state INTEGER NOT NULL DEFAULT 0 CHECK (state BETWEEN 0 AND 3),
      last_error TEXT
    ) STRICT;
    CREATE INDEX outbox_waiting ON outbox (run, method, address, id) WHERE state = 0;
    CREATE INDEX outbox_by_run ON outbox (run);

    CREATE TABLE lease (
      id INTEGER PRIMARY KEY CHECK (id = 1),
      term INTEGER NOT NULL,
      host TEXT NOT NULL,
      process INTEGER NOT NULL,
      boot TEXT NOT NULL,
      process_start INTEGER NOT NULL,
      acquired INTEGER NOT NULL,
      renewed INTEGER NOT NULL,
      released INTEGER NOT NULL DEFAULT 0 CHECK (released IN (0, 1))
    ) STRICT;
    """
}
