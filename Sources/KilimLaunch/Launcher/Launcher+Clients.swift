import CSystem
import Glibc

extension Launcher {
  func acceptClients() {
    while true {
      let descriptor = kilim_socket_accept(listener)
      guard descriptor >= 0 else { return }
      var user = uid_t.max
      guard kilim_socket_peer(descriptor, &user) == 0, user == geteuid() || user == 0,
        kilim_epoll_add(epoll, descriptor) == 0
      else {
        close(descriptor)
        continue
      }
      lastClient += 1
      clients[descriptor] = ClientConnection(id: lastClient, descriptor: descriptor)
    }
  }

  func read(_ client: ClientConnection) {
    switch client.input.read(from: client.descriptor) {
    case .some: break
    case .nothing: return
    case .closed, .failed: return drop(client)
    }
    do throws(MalformedBytes) {
      while let frame = try client.input.next() {
        try obey(ClientMessage(from: frame), of: client)
      }
    } catch {
      drop(client)
    }
  }

  func drop(_ client: ClientConnection) {
    _ = kilim_epoll_remove(epoll, client.descriptor)
    clients[client.descriptor] = nil
  }

  private func obey(_ message: ClientMessage, of client: ClientConnection) throws(MalformedBytes) {
    switch message {
    case .hello(let version):
      client.queue(.hello(version: Frame.protocolVersion), now: now)
      if let toldFailure {
        client.queue(.journalFailure(reason: toldFailure), now: now)
      }
      if version != Frame.protocolVersion {
        _ = client.flush()
        drop(client)
      }
    case .slots(let slots, let name): group(named: name).slots = max(0, slots)
    case .submit(let bodies):
      for body in bodies { submit(try PreparedRequest(body: body), of: client) }
    case .attach(let sequence, let tokens):
      let evidence = attach(tokens, of: client)
      client.queue(.evidence(sequence: sequence, evidence), now: now)
    case .cancel(let tokens):
      for token in tokens { cancel(token) }
    case .acknowledge(let tokens): acknowledge(tokens)
    }
  }

  /// Sends to the client that watches a job, if it is still there.
  func tell(_ message: LauncherMessage, of job: LaunchedJob) {
    guard job.watcher != 0 else { return }
    for client in clients.values where client.id == job.watcher {
      client.queue(message, now: now)
    }
  }

  func tellAll(_ message: LauncherMessage) {
    for client in clients.values { client.queue(message, now: now) }
  }

  func flushClients() {
    // What waits for room in the socket is sent when epoll says so.
    for client in Array(clients.values) {
      if client.sendAt <= now { flush(client) }
      if client.output.bytes.count > ClientConnection.largestBacklog { drop(client) }
    }
  }

  func flush(_ client: ClientConnection) {
    switch client.flush() {
    case .failed: drop(client)
    case .all: wantWritable(false, client)
    case .part: wantWritable(true, client)
    }
  }

  private func wantWritable(_ wanted: Bool, _ client: ClientConnection) {
    guard wanted != client.wantsWritable else { return }
    client.wantsWritable = wanted
    _ = kilim_epoll_want_writable(epoll, client.descriptor, wanted ? 1 : 0)
  }
}
