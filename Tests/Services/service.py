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
    """One JSON line for each thing that happened, to descriptor 3, which the starter reads."""

    def add(self, **entry):
        os.write(3, (json.dumps(entry) + "\n").encode())
