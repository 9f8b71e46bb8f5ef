"""Drives the binary by its documented command line, each batch in a state of its own."""

import json
import os
import sqlite3
from dataclasses import dataclass

from . import measure

APP = """apiVersion: kilim/v1
kind: System
metadata: {{name: bench}}
spec:
  systemType: LINUX
  host: localhost
  canExec: true
  rootDir: /
  jobWorkingDir: {folder}/jobs
  jobMaxJobs: {slots}
  jobRuntimes: [{{runtimeType: NATIVE}}]
---
apiVersion: kilim/v1
kind: App
metadata: {{name: "true"}}
spec: {{version: "1.0", runtime: NATIVE, command: [/bin/true]}}
"""
JOB = """---
apiVersion: kilim/v1
kind: Job
metadata: {{name: job-{number}}}
spec: {{appId: "true", appVersion: "1.0", execSystemId: bench}}
"""


class WrongResult(Exception):
    """The batch did not do what it was for: no figure of it counts."""


@dataclass
class Batch:
    cost: measure.Cost
    database_bytes: int
    state_bytes: int


class Kilim:
    def __init__(self, binary, folder):
        self.binary, self.folder, self.count = binary, folder, 0

    def fresh(self, jobs, slots):
        """A new folder with a manifest of so many jobs; its path and the environment for it."""
        self.count += 1
        folder = os.path.join(self.folder, f"kilim-{self.count}")
        os.makedirs(os.path.join(folder, "home"))
        with open(os.path.join(folder, "jobs.yaml"), "w") as file:
            file.write(APP.format(folder=folder, slots=slots))
            file.writelines(JOB.format(number=number) for number in range(jobs))
        environment = {
            "PATH": "/usr/local/bin:/usr/bin:/bin",
            "HOME": os.path.join(folder, "home"),
            "KILIM_STATE": os.path.join(folder, "state"),
        }
        return folder, environment

    def apply_command(self, folder):
        return [self.binary, "apply", "-f", os.path.join(folder, "jobs.yaml"), "--yes"]

    def batch(self, jobs, slots=2, check=True):
        """Applies the jobs in a new state and waits until all are FINISHED."""
        folder, environment = self.fresh(jobs, slots)
        cost = measure.run(self.apply_command(folder), environment, folder, self.launchers)
        if cost.exit_code != 0:
            raise WrongResult(f"apply ended with {cost.exit_code}:\n{cost.output[-2000:]}")
        if check:
            self.expect_finished(jobs, environment)
        return Batch(cost, *sizes(environment["KILIM_STATE"]))

    def launchers(self):
        """What detached itself is by now our child (measure.adopt_orphans)."""
        return measure.children()

    def expect_finished(self, jobs, environment):
        listed = measure.run([self.binary, "get", "jobs", "-o", "json"], environment)
        try:
            items = json.loads(listed.output)["items"]
            finished = sum(item["status"]["status"] == "FINISHED" for item in items)
        except (ValueError, KeyError, TypeError) as error:
            raise WrongResult(f"get jobs -o json: {error!r}:\n{listed.output[:500]}") from error
        if finished != jobs:
            raise WrongResult(f"{finished} of {jobs} jobs are FINISHED")

    def version_command(self):
        return [self.binary, "version"]


def sizes(state):
    """Bytes of the database with its log written back and free pages left out; bytes of all."""
    database, everything = 0, 0
    for folder, _, names in os.walk(state):
        for name in names:
            path = os.path.join(folder, name)
            if not os.path.isfile(path):
                continue  # a socket
            everything += os.path.getsize(path)
            if is_database(path):
                database += database_bytes(path)
    return database, everything


def is_database(path):
    with open(path, "rb") as file:
        return file.read(15) == b"SQLite format 3"


def database_bytes(path):
    connection = sqlite3.connect(path)
    try:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        pages, free, size = (
            connection.execute(f"PRAGMA {name}").fetchone()[0]
            for name in ("page_count", "freelist_count", "page_size")
        )
        return (pages - free) * size
    finally:
        connection.close()
