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
      LauncherMessage.hello(version: Frame.protocolVersion).append(to: &client.output)
      if let toldFailure {
        LauncherMessage.journalFailure(reason: toldFailure).append(to: &client.output)
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
      LauncherMessage.evidence(sequence: sequence, evidence).append(to: &client.output)
    case .cancel(let tokens):
      for token in tokens { cancel(token) }
    case .acknowledge(let tokens): acknowledge(tokens)
    }
  }

  /// Sends to the client that watches a job, if it is still there.
  func tell(_ message: LauncherMessage, of job: LaunchedJob) {
    guard job.watcher != 0 else { return }
    for client in clients.values where client.id == job.watcher {
      message.append(to: &client.output)
    }
  }

  func tellAll(_ message: LauncherMessage) {
    for client in clients.values { message.append(to: &client.output) }
  }

  func flushClients() {
    for client in Array(clients.values) where !client.output.bytes.isEmpty {
      switch client.flush() {
      case .failed: drop(client)
      case .all: wantWritable(false, client)
      case .part: wantWritable(true, client)
      }
    }
  }

  private func wantWritable(_ wanted: Bool, _ client: ClientConnection) {
    guard wanted != client.wantsWritable else { return }
    client.wantsWritable = wanted
    _ = kilim_epoll_want_writable(epoll, client.descriptor, wanted ? 1 : 0)
  }
}
