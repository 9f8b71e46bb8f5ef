import GRDB
import Glibc
import KilimModel
import Testing

@testable import KilimStore

struct SchemaTests {
  /// Grows by a line with each migration; a line that is there never changes once it was released.
  private static let released = [
    "e0b5facb201006e1ae9093615e8a938949c95306fed55b3c189a5bafcb9236f7",
    "3e52ac1353a9cb647738bbcc2c96358708d5aeae6ca12cf762664723e551832e",
    "ca78ad44aaf3347635d582ba22a6d07ab6071a23401a926be20ad17ed06a6cc7",
    "a13bac732fc6bd20a408c59971dbcb47b0a7db664bab4e659174dd04f5306464",
    "5eb6972a4d8c8189d5413f21c7f40186fb63f37317b32ff37bac4a0d1a56be1c",
    "e77d5032156b4483eac3a0540272f70f814abf35b9e41162c15f2bfa0c76b51a",
    "d8050513bd70e703122ce03c80f97f5e37e86eb7924252de22282964a1dee2cf",
  ]

  @Test func `released migrations never change`() {
    #expect(Schema.migrations.map { Digest.of($0).hex } == Self.released)
  }

  /// A state as the kilim of a schema version left it.
  private func leave(version: Int, in scratch: ScratchState) throws {
    mkdir(scratch.root + "/deep", 0o700)
    mkdir(scratch.directory.path, 0o700)
    let queue = try DatabaseQueue(path: scratch.directory.databasePath)
    try queue.writeWithoutTransaction { database in
      for migration in Schema.migrations[..<version] { try database.execute(sql: migration) }
      let application = version == 0 ? 0 : Schema.applicationID
      try database.execute(sql: "PRAGMA application_id = \(application)")
      try database.execute(sql: "PRAGMA user_version = \(version)")
    }
  }

  private func schema(_ store: Store) throws -> [String] {
    try store.queue.read { database in
      try String.fetchAll(
        database, sql: "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY name")
    }
  }

  @Test(arguments: 0...Schema.migrations.count)
  func `each old state is brought up to date`(version: Int) throws {
    let (old, new) = (try ScratchState(), try ScratchState())
    try leave(version: version, in: old)
    let store = try old.open()
    #expect(try schema(store) == schema(new.open()))
    _ = try Samples.insertJob("digits", seed: 1, in: store)
    #expect(try store.integrityProblems() == [])
  }

  @Test func `a state of the first schema keeps its runs`() throws {
    let scratch = try ScratchState()
    try leave(version: 1, in: scratch)
    let queue = try DatabaseQueue(path: scratch.directory.databasePath)
    try queue.write { database in
      try database.execute(
        sql: """
          INSERT INTO documents VALUES (1, x'00112233445566778899aabbccddeeff', '{}');
          INSERT INTO objects (id, kind, name, generation, spec, created, updated)
            VALUES (1, 3, 'digits', 1, 1, 1, 1);
          INSERT INTO ledger (run, object, number, uuid, identity, verdict, created)
            VALUES (5, 1, 2, x'00112233445566778899aabbccddeeff',
              x'00112233445566778899aabbccddee00', 10, 1);
          INSERT INTO runs (id, plan, sequence, updated, status, cancel_requested, attempt, token)
            VALUES (5, 1, 1, 1, 10, 0, 1, x'00112233445566778899aabbccddeeff');
          INSERT INTO history VALUES (5, 1, 1, 0, 0, NULL);
          """)
    }
    try queue.close()
    let store = try scratch.open()
    let run = try store.read { reader throws(StoreError) in
      try reader.run(Samples.job("digits"), number: 2)
    }
    #expect(run?.id == RunID(5))
    #expect(run?.state.status == .finished)
    let steps = try store.read { reader throws(StoreError) in try reader.history(of: RunID(5)) }
    #expect(steps.count == 1)
    #expect(try store.integrityProblems() == [])
  }

  @Test func `every table is strict`() throws {
    let store = try ScratchState().open()
    let loose = try store.queue.read { database in
      try String.fetchAll(
        database,
        sql: "SELECT name FROM pragma_table_list WHERE type = 'table' AND strict = 0 "
          + "AND name NOT LIKE 'sqlite_%'")
    }
    #expect(loose == [])
  }

  /// What code alone could get wrong, the database refuses.
  @Test(arguments: [
    "UPDATE runs SET status = 13",
    "UPDATE runs SET status = 'FINISHED'",
    "UPDATE runs SET exit_code = 0, exit_signal = 9, ended = 1",
    "UPDATE runs SET exit_code = 0",
    "UPDATE runs SET resume = 10",
    "UPDATE runs SET plan = 999",
    "UPDATE runs SET token = x'00'",
    "UPDATE ledger SET verdict = 6",
    "UPDATE ledger SET uuid = x'00'",
    "UPDATE objects SET name = ''",
    "UPDATE objects SET generation = 0",
    "DELETE FROM ledger",
    "DELETE FROM objects",
    "DELETE FROM documents",
    "INSERT INTO history (run, sequence, time, status, cause) VALUES (1, 1, 0, 0, 0)",
    "INSERT INTO history (run, sequence, time, status, cause) VALUES (9, 1, 0, 0, 0)",
    "INSERT INTO objects (kind, name, generation, spec, created, updated) "
      + "SELECT kind, name, 1, spec, 0, 0 FROM objects",
    "INSERT INTO lease (id, term, host, process, boot, process_start, acquired, renewed) "
      + "VALUES (2, 1, 'h', 1, 'b', 1, 1, 1)",
  ])
  func `the database guards itself`(sql: String) throws {
    let store = try ScratchState().open()
    _ = try Samples.insertJob("digits", seed: 1, in: store)
    let error = #expect(throws: DatabaseError.self) {
      try store.queue.writeWithoutTransaction { try $0.execute(sql: sql) }
    }
    #expect(error?.resultCode == .SQLITE_CONSTRAINT)
  }

  /// The questions that are asked all the time never read whole tables.
  @Test(arguments: [
    "SELECT id FROM runs INDEXED BY runs_by_status WHERE id > 0 AND status < 10 ORDER BY id",
    "SELECT id FROM runs WHERE cancel_requested = 1 AND status < 10 ORDER BY id",
    StoreReader.runColumns + " WHERE l.uuid = x'00'",
    StoreReader.runColumns + " WHERE o.kind = 3 AND o.name = 'a' ORDER BY l.number DESC LIMIT 1",
    StoreReader.knownRunColumns + " AND l.uuid = x'00'",
    StoreReader.knownRunColumns
      + " AND o.kind = 3 AND o.name = 'a' AND l.point = 0 ORDER BY l.number DESC LIMIT 1",
    "SELECT id, transitions FROM changes WHERE id > 5 ORDER BY id",
    "SELECT run FROM ledger WHERE identity = x'00'",
  ])
  func `an index answers`(sql: String) throws {
    let store = try ScratchState().open()
    let plan = try store.queue.read { database in
      try Row.fetchAll(database, sql: "EXPLAIN QUERY PLAN " + sql).map { $0["detail"] as String }
    }
    #expect(!plan.isEmpty)
    #expect(
      plan.filter {
        $0.hasPrefix("SCAN") && !$0.contains("USING INDEX runs_to_cancel")
          && !$0.contains("USING COVERING INDEX runs_to_cancel")
      } == [])
  }

  @Test(arguments: ["history", "ledger", "runs_by_status"])
  func `damage is found`(table: String) throws {
    let scratch = try ScratchState()
    let path = scratch.directory.databasePath
    let page: Int
    do {
      let store = try scratch.open()
      for seed in 1...50 { _ = try Samples.insertJob("job\(seed)", seed: seed, in: store) }
      page = try store.queue.read { database in
        try Int.fetchOne(
          database, sql: "SELECT rootpage FROM sqlite_schema WHERE name = ?", arguments: [table])
          ?? 0
      }
    }
    // Closed: nobody's locks are dropped, and all is in the file.
    let file = open(path, O_WRONLY)
    let garbage = [UInt8](repeating: 0xA5, count: 4096)
    #expect(pwrite(file, garbage, 4096, (page - 1) * 4096) == 4096)
    close(file)
    #expect(try !scratch.open().integrityProblems().isEmpty)
  }
}
