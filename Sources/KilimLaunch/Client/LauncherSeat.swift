import CSystem
import Glibc

/// The directory of a launcher: `launcher.lock`, held by the one launcher, and `launcher.sock`.
///
/// A client that finds no launcher takes the lock itself and makes the socket before it starts the
/// launcher, which inherits both: two clients never start two, and none has to wait for it.
final class LauncherSeat {
  static let lockName = "launcher.lock"
  static let socketName = "launcher.sock"
  static let logName = "launcher.log"

  let path: String
  let directory: Int32

  init(path: String) throws(LaunchError) {
    self.path = path
    directory = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard directory >= 0 else {
      throw .system(action: "open the directory", path: path, reason: systemReason(errno))
    }
  }

  deinit { close(directory) }

  /// The lock's descriptor; nil when somebody else holds it.
  func takeLock() throws(LaunchError) -> Int32? {
    let lock = openat(directory, Self.lockName, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard lock >= 0 else { throw failure("open", Self.lockName) }
    while flock(lock, LOCK_EX | LOCK_NB) != 0 {
      if errno == EINTR { continue }
      let isHeld = errno == EWOULDBLOCK
      let error = failure("lock", Self.lockName)
      close(lock)
      if isHeld { return nil }
      throw error
    }
    return lock
  }

  /// A listening socket, in place of one that a launcher left. Only for who holds the lock.
  func listen() throws(LaunchError) -> Int32 {
    let listener = kilim_socket_listen(directory, Self.socketName)
    guard listener >= 0 else { throw failure("listen on", Self.socketName) }
    return listener
  }

  /// A connection; nil when nobody listens.
  func connect() throws(LaunchError) -> Int32? {
    let socket = kilim_socket_connect(directory, Self.socketName)
    if socket >= 0 { return socket }
    if errno == ENOENT || errno == ECONNREFUSED { return nil }
    throw failure("connect to", Self.socketName)
  }

  func removeSocket() { unlinkat(directory, Self.socketName, 0) }

  /// Listens on a new socket in place of `old`; nil when that fails.
  func renewSocket(epoll: Int32, old: Int32) -> Int32? {
    let listener = kilim_socket_listen(directory, Self.socketName)
    guard listener >= 0, kilim_epoll_add(epoll, listener) == 0 else { return nil }
    close(old)
    return listener
  }

  /// Where the launcher says what it cannot tell a client; begun anew when it has grown.
  func openLog() throws(LaunchError) -> Int32 {
    let flags = O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC
    let log = openat(directory, Self.logName, flags, 0o600)
    guard log >= 0 else { throw failure("open", Self.logName) }
    if lseek(log, 0, Int32(SEEK_END)) > 1 << 20 { _ = ftruncate(log, 0) }
    return log
  }

  func failure(_ action: String, _ name: String) -> LaunchError {
    .system(action: action, path: "\(path)/\(name)", reason: systemReason(errno))
  }
}
