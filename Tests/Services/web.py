"""An HTTP server with faults: files to fetch (GET) and a webhook receiver (POST).

usage: web.py [CERTIFICATE KEY]

Every request is written down before its fault happens. Paths, each also with a first segment
@NAME, which lets tests that share the server tell their requests:
  /file/SIZE           that many bytes (byte i is i % 251)
  /ok                  200
  /status/CODE[/WAIT]  the status, with Retry-After
  /flaky/NAME/N        503 N times, then 200
  /cut/NAME/N          half of 100,000 bytes N times, then all of them
  /short               announces 60 bytes and sends 3
  /chunked-cut         a chunked body without its end
  /reset-early         resets the connection before the request's body, unrecorded
  /reset               resets the connection after the request
  /reset-body          resets it in the middle of a body
  /close               hangs up without an answer
  /stall               some bytes, then nothing
  /slow                no answer at all
  /redirect/N          N redirects, then /file/1000
  /to/URL-IN-HEX       a redirect to any URL
"""

import http.server
import socket
import ssl
import struct
import sys
import threading

import service

journal = service.Journal()
counts = {}
counts_lock = threading.Lock()


def content(size):
    return bytes(i % 251 for i in range(size))


def times_before(name):
    with counts_lock:
        counts[name] = counts.get(name, 0) + 1
        return counts[name] - 1


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *arguments):
        pass

    def answer(self, status, body=b"", announced=None, **headers):
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(body) if announced is None else announced))
        self.end_headers()
        self.wfile.write(body)
        self.wfile.flush()
        if announced is not None and announced != len(body):
            self.close_connection = True

    def reset(self):
        linger = struct.pack("ii", 1, 0)
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
        self.close_connection = True
        self.connection.close()

    def hang(self):
        try:
            self.connection.settimeout(None)
            while self.connection.recv(1024):
                pass
        except OSError:
            pass
        self.close_connection = True

    def handle_any(self):
        if self.path.endswith("/reset-early"):
            return self.reset()
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        journal.add(
            method=self.command,
            path=self.path,
            headers={name.lower(): value for name, value in self.headers.items()},
            body=body.decode("utf-8", "backslashreplace"),
        )
        steps = self.path.split("?")[0].strip("/").split("/")
        if steps[0].startswith("@"):
            del steps[0]
        getattr(self, "do_" + steps[0].replace("-", "_"), self.do_unknown)(*steps[1:])

    do_GET = do_POST = do_PUT = handle_any

    def do_unknown(self, *steps):
        self.answer(404, b"there is nothing of that name")

    def do_file(self, size, *rest):
        self.answer(200, content(int(size)))

    def do_ok(self):
        self.answer(200, b"ok")

    def do_status(self, status, wait=None):
        headers = {"Retry_After": wait} if wait else {}
        if 300 <= int(status) < 400:
            headers["Location"] = "/ok"
        self.answer(int(status), b"the reason", **headers)

    def do_flaky(self, name, times):
        self.answer(503 if times_before(self.path) < int(times) else 200, b"ok")

    def do_cut(self, name, times):
        body = content(100_000)
        if times_before(self.path) < int(times):
            self.answer(200, body[:50_000], announced=len(body))
        else:
            self.answer(200, body)

    def do_short(self):
        self.answer(200, b"abc", announced=60)

    def do_chunked_cut(self):
        self.send_response(200)
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        self.wfile.write(b"5\r\nabcde\r\n")
        self.wfile.flush()
        self.close_connection = True

    def do_reset(self):
        self.reset()

    def do_reset_body(self):
        self.answer(200, content(1000), announced=2000)
        self.reset()

    def do_close(self):
        self.close_connection = True

    def do_stall(self):
        self.send_response(200)
        self.send_header("Content-Length", "1000")
        self.end_headers()
        self.wfile.write(b"some")
        self.wfile.flush()
        self.hang()

    def do_slow(self):
        self.hang()

    def do_redirect(self, count):
        left = int(count) - 1
        self.answer(302, Location="/file/1000" if left <= 0 else f"/redirect/{left}")

    def do_to(self, url):
        self.answer(302, Location=bytes.fromhex(url).decode())


class Server(http.server.ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *arguments):
        pass


server = Server(("127.0.0.1", 0), Handler)
if len(sys.argv) > 2:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*sys.argv[1:3])
    server.socket = context.wrap_socket(
        server.socket, server_side=True, do_handshake_on_connect=False
    )
service.end_with_parent()
service.announce(server.server_address[1])
server.serve_forever()
