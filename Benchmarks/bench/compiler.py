"""The rows of the compiler: reading, checking and compiling manifests of many documents."""

import os
import re
from statistics import median

from . import measure
from .kilim import WrongResult
from .report import at_least, at_most

APP = """apiVersion: kilim/v1
kind: App
metadata: {name: ocean}
spec:
  version: "3.2"
  runtime: NATIVE
  command: [/bin/echo, run]
"""
JOB = """---
apiVersion: kilim/v1
kind: Job
metadata:
  name: point-%07d
  labels: {team: vision, batch: "%d"}
spec:
  appId: ocean
  appVersion: "3.2"
  coresPerNode: 1
  memoryMB: 512
  maxMinutes: %d
  parameterSet:
    appArgs:
      - {name: k, arg: "--k %d"}
      - {name: seed, arg: "--seed %d"}
    envVariables:
      - {key: OMP_NUM_THREADS, value: "1"}
"""


class CompilerRows:
    def __init__(self, kilim, tools, report, options):
        self.kilim, self.tools, self.report, self.options = kilim, tools, report, options
        self.folder = os.path.join(kilim.folder, "documents")
        os.makedirs(self.folder, exist_ok=True)
        self.environment = {
            "PATH": "/usr/local/bin:/usr/bin:/bin", "HOME": self.folder,
            "KILIM_STATE": os.path.join(self.folder, "state"),
        }

    def all(self):
        if not self.tools.events:
            self.report.leave_out("compiler", "there is no libyaml for C (apt-get install libyaml-dev)")
            return
        self.one_file()
        self.small_files()
        self.growth()
        self.cold()

    def one_file(self):
        """50,000 jobs in one file of 18 MB, against the C program that reads its events.

        By themselves, without their App, jobs are parsed, decoded and validated; with it each is
        compiled to its plan as well."""
        count = 50_000
        path = self.one_file_of(count)
        alone = self.jobs_alone(count)
        wall, cpu, whole, compiling, together, peaks = [], [], [], [], [], []
        for _ in range(self.options.rounds):
            limit = self.events(path)
            ours = self.validate(alone, count, "--isolated")
            compiled = self.validate(path, count + 1)
            wall.append(ours.wall / limit.wall)
            cpu.append(ours.cpu / limit.cpu)
            whole.append(compiled.wall / limit.wall)
            compiling.append(count / (compiled.cpu - ours.cpu))
            together.append(count / compiled.cpu)
            peaks.append(compiled.peak_kb)
        size = os.path.getsize(path) / 1e6
        self.report.add(
            f"validate, {count} jobs in one file of {size:.0f} MB: wall / C", median(wall),
            must=at_most(2.5), aim=at_most(2.0),
            note=f"last: {ours.wall:.2f} s, C {limit.wall:.2f} s; {os.cpu_count()} cores")
        self.report.add("the same: CPU / C", median(cpu), note=f"last: {ours.cpu:.2f} s")
        self.report.add(
            "the same with every job compiled to its plan: wall / C", median(whole),
            note=f"last: {compiled.wall:.2f} s")
        # The quietest round counts: these are figures of their own, that others on the machine
        # only make worse.
        self.report.add(
            "jobs compiled to plans, per second and core", max(compiling), "jobs",
            must=at_least(20_000), aim=at_least(30_000))
        self.report.add(
            "jobs read and compiled to plans, per second and core", max(together), "jobs")
        self.report.add("memory of it", min(peaks) / 1024, "MB", aim=at_most(40))
        self.constant_memory(min(peaks))

    def constant_memory(self, peak):
        """Ten times the file in the same memory."""
        count = 500_000
        ours = self.validate(self.one_file_of(count), count + 1)
        self.report.add(
            "memory for ten times the file / for the file", ours.peak_kb / peak,
            must=at_most(1.5), aim=at_most(1.25), note=f"{ours.peak_kb / 1024:.0f} MB")

    def small_files(self):
        """10,000 files of one job each, in one directory."""
        count = 10_000
        folder = os.path.join(self.folder, "small")
        os.makedirs(folder)
        paths = []
        for number in range(count):
            paths.append(os.path.join(folder, f"job-{number:05}.yaml"))
            write(paths[-1], job(number))
        listing = os.path.join(self.folder, "paths")
        write(listing, "\n".join(paths) + "\n")
        ratios = []
        for _ in range(self.options.rounds):
            limit = self.events("@" + listing)
            ours = self.validate(folder, count, "--isolated")
            ratios.append(ours.wall / limit.wall)
        self.report.add(
            f"validate, {count} files of one job: wall / C", median(ratios), must=at_most(2.5),
            aim=at_most(2.0), note=f"last: {ours.wall:.2f} s, C {limit.wall:.2f} s")

    def growth(self):
        """The same time for each document, however many there are."""
        costs = {}
        for count in [1000, 10_000, 100_000, 1_000_000]:
            path = self.one_file_of(count)
            rounds = self.options.rounds if count < 1_000_000 else 1
            runs = [self.validate(path, count + 1) for _ in range(rounds)]
            # Without the start of the program.
            start = min(self.validate(self.one_file_of(0), 1).cpu for _ in range(3))
            cheapest = min(runs, key=lambda run: run.cpu)
            costs[count] = (cheapest.cpu - start) / count * 1e6
            print(f"  {count} documents: {costs[count]:.1f} us of CPU each, "
                  f"{cheapest.peak_kb / 1024:.0f} MB", flush=True)
            os.remove(path)
        self.report.add(
            "CPU per document, of 1,000,000 / of 10,000", costs[1_000_000] / costs[10_000],
            must=at_most(1.3), aim=at_most(1.1),
            note=", ".join(f"{cost:.0f}" for cost in costs.values()) + " us of 1k, 10k, 100k, 1M")

    def cold(self):
        """One small file, again and again: mostly the start of the program."""
        path = os.path.join(self.folder, "one.yaml")
        write(path, APP + job(1))
        self.validate(path, 2)
        command = [self.kilim.binary, "validate", "-f", path]
        best = min(
            self.tools.median_microseconds(20, command, self.environment)
            for _ in range(max(5, self.options.rounds)))
        nothing = self.tools.median_microseconds(20, ["/bin/true"], self.environment)
        self.report.add(
            "validate of one small file, cold", best / 1000, "ms", must=at_most(15),
            aim=at_most(10), note=f"median of 20, the best of 5 medians; /bin/true {nothing / 1000:.1f} ms")

    def one_file_of(self, count):
        path = os.path.join(self.folder, f"jobs-{count}.yaml")
        if not os.path.exists(path):
            with open(path, "w") as file:
                file.write(APP)
                file.writelines(job(number) for number in range(count))
        return path

    def jobs_alone(self, count):
        path = os.path.join(self.folder, f"alone-{count}.yaml")
        with open(path, "w") as file:
            file.writelines(job(number) for number in range(count))
        return path

    def events(self, path):
        cost = measure.run([self.tools.events, path])
        if cost.exit_code != 0:
            raise RuntimeError(cost.output)
        return cost

    def validate(self, path, documents, *options):
        cost = measure.run(
            [self.kilim.binary, "validate", *options, "-f", path], self.environment)
        found = re.match(r"(\d+) documents? read: no problems", cost.output)
        if cost.exit_code != 0 or not found or int(found[1]) != documents:
            raise WrongResult(f"validate of {documents} documents: {cost.output[:500]}")
        return cost


def job(number):
    return JOB % (number, number % 17, 10 + number % 50, number % 100, number)


def write(path, text):
    with open(path, "w") as file:
        file.write(text)
