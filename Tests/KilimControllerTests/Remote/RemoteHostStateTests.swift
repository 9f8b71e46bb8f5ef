import KilimLaunch
import KilimLifecycle
import KilimModel
import KilimRemote
import KilimStore
import Testing

@testable import KilimController

/// What a host is asked for, and what its answers mean: values only.
struct RemoteHostStateTests {
  private func token(_ number: UInt64) -> LaunchToken {
    LaunchToken(made: Timestamp(milliseconds: 1), random: (0, number))
  }

  private func order(_ number: UInt64) -> RemoteOrder {
    RemoteOrder(
      token: token(number), words: [CommandWord("true")], environment: [], workingDirectory: "/w",
      standardOutput: "/o", standardError: "/o", exitCodeFile: "/c", timeLimitSeconds: 60)
  }

  private func reply(_ attempts: [(UInt64, String)]) throws -> ExchangeReply {
    let lines = attempts.map { "\(token($0.0).hex) \($0.1)\n" }
    return try #require(ExchangeReply("host 2 node1\n" + lines.joined()))
  }

  private func exchange(_ state: inout RemoteHostState, now: Int64) throws -> LaunchExchange {
    guard case .exchange(let exchange) = state.nextWork(now: now) else {
      Issue.record("no exchange")
      return LaunchExchange()
    }
    return exchange
  }

  @Test func `starts no more than the slots, and the next when one has ended`() throws {
    var state = RemoteHostState()
    state.slots = 2
    state.submit((1...3).map(order))
    let first = try exchange(&state, now: 0)
    #expect(first.launches.map(\.token) == [token(1), token(2)])
    state.took(
      try reply([(1, "failed 1 no program"), (2, "running 7")]), to: first, now: 10)
    #expect(try exchange(&state, now: 20).launches.map(\.token) == [token(3)])
    let words = state.news.map { news -> String in
      if case .witness(_, let witness) = news { "\(witness)" } else { "" }
    }
    // The host answers for all at once: no order is promised.
    #expect(
      words.sorted() == [
        "\(LaunchWitness.failedToStart(reason: "no program"))",
        "\(LaunchWitness.running(processID: 7))",
      ])
  }

  @Test func `hands over again what may have been lost, and only when the host answers`() throws {
    var state = RemoteHostState()
    state.submit([order(1)])
    let first = try exchange(&state, now: 0)
    let error = RemoteError(.lost, systemId: "far", "gone")
    state.failed(first, error, now: 0)
    #expect(state.failure == error)
    guard case .wait(let pause) = state.nextWork(now: 0) else {
      Issue.record("it does not wait")
      return
    }
    let second = try exchange(&state, now: pause)
    #expect(second.launches == first.launches)
    state.took(try reply([(1, "running 7")]), to: second, now: pause)
    #expect(state.failure == nil)
    #expect(try exchange(&state, now: pause + 10_000).launches == [])
  }

  @Test func `cancels on the host, also what waits here`() throws {
    var state = RemoteHostState()
    state.slots = 1
    state.submit([order(1), order(2)])
    let first = try exchange(&state, now: 0)
    state.took(try reply([(1, "running 7")]), to: first, now: 10)
    state.cancel([token(2)])
    let second = try exchange(&state, now: 20)
    #expect(second.cancels == [token(2)] && second.launches.isEmpty)
    state.took(try reply([(1, "running 7"), (2, "cancelled")]), to: second, now: 30)
    guard case .witness(token(2), .cancelledBeforeStart)? = state.news.last else {
      Issue.record("\(state.news)")
      return
    }
  }

  @Test func `says of an attempt that nobody claimed that it never started`() throws {
    var state = RemoteHostState()
    state.attach([token(1)])
    let first = try exchange(&state, now: 0)
    #expect(first.looks == [token(1)] && first.launches.isEmpty)
    state.took(try reply([(1, "unclaimed")]), to: first, now: 10)
    guard case .witness(token(1), .notClaimed)? = state.news.last else {
      Issue.record("\(state.news)")
      return
    }
  }

  @Test func `turns directories away while the host is away`() throws {
    var state = RemoteHostState()
    state.fail(RemoteError(.unreachable, systemId: "far", "no route"), now: 0)
    state.make(DirectoryOrder(paths: ["/a"]), for: RunID(1))
    #expect(state.made.count == 1 && state.made.first?.failure?.host?.cause == .unreachable)
  }

  @Test func `tries less often the longer a host is away`() {
    let pauses = (1...9).map { RemoteHostState.pause(afterFailures: $0) }
    #expect(pauses == [500, 1000, 2000, 4000, 8000, 16_000, 30_000, 30_000, 30_000])
  }
}
