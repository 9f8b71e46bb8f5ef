"""Runs a program and tells what it cost, detached descendants included."""

import ctypes
import os
import signal
import subprocess
import threading
import time
from dataclasses import dataclass

PR_SET_CHILD_SUBREAPER = 36


@dataclass
class Cost:
    wall: float  # seconds
    cpu: float  # seconds, user and system
    peak_kb: int = 0  # VmHWM of the program itself
    exit_code: int = 0
    output: str = ""


def adopt_orphans():
    """From now on a process that detaches itself becomes our child, so that its cost can be read."""
    if ctypes.CDLL(None, use_errno=True).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0) != 0:
        raise OSError(ctypes.get_errno(), "prctl(PR_SET_CHILD_SUBREAPER)")


def run(arguments, environment=None, directory=None, orphans=None):
    """Runs it to its end. The CPU time is that of all processes it waited for, from wait4.

    With `orphans` (a function that finds them), what detached itself is ended by SIGTERM afterwards
    and counted too: itself and all that it waited for.
    """
    before = time.monotonic()
    process = subprocess.Popen(
        arguments,
        env=environment,
        cwd=directory,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    sampler = PeakSampler(process.pid)
    reader = Reader(process.stdout)
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.monotonic() - before
    process.returncode = os.waitstatus_to_exitcode(status)
    peak = sampler.stop()
    cpu = usage.ru_utime + usage.ru_stime
    for orphan in orphans() if orphans else []:
        cpu += end(orphan)
    return Cost(wall, cpu, peak, process.returncode, reader.text())


def end(process):
    """Ends an adopted process; returns the CPU seconds of it and of all that it waited for."""
    os.kill(process, signal.SIGTERM)
    deadline = time.monotonic() + 10
    while True:
        found, _, usage = os.wait4(process, os.WNOHANG)
        if found == process:
            return usage.ru_utime + usage.ru_stime
        if time.monotonic() > deadline:
            os.kill(process, signal.SIGKILL)
        time.sleep(0.01)


def children():
    """Our own children, by the kernel."""
    me = os.getpid()
    found = []
    for task in os.listdir(f"/proc/{me}/task"):
        try:
            with open(f"/proc/{me}/task/{task}/children") as file:
                found += [int(word) for word in file.read().split()]
        except FileNotFoundError:
            pass  # A thread that has just ended.
    return found


class PeakSampler(threading.Thread):
    """Reads VmHWM while the process lives: ru_maxrss would include this program's own size."""

    def __init__(self, process):
        super().__init__(daemon=True)
        self.process, self.peak, self.ended = process, 0, threading.Event()
        self.start()

    def run(self):
        while not self.ended.wait(0.02):
            try:
                with open(f"/proc/{self.process}/status") as file:
                    for line in file:
                        if line.startswith("VmHWM:"):
                            self.peak = max(self.peak, int(line.split()[1]))
            except OSError:
                return

    def stop(self):
        self.ended.set()
        self.join()
        return self.peak


class Reader(threading.Thread):
    """Takes the output, so that no pipe fills; what detached may hold its end open for long."""

    def __init__(self, stream):
        super().__init__(daemon=True)
        self.stream, self.chunks = stream, []
        self.start()

    def run(self):
        while chunk := self.stream.read1(65536):
            self.chunks.append(chunk)

    def text(self):
        self.join(timeout=1)
        return b"".join(self.chunks).decode("utf-8", "replace")
