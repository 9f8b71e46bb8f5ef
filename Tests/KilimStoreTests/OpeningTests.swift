import GRDB
import Glibc
import Testing

@testable import KilimStore

struct OpeningTests {
  private func pragma(_ name: String, _ store: Store) throws -> String {
    try store.queue.writeWithoutTransaction { database in
      try Row.fetchOne(database, sql: "PRAGMA \(name)").map { "\($0[0] as DatabaseValue)" } ?? ""
    }
  }

  private func mode(_ path: String) -> String {
    var facts = stat()
    return stat(path, &facts) == 0 ? String(facts.st_mode & 0o777, radix: 8) : "missing"
  }

  @Test(arguments: [
    ("journal_mode", "wal", "delete"), ("synchronous", "2", "3"), ("foreign_keys", "1", "1"),
    ("wal_autocheckpoint", "4000", "1000"), ("auto_vacuum", "0", "0"),
    ("busy_timeout", "10000", "10000"),
    ("user_version", "7", "7"), ("application_id", "1263290701", "1263290701"),
  ])
  func `the connection is set up`(name: String, local: String, safe: String) throws {
    let scratch = try ScratchState()
    #expect(try pragma(name, scratch.open()).contains(local))
    let other = try ScratchState()
    let nfs = FixedFileSystem(answer: FileSystemFacts(magic: 0x6969))
    let store = try Store.open(directory: other.directory, fileSystem: nfs)
    #expect(store.safeMode == SafeMode(fileSystem: "NFS"))
    #expect(try pragma(name, store).contains(safe))
  }

  @Test func `nobody else can read the state`() throws {
    let scratch = try ScratchState()
    let store = try scratch.open()
    _ = try Samples.insertJob("digits", seed: 1, in: store)
    #expect(mode(scratch.root + "/deep") == "700")
    #expect(mode(scratch.directory.path) == "700")
    for suffix in ["", "-wal", "-shm"] {
      #expect(mode(scratch.directory.databasePath + suffix) == "600")
    }
    chmod(scratch.directory.databasePath, 0o644)
    _ = try scratch.open()
    #expect(mode(scratch.directory.databasePath) == "600")
  }

  @Test func `the state is there when it is opened again`() throws {
    let scratch = try ScratchState()
    let run = try Samples.insertJob("digits", seed: 1, in: scratch.open())
    let record = try scratch.open().read { state throws(StoreError) in try state.run(run.id) }
    #expect(record?.displayName == "digits#1")
  }

  @Test func `a connection that is kept leaves its log to the next opening`() throws {
    let scratch = try ScratchState()
    let run: StoredRun
    do {
      let store = try scratch.open()
      run = try Samples.insertJob("digits", seed: 1, in: store)
      store.keepUntilExit()
    }
    var log = stat()
    #expect(stat(scratch.directory.databasePath + "-wal", &log) == 0 && log.st_size > 0)
    let store = try scratch.open()
    #expect(try store.read { state throws(StoreError) in try state.plan(of: run.id) } != nil)
    #expect(try store.integrityProblems() == [])
  }

  @Test func `a state of a newer kilim is refused`() throws {
    let scratch = try ScratchState()
    try scratch.open().queue.writeWithoutTransaction {
      try $0.execute(sql: "PRAGMA user_version = 99")
    }
    let error = #expect(throws: StoreError.self) { try scratch.open() }
    #expect(
      error
        == .newerSchema(
          path: scratch.directory.databasePath, found: 99, supported: Schema.migrations.count))
  }

  @Test func `another program's database is left alone`() throws {
    let scratch = try ScratchState()
    mkdir(scratch.root + "/deep", 0o700)
    mkdir(scratch.directory.path, 0o700)
    try DatabaseQueue(path: scratch.directory.databasePath).write { database in
      try database.execute(sql: "CREATE TABLE bookmarks (url TEXT); PRAGMA user_version = 1")
    }
    let path = scratch.directory.databasePath
    let expected = StoreError.corrupt(path: path, detail: "it is not a state of kilim")
    #expect(throws: expected) { try scratch.open() }
  }

  @Test func `a file that is no database is called damaged`() throws {
    let scratch = try ScratchState()
    _ = try scratch.open()
    let file = open(scratch.directory.databasePath, O_WRONLY | O_TRUNC)
    let text = String(repeating: "this is not a database\n", count: 100)
    #expect(write(file, text, text.utf8.count) == text.utf8.count)
    close(file)
    for suffix in ["-wal", "-shm"] { unlink(scratch.directory.databasePath + suffix) }
    let error = #expect(throws: StoreError.self) { try scratch.open() }
    guard case .corrupt = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(error?.advice?.contains("kilim doctor") == true)
  }

  @Test func `a directory that cannot be made is a matter of permission`() {
    let directory = StateDirectory(path: "/proc/kilim/state")
    let error = #expect(throws: StoreError.self) {
      try Store.open(directory: directory, fileSystem: LocalDisk())
    }
    #expect(
      error == .permission(path: "/proc/kilim", detail: "No such file or directory"))
  }

  @Test func `a state that stays locked is busy, and can still be read`() throws {
    let scratch = try ScratchState()
    let store = try scratch.open()
    let path = scratch.directory.databasePath
    let impatient = try Store.open(path, ConnectionSetup(safeMode: nil, busySeconds: 0))
    try store.write { transaction throws(StoreError) in
      try transaction.putObject(Samples.job("a"), Samples.content, now: Samples.start)
      #expect(throws: StoreError.busy(path: path)) {
        try impatient.write { other throws(StoreError) in
          try other.putObject(Samples.job("b"), Samples.content, now: Samples.start)
        }
      }
      let names = try impatient.read { state throws(StoreError) in try state.objects(kind: .job) }
      #expect(names == [])
    }
    let names = try impatient.read { state throws(StoreError) in try state.objects(kind: .job) }
    #expect(names.map(\.name.name) == ["a"])
  }

  @Test func `another process's writes are noticed`() throws {
    let scratch = try ScratchState()
    let (one, other) = (try scratch.open(), try scratch.open())
    let before = try one.dataVersion()
    #expect(try one.dataVersion() == before)
    _ = try Samples.insertJob("digits", seed: 1, in: one)
    #expect(try one.dataVersion() == before)
    _ = try Samples.insertJob("digits", seed: 2, in: other)
    #expect(try one.dataVersion() != before)
  }

  @Test func `a backup is a whole state of its own`() throws {
    let scratch = try ScratchState()
    let store = try scratch.open()
    let run = try Samples.insertJob("digits", seed: 1, in: store)
    let target = StateDirectory(path: scratch.root + "/copy")
    mkdir(target.path, 0o700)
    try store.backup(to: target.databasePath)
    #expect(mode(target.databasePath) == "600")
    let copy = try Store.open(directory: target, fileSystem: LocalDisk())
    #expect(try copy.read { state throws(StoreError) in try state.plan(of: run.id) } != nil)
    #expect(try copy.integrityProblems() == [])
    #expect(throws: StoreError.self) { try store.backup(to: target.databasePath) }
  }

  @Test(
    arguments: [
      (["KILIM_STATE": "/s/", "XDG_STATE_HOME": "/x", "HOME": "/h"], "/s"),
      (["KILIM_STATE": "", "XDG_STATE_HOME": "/x", "HOME": "/h"], "/x/kilim"),
      (["XDG_STATE_HOME": "relative", "HOME": "/h"], "/h/.local/state/kilim"),
      (["HOME": "/h"], "/h/.local/state/kilim"), ([:], nil),
    ] as [([String: String], String?)])
  func `the directory is found by the environment`(variables: [String: String], path: String?) {
    #expect(StateDirectory.resolve { variables[$0] }?.path == path)
  }
}
