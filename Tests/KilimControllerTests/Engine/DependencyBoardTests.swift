import KilimLifecycle
import KilimModel
import KilimStore
import Testing

@testable import KilimController

struct DependencyBoardTests {
  private let a = ResourceName(.job, "a")
  private let b = ResourceName(.sweep, "b")
  private let run = DependencyBoard.Waiter.run(RunID(1))

  private func board(_ states: [DependencyState]) throws -> DependencyBoard {
    var board = DependencyBoard()
    try board.add(run, for: [a, b]) { $0 == a ? states[0] : states[1] }
    return board
  }

  @Test func `keeps nothing of a run whose dependencies have finished`() throws {
    let board = try board([.finished, .finished])
    #expect(board.isEmpty && board.names.isEmpty && board.gate(of: run) == .open)
  }

  @Test func `opens with the last dependency that finishes`() throws {
    var board = try board([.underway, .underway])
    #expect(board.gate(of: run) == .waiting)
    #expect(board.note(a, .finished) == [])
    #expect(board.note(a, .finished) == [])
    #expect(board.note(b, .finished) == [run])
    #expect(board.gate(of: run) == .open)
    board.remove(run)
    #expect(board.isEmpty && board.names.isEmpty)
  }

  @Test func `closes and reopens with a dependency that is stuck and retried`() throws {
    var board = try board([.underway, .finished])
    #expect(board.note(a, .stuck(.ended(.failed))) == [run])
    guard case .closed(let words) = board.gate(of: run) else { return #expect(Bool(false)) }
    #expect(words.contains("job/a FAILED"))
    #expect(board.note(a, .underway) == [run])
    #expect(board.gate(of: run) == .waiting)
  }

  @Test func `waits again for a dependency that is run once more`() throws {
    var board = try board([.underway, .finished])
    #expect(board.note(b, .underway) == [])
    #expect(board.note(a, .finished) == [])
    #expect(board.gate(of: run) == .waiting)
    #expect(board.note(b, .finished) == [run])
  }

  @Test func `looks at each dependant once`() throws {
    var board = DependencyBoard()
    for number in 1...10_000 {
      try board.add(.run(RunID(Int64(number))), for: [a]) { _ in .underway }
    }
    #expect(board.note(a, .finished).count == 10_000)
  }
}
