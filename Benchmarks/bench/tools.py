"""The benchmark's own programs, and strace."""

import os
import re
import shutil
import signal
import subprocess
import tempfile

from . import measure

HERE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
SYNCS = "fsync,fdatasync,sync,syncfs,sync_file_range,msync"


class Tools:
    def __init__(self, folder):
        self.folder = os.path.join(folder, "tools")
        os.makedirs(self.folder, exist_ok=True)
        self.limit = self.build("limit", ["cc", "-O2"], "limit.c")
        self.events = self.build("events", ["cc", "-O2"], "events.c", ["-lyaml"])
        self.planlimit = self.build("planlimit", ["cc", "-O2"], "planlimit.c", ["-lsqlite3"])
        self.smallest = self.build(
            "smallest", ["swiftc", "-O", "-static-stdlib", "-module-cache-path", self.folder],
            "smallest.swift",
        )

    def build(self, name, compiler, source, libraries=()):
        path = os.path.join(self.folder, name)
        if not shutil.which(compiler[0]):
            print(f"  left out: {name}, there is no {compiler[0]}")
            return None
        built = subprocess.run(
            compiler + ["-o", path, os.path.join(HERE, "tools", source), *libraries],
            cwd=self.folder, stderr=subprocess.PIPE if libraries else None,
        )
        if built.returncode == 0:
            return path
        if libraries:
            return None  # A library is not there; who needs the program says so.
        raise RuntimeError(f"{source} cannot be built")

    def spawn(self, jobs, slots):
        """L: the bare limit."""
        return measure.run([self.limit, "spawn", str(jobs), str(slots)])

    def spawn_durably(self, jobs, slots):
        """F: the limit with files and a synced exit record."""
        folder = tempfile.mkdtemp(prefix="files-", dir=self.folder)
        return measure.run([self.limit, "filessync", str(jobs), str(slots), folder])

    def median_microseconds(self, count, arguments, environment=None):
        """Of a program started so often, one after another, by the C tool."""
        cost = measure.run([self.limit, "each", str(count)] + arguments, environment)
        if cost.exit_code != 0:
            raise RuntimeError(cost.output)
        return float(cost.output.split()[-1])


def count_syncs(command, environment, directory, log):
    """The number of sync calls of a command and everything it starts, launcher included.

    strace ends only with the last process it follows, and a launcher stays: so a shell tells
    through a pipe when the command itself has ended, and the rest is ended then.
    """
    near, far = os.pipe()
    tracer = subprocess.Popen(
        ["strace", "-f", "-c", "-e", f"trace={SYNCS}", "-o", log,
         "sh", "-c", f'"$@"; echo $? >&{far}', "sh"] + command,
        env=environment, cwd=directory, pass_fds=[far], stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )
    os.close(far)
    code = int(os.read(near, 16) or b"70")
    os.close(near)
    for process in descendants_of_state(environment["KILIM_STATE"]):
        os.kill(process, signal.SIGTERM)
    tracer.wait(timeout=60)
    if code != 0:
        raise RuntimeError(f"{' '.join(command)} ended with {code} under strace")
    return sum(rows(log).values())


def rows(log):
    """`strace -c` prints: % time, seconds, usecs/call, calls, [errors], syscall."""
    calls = {}
    with open(log) as file:
        for line in file:
            found = re.match(r"\s*[\d.]+\s+[\d.]+\s+\d+\s+(\d+)\s+(?:\d+\s+)?(\w+)\s*$", line)
            if found and found[2] in SYNCS.split(","):
                calls[found[2]] = int(found[1])
    return calls


def descendants_of_state(state):
    """Processes that have a file of the state open, or name it in their environment or command."""
    found = []
    for name in filter(str.isdigit, os.listdir("/proc")):
        if int(name) != os.getpid() and concerns(name, state):
            found.append(int(name))
    return found


def concerns(process, state):
    base = f"/proc/{process}"
    try:
        with open(f"{base}/comm") as file:
            if file.read().strip() in ("strace", "sh"):
                return False
        for name in ("environ", "cmdline"):
            with open(f"{base}/{name}", "rb") as file:
                if state.encode() in file.read():
                    return True
        return any(state in os.readlink(f"{base}/fd/{fd}") for fd in os.listdir(f"{base}/fd"))
    except OSError:
        return False
