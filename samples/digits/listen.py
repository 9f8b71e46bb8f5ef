"""Prints the notifications that come in on port 8765 of this machine, one line each.

Usage: listen.py [COUNT]   (ends after COUNT notifications; without it, on Ctrl-C)
"""

import http.server
import json
import sys

HOST, PORT = "127.0.0.1", 8765


def status(message):
    """The newest status in a notification: its event's data is JSON in a string."""
    try:
        data = message["event"]["data"]
        data = json.loads(data) if isinstance(data, str) else data
        return f"{data['jobName']} is {data['newJobStatus']}"
    except (KeyError, TypeError, ValueError):
        return json.dumps(message)


class Receiver(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self.send_response(204)
        self.end_headers()
        try:
            text = status(json.loads(body))
        except ValueError:
            text = body.decode("utf-8", "replace")
        print(f"notification on {self.path}: {text}", flush=True)

    def log_message(self, *_):
        pass


def main():
    server = http.server.HTTPServer((HOST, PORT), Receiver)
    count = int(sys.argv[1]) if len(sys.argv) > 1 else None
    try:
        while count is None or count > 0:
            server.handle_request()
            count = None if count is None else count - 1
    except KeyboardInterrupt:
        pass


if __name__ == "__main__":
    main()
