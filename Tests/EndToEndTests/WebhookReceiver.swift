import Glibc
import KilimModel
import KilimTestSupport

/// An HTTP server on a free port that tells every body it gets; the first few it refuses.
final class WebhookReceiver {
  let port: String
  private let beacon: Beacon
  private let process: KilimProcess

  init(in sandbox: Sandbox, refusing refusals: Int = 0) throws {
    beacon = try sandbox.beacon("webhook")
    let python = getenv("KILIM_TEST_PYTHON").map { String(cString: $0) } ?? "/usr/bin/python3"
    process = try sandbox.start(
      program: python, ["-c", Self.script, beacon.path, "\(refusals)"])
    port = try beacon.line()
  }

  /// The next body that was taken with 204.
  func body() throws -> JSONValue { try JSONValue(reading: beacon.line()) }

  private static let script = """
    import http.server, sys
    told = open(sys.argv[1], "w", buffering=1)
    refusals = [int(sys.argv[2])]
    class Receiver(http.server.BaseHTTPRequestHandler):
        def do_POST(self):
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()
            refusals[0] -= 1
            self.send_response(503 if refusals[0] >= 0 else 204)
            self.end_headers()
            if refusals[0] < 0:
                told.write(body.replace("\\n", " ") + "\\n")
        def log_message(self, *_):
            pass
    server = http.server.HTTPServer(("127.0.0.1", 0), Receiver)
    told.write(f"{server.server_port}\\n")
    server.serve_forever()
    """
}
