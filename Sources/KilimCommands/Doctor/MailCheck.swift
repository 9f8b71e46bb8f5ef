import Glibc
import KilimTransport

/// Tries whether the mail server that is configured can be reached. Sends nothing.
struct MailCheck {
  let variable: (String) -> String?

  func finding() -> Finding {
    do {
      guard let settings = try SMTPSettings.fromEnvironment(variable) else {
        return Finding(.ok, "mail", "not configured; KILIM_SMTP_URL would name a server")
      }
      let name = "\(settings.host):\(settings.port)"
      guard let problem = Self.problem(host: settings.host, port: settings.port) else {
        return Finding(.ok, "mail", "\(name) answers")
      }
      return Finding(
        .fail, "mail", "\(name): \(problem)", remedy: "check KILIM_SMTP_URL and the network")
    } catch {
      return Finding(.fail, "mail", error.message)
    }
  }

  /// Why no connection could be made within five seconds; nil when it could.
  private static func problem(host: String, port: Int) -> String? {
    var hints = addrinfo()
    hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
    var list: UnsafeMutablePointer<addrinfo>?
    let failure = getaddrinfo(host, String(port), &hints, &list)
    guard failure == 0 else { return String(cString: gai_strerror(failure)) }
    defer { freeaddrinfo(list) }
    var problem: String? = "no address"
    var next = list
    while let address = next {
      problem = connectionProblem(address.pointee)
      if problem == nil { return nil }
      next = address.pointee.ai_next
    }
    return problem
  }

  private static func connectionProblem(_ address: addrinfo) -> String? {
    let descriptor = socket(address.ai_family, address.ai_socktype, address.ai_protocol)
    guard descriptor >= 0 else { return String(cString: strerror(errno)) }
    defer { close(descriptor) }
    _ = fcntl(descriptor, F_SETFL, O_NONBLOCK)
    if connect(descriptor, address.ai_addr, address.ai_addrlen) == 0 { return nil }
    guard errno == EINPROGRESS else { return String(cString: strerror(errno)) }
    var entry = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
    guard poll(&entry, 1, 5000) > 0 else { return "no answer within 5 seconds" }
    var code: Int32 = 0
    var size = socklen_t(MemoryLayout<Int32>.size)
    getsockopt(descriptor, SOL_SOCKET, SO_ERROR, &code, &size)
    return code == 0 ? nil : String(cString: strerror(code))
  }
}
