import Glibc
import KilimLifecycle
import KilimModel
import KilimStore
import Testing

/// What other processes may do to a state.
struct TwoProcessTests {
  @Test func `a writer killed inside a transaction leaves whole transactions`() async throws {
    let scratch = try ScratchState()
    let path = scratch.directory.path
    await #expect(processExitsWith: .signal(SIGKILL)) { [path = path as String] in
      let store = try Store.open(
        directory: StateDirectory(path: path), fileSystem: LocalDisk())
      let run = try Samples.insertJob("kept", seed: 0, in: store)
      try store.write { transaction throws(StoreError) in
        _ = try transaction.record([RunUpdate(run: run.id, events: Samples.timed([.admitted]))])
        for index in 1...5000 {
          try transaction.putObject(
            Samples.job("lost\(index)"), Samples.content, now: Samples.start)
        }
        kill(getpid(), SIGKILL)
      }
    }
    let store = try scratch.open()
    try store.read { state throws(StoreError) in
      #expect(try state.objects(kind: .job).map(\.name.name) == ["kept"])
      #expect(try state.newestRun(of: Samples.job("kept"))?.state.status == .pending)
    }
    #expect(try store.integrityProblems() == [])
  }

  @Test func `writers at once lose nothing`() async throws {
    let scratch = try ScratchState()
    let path = scratch.directory.path
    let store = try scratch.open()
    let run = try Samples.insertJob("shared", seed: 0, in: store).id
    async let other = #expect(processExitsWith: .success) { [path = path as String] in
      let store = try Store.open(
        directory: StateDirectory(path: path), fileSystem: LocalDisk())
      for index in 1...100 { _ = try Samples.insertJob("theirs", seed: index, in: store) }
    }
    for index in 101...200 { _ = try Samples.insertJob("ours", seed: index, in: store) }
    try store.write { transaction throws(StoreError) in
      _ = try transaction.record([RunUpdate(run: run, events: Samples.timed([.admitted]))])
    }
    _ = await other
    try store.read { state throws(StoreError) in
      #expect(try state.runs(of: Samples.job("theirs")).map(\.number) == Array(1...100))
      #expect(try state.runs(of: Samples.job("ours")).map(\.number) == Array(1...100))
      #expect(try state.events(after: .start).events.count == 202)
    }
  }

  @Test func `two processes, one lease`() async throws {
    let scratch = try ScratchState()
    let path = scratch.directory.path
    let store = try scratch.open()
    let now = Samples.start
    let mine = LeaseHolder(host: "login1", processID: 1, bootID: "b", processStart: 1)
    _ = try store.acquireLease(mine, now: now, isAlive: { _ in true })
    await #expect(processExitsWith: .exitCode(42)) { [path = path as String] in
      let store = try Store.open(
        directory: StateDirectory(path: path), fileSystem: LocalDisk())
      let holder = LeaseHolder(host: "login1", processID: 2, bootID: "b", processStart: 2)
      let answer = try store.acquireLease(holder, now: Samples.start, isAlive: { _ in true })
      if case .held(let lease, _) = answer, lease.holder.processID == 1 { exit(42) }
    }
  }
}
