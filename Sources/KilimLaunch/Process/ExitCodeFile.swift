import Glibc
package import KilimModel

/// The exit code as a file for the user: one number and a newline.
package enum ExitCodeFile {
  /// 128 + number for a signal, as a shell has it.
  static func text(of end: ProgramEnd) -> String {
    switch end {
    case .exited(let code): "\(code)\n"
    case .signalled(let signal): "\(128 + signal)\n"
    }
  }

  /// Writes it in one write. Nil, or why it could not be written.
  package static func write(_ end: ProgramEnd, to path: String) -> String? {
    let flags = O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NONBLOCK | O_NOCTTY
    let descriptor = open(path, flags, 0o644)
    guard descriptor >= 0 else { return systemReason(errno) }
    defer { close(descriptor) }
    var text = text(of: end)
    let done = text.withUTF8 { Glibc.write(descriptor, $0.baseAddress, $0.count) }
    return done == text.utf8.count ? nil : done < 0 ? systemReason(errno) : "no space"
  }
}
