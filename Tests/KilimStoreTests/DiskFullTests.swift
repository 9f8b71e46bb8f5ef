import Glibc
import KilimModel
import KilimStore
import Testing

/// A file system of a fixed size; only root can make one.
private struct SmallDisk: ~Copyable {
  let path: String

  init(path: String, size: String) throws(StoreError) {
    self.path = path
    mkdir(path, 0o700)
    let mounted = "size=\(size)".withCString { options in
      mount("tmpfs", path, "tmpfs", 0, options)
    }
    guard mounted == 0 else { throw .permission(path: path, detail: "mount") }
  }

  deinit { umount2(path, 2) }

  static var isPossible: Bool {
    guard geteuid() == 0, let scratch = try? ScratchState() else { return false }
    do {
      _ = try SmallDisk(path: scratch.root + "/disk", size: "64k")
      return true
    } catch {
      return false
    }
  }
}

@Suite(.enabled(if: SmallDisk.isPossible, "mounting a small disk needs root"))
struct DiskFullTests {
  @Test func `a full disk undoes the transaction and keeps the state`() throws {
    let scratch = try ScratchState()
    let disk = try SmallDisk(path: scratch.root + "/disk", size: "1m")
    let directory = StateDirectory(path: disk.path + "/state")
    do {
      let store = try Store.open(directory: directory, fileSystem: LocalDisk())
      let run = try Samples.insertJob("kept", seed: 0, in: store)
      let error = #expect(throws: StoreError.self) {
        try store.write { transaction throws(StoreError) in
          for index in 1...20_000 {
            try transaction.putObject(
              Samples.job("lost\(index)"), Samples.content, now: Samples.start)
          }
        }
      }
      #expect(error == .diskFull(path: directory.databasePath))
      #expect(
        error?.message
          == "there is no space left for the state \(directory.databasePath); nothing was changed")
      try store.read { state throws(StoreError) in
        #expect(try state.objects(kind: .job).map(\.name.name) == ["kept"])
        #expect(try state.plan(of: run.id) != nil)
      }
      #expect(try store.integrityProblems() == [])
    }
    let again = try Store.open(directory: directory, fileSystem: LocalDisk())
    #expect(try again.read { state throws(StoreError) in try state.runCounts() } == [.pending: 1])
  }

  @Test func `there is no room even to begin`() throws {
    let scratch = try ScratchState()
    let disk = try SmallDisk(path: scratch.root + "/disk", size: "16k")
    let directory = StateDirectory(path: disk.path + "/state")
    let error = #expect(throws: StoreError.self) {
      try Store.open(directory: directory, fileSystem: LocalDisk())
    }
    #expect(error == .diskFull(path: directory.databasePath))
  }
}
