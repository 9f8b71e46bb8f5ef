import Glibc

extension Launcher {
  /// Gives up the socket, unless somebody has come meanwhile. Whoever comes later finds no socket,
  /// waits for the lock and starts a new launcher.
  func leaveSeat() -> Bool {
    seat.removeSocket()
    acceptClients()
    if clients.isEmpty { return true }
    idleSince = nil
    if let renewed = seat.renewSocket(epoll: epoll, old: listener) { listener = renewed }
    return false
  }
}
