/// Attempts that wait, priorities, suspension.
enum Migration0003 {
  static let sql = """
    -- Of the run's declaration when it was made; the higher starts first.
    ALTER TABLE runs ADD COLUMN priority INTEGER NOT NULL DEFAULT 0;
    -- When a later attempt may start; NULL for at once.
    ALTER TABLE runs ADD COLUMN not_before INTEGER;
    -- Limits of the newest attempt where they are not the plan's.
    ALTER TABLE runs ADD COLUMN memory_mb INTEGER;
    ALTER TABLE runs ADD COLUMN max_minutes INTEGER;

    -- Why the attempt failed, by the number of its cause.
    ALTER TABLE attempts ADD COLUMN cause INTEGER;
    ALTER TABLE attempts ADD COLUMN memory_mb INTEGER;
    ALTER TABLE attempts ADD COLUMN max_minutes INTEGER;

    -- Who holds the object's runs back: 1 the user, by command; 2 its manifest; 3 both.
    ALTER TABLE objects ADD COLUMN suspension INTEGER NOT NULL DEFAULT 0
      CHECK (suspension BETWEEN 0 AND 3);
    CREATE INDEX objects_suspended ON objects (id) WHERE suspension > 0;

    -- Of the runs of its points.
    ALTER TABLE sweeps ADD COLUMN priority INTEGER NOT NULL DEFAULT 0;
    -- Names with a blank between them; NULL for none.
    ALTER TABLE sweeps ADD COLUMN depends_on TEXT;
    -- Why no point can start before a person does something, in words; NULL for no reason.
    ALTER TABLE sweeps ADD COLUMN obstacle TEXT;
    """
}
