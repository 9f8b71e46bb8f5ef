import GRDB

/// How every connection to the state is set up.
struct ConnectionSetup {
  var safeMode: SafeMode?
  /// Long enough for a big apply of another process, short enough for a person to wait.
  var busySeconds = 10.0

  var configuration: Configuration {
    var configuration = Configuration()
    configuration.busyMode = .timeout(busySeconds)
    configuration.foreignKeysEnabled = true
    configuration.label = "kilim.state"
    let pragmas = pragmas
    configuration.prepareDatabase { database in try database.execute(sql: pragmas) }
    return configuration
  }

  private var pragmas: String {
    // FULL: a commit that was reported is on disk, a launch may follow it. A checkpoint only every
    // 4000 pages (16 MB), since it costs two syncs. 8 MB of cache hold the pages of 10,000 jobs.
    guard safeMode != nil else {
      return """
        PRAGMA journal_mode = WAL;
        PRAGMA synchronous = FULL;
        PRAGMA wal_autocheckpoint = 4000;
        PRAGMA cache_size = -8000;
        """
    }
    // WAL needs memory shared between hosts, which network file systems do not have. EXTRA also
    // syncs the directory after the journal's deletion, which is the commit.
    return """
      PRAGMA journal_mode = DELETE;
      PRAGMA synchronous = EXTRA;
      PRAGMA cache_size = -8000;
      """
  }
}
