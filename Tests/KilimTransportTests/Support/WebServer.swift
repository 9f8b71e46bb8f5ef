import KilimModel
import KilimTestSupport
import Testing

@testable import KilimTransport

/// `Tests/Services/web.py`, as one test sees it.
struct WebServer {
  private let service: LoopbackService
  private let scheme: String
  /// Tells the requests of one test from those of others.
  private let mark: String

  /// All tests share one server: starting Python takes longer than the tests.
  private static let shared = Result { try LoopbackService.start("web.py", []) }

  init(in folder: ScratchFolder) throws {
    service = try #require(try Self.shared.get())
    scheme = "http"
    mark = "/@" + Paths.name(folder.path)
  }

  /// A server of its own, for HTTPS.
  ///
  /// - Parameter certificate: the name of one that `tls.sh` made in `folder`.
  init(in folder: ScratchFolder, certificate: String) throws {
    let files = [folder("tls/\(certificate).pem"), folder("tls/\(certificate).key")]
    service = try #require(try LoopbackService.start("web.py", files))
    scheme = "https"
    mark = ""
  }

  func url(_ path: String, host: String = "localhost") -> String {
    "\(scheme)://\(host):\(service.port)\(mark)\(path)"
  }

  func requests() throws -> [JSONValue] {
    try service.entries().filter { entry in
      guard case .string(let path)? = entry["path"] else { return false }
      return path.hasPrefix(mark + "/")
    }
  }

  /// Byte i is i % 251.
  static func content(_ size: Int) -> [UInt8] { (0..<size).map { UInt8($0 % 251) } }
}

extension ScratchFolder {
  /// Makes the certificates of `tls.sh` in `tls/`.
  func makeCertificates() throws {
    let script = LoopbackService.path("tls.sh")
    let outcome = try ToolProcess.run(["sh", script, self("tls")], package: "openssl") { false }
    try #require(outcome.exitCode == 0, "\(outcome.output)")
  }
}
