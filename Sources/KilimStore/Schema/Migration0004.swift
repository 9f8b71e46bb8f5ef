/// Inventories.
enum Migration0004 {
  static let sql = """
    -- A set of sources that is applied together. Paths begin with "/" and stand on lines of their own;
    -- other names were given by the user.
    CREATE TABLE inventories (
      id INTEGER PRIMARY KEY,
      name TEXT NOT NULL UNIQUE CHECK (name <> '')
    ) STRICT;

    -- The objects that came from a set of sources.
    CREATE TABLE inventory_members (
      inventory INTEGER NOT NULL REFERENCES inventories,
      object INTEGER NOT NULL REFERENCES objects,
      PRIMARY KEY (inventory, object)
    ) STRICT, WITHOUT ROWID;
    """
}
