/// Workflows and their steps.
enum Migration0006 {
  static let sql = """
    CREATE TABLE workflows (
      object INTEGER PRIMARY KEY REFERENCES objects,
      -- As of a run: what its steps come to.
      status INTEGER NOT NULL DEFAULT 0,
      -- Cancelled: no step is started.
      halted INTEGER NOT NULL DEFAULT 0 CHECK (halted IN (0, 1)),
      -- Why no step can start before a person does something, in words; null for no reason.
      obstacle TEXT
    ) STRICT;
    CREATE INDEX workflows_active ON workflows (object) WHERE status < 10;

    -- The steps of the newest declaration, in its order.
    CREATE TABLE steps (
      workflow INTEGER NOT NULL REFERENCES objects,
      position INTEGER NOT NULL,
      name TEXT NOT NULL,
      state INTEGER NOT NULL DEFAULT 0,
      -- The Job, Sweep or Workflow that was made of it.
      object INTEGER REFERENCES objects,
      -- What that was made of: an identity over the step's text and the values it takes, and these
      -- values as JSON.
      identity BLOB CHECK (length(identity) = 16),
      step_values TEXT,
      -- A finished run elsewhere whose outputs are the step's.
      reused_run INTEGER,
      -- Why it is in its state, for people.
      reason TEXT,
      PRIMARY KEY (workflow, name)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX steps_by_object ON steps (object) WHERE object IS NOT NULL;
    """
}
