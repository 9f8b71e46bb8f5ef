import KilimModel
import KilimTestSupport
import Testing

@testable import KilimTransport

/// `Tests/Services/web.py` with its journal.
struct WebServer {
  let service: LoopbackService
  let journal: String
  private let scheme: String

  /// - Parameter certificate: the name of one that `tls.sh` made in `folder`; nil for plain HTTP.
  init(in folder: ScratchFolder, certificate: String? = nil) throws {
    journal = folder("web.journal")
    let files = certificate.map { [folder("tls/\($0).pem"), folder("tls/\($0).key")] } ?? []
    service = try #require(try LoopbackService.start("web.py", [journal] + files))
    scheme = certificate == nil ? "http" : "https"
  }

  func url(_ path: String, host: String = "localhost") -> String {
    "\(scheme)://\(host):\(service.port)\(path)"
  }

  func requests() throws -> [JSONValue] { try LoopbackService.entries(journal) }

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
