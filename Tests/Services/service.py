"""What the services for tests share: they tell their port and end with whoever started them."""

import json
import os
import sys
import threading


def announce(port):
    print("port", port, flush=True)


def end_with_parent():
    """The starter holds the other end of standard input; when it is gone, so is the service."""

    def watch():
        sys.stdin.buffer.read()
        os._exit(0)

    threading.Thread(target=watch, daemon=True).start()


class Journal:
    """One JSON line for each thing that happened."""

    def __init__(self, path):
        self.path = path
        self.lock = threading.Lock()

    def add(self, **entry):
        with self.lock, open(self.path, "a", encoding="utf-8") as file:
            file.write(json.dumps(entry) + "\n")
