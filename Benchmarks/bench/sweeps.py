"""The rows of sweeps and workflows: planning, applying again, accepting, running, and how all of it grows."""

import json
import os
import re
import shutil
from statistics import median

from . import kilim, measure
from .kilim import WrongResult
from .report import at_least, at_most

SWEEP = """---
apiVersion: kilim/v1
kind: Sweep
metadata: {{name: points}}
spec:
  parameters:
    - grid:
        alpha: {{range: [0, 0.99, 0.01]}}
        mesh: {{range: [0, {meshes}, 1]}}
        seed: {{range: [1, {seeds}, 1]}}
  template:
    appId: "true"
    appVersion: "1.0"
    execSystemId: bench
    parameterSet:
      appArgs:
        - {{name: x, arg: "-a ${{sweep.alpha}} -m ${{sweep.mesh}} -s ${{sweep.seed}}"}}
"""
WORKFLOW = """---
apiVersion: kilim/v1
kind: Workflow
metadata: {{name: fan}}
spec:
  steps:
    - {{name: first, job: {job}}}
    - name: many
      dependsOn: [first]
      sweep:
        parameters: [{{grid: {{n: {{range: [1, {width}, 1]}}}}}}]
        template: {template}
    - {{name: last, dependsOn: [many], job: {job}}}
"""
PROGRAM = '{appId: "true", appVersion: "1.0", execSystemId: bench}'
POINT = PROGRAM[:-1] + ', parameterSet: {appArgs: [{name: n, arg: "${sweep.n}"}]}}'


class SweepRows:
    def __init__(self, driver, tools, peers, report, options):
        self.kilim, self.tools, self.peers = driver, tools, peers
        self.report, self.options = report, options
        self.count = 0

    def plan(self):
        """`diff` of a sweep of which nothing is stored, against the floor and the peers."""
        count, wall, peaks, ours = 100_000, [], [], None
        for _ in range(self.options.rounds):
            floor = self.floor(count, "plan")
            ours = self.diff(self.sweep(count), count)
            wall.append(ours.wall / floor)
            peaks.append(ours.peak_kb)
        self.report.add(
            f"diff of {count} points, nothing stored: wall / floor", median(wall),
            must=at_most(10), aim=at_most(5), note=f"last: {ours.wall:.2f} s, floor {floor:.2f} s")
        self.report.add(
            "memory of it", median(peaks) / 1024, "MiB", must=at_most(200), aim=at_most(50))
        self.plan_of_peers(count, ours)
        self.growth()

    def plan_of_peers(self, count, ours):
        make = self.make_dry(count)
        if make:
            self.report.add("the same: wall / make -n", ours.wall / make.wall, aim=at_most(1),
                            note=f"make -n {make.wall:.2f} s")
        if self.peers.install("snakemake"):
            fewer = 2000
            theirs = self.peers.snakemake_dry(fewer)
            self.report.add(
                "per point: snakemake -n / ours", theirs.wall / fewer / (ours.wall / count),
                must=at_least(20), note=f"snakemake -n of {fewer}: {theirs.wall:.1f} s")

    def growth(self):
        costs = {}
        for count in [1000, 10_000, 100_000, 1_000_000]:
            folder = self.sweep(count)
            runs = [self.diff(folder, count) for _ in range(3)]
            start = min(self.diff(self.sweep(100), 100).cpu for _ in range(3))
            costs[count] = max(0, min(run.cpu for run in runs) - start) / count * 1e6
            peak = min(run.peak_kb for run in runs) / 1024
            print(f"  {count} points: {costs[count]:.2f} us of CPU each, {peak:.0f} MiB", flush=True)
        self.report.add(
            "CPU per planned point, of 1,000,000 / of 100,000", costs[1_000_000] / costs[100_000],
            must=at_most(1.3), note=", ".join(f"{c:.2f}" for c in costs.values())
            + " us of 1k, 10k, 100k, 1M")

    def again(self):
        """`apply` of a sweep that has finished: nothing is written."""
        for count in self.options.finished:
            folder = self.sweep(count, slots=64)
            self.apply(folder)
            floor_file = os.path.join(folder[0], "floor.db")
            self.floor(count, "init", floor_file)
            ratios, theirs, ours = [], [], None
            for _ in range(self.options.rounds):
                floor = self.floor(count, "reapply", floor_file)
                before = self.written(folder)
                ours = self.apply(folder)
                if self.written(folder) != before:
                    raise WrongResult("applying again wrote something")
                ratios.append(ours.wall / floor)
            self.report.add(
                f"apply again, {count} finished points: wall / floor", median(ratios),
                must=at_most(10), aim=at_most(5),
                note=f"last: {ours.wall:.3f} s, floor {floor:.3f} s; zero writes")
            if shutil.which("parallel"):
                theirs = self.peers.parallel_resume(count)
                self.report.add(
                    f"the same: wall / parallel --resume", ours.wall / theirs.wall,
                    aim=at_most(0.2), note=f"parallel --resume {theirs.wall:.2f} s")

    def accept(self):
        """The first `apply` of 1,000,000 points, until they are accepted."""
        count = 1_000_000
        folder = self.sweep(count)
        cost = self.apply(folder, "--wait", "accepted")
        self.report.add(
            f"first apply of {count} points, accepted", cost.wall, "s", must=at_most(60),
            aim=at_most(15))
        self.report.add(
            "memory of it", cost.peak_kb / 1024, "MB", must=at_most(400), aim=at_most(100))

    def run(self):
        """Points of /bin/true to FINISHED, 2 slots, against L."""
        count, wall, cpu, sizes = self.options.jobs, [], [], []
        for _ in range(self.options.rounds):
            limit = self.tools.spawn(count, 2)
            folder = self.sweep(count)
            ours = self.apply(folder)
            wall.append(ours.wall / limit.wall)
            cpu.append(ours.cpu / limit.cpu)
            if self.finished(folder) != count:
                raise WrongResult(f"{self.finished(folder)} of {count} points are FINISHED")
            sizes.append(kilim.sizes(folder[1]["KILIM_STATE"])[0])
        self.report.add(
            f"{count} points of /bin/true, 2 slots: wall / L", median(wall), must=at_most(3.0),
            aim=at_most(2.0), note=f"last: {ours.wall / count * 1000:.2f} ms a point")
        self.report.add("the same: CPU / L", median(cpu), must=at_most(2.5))
        self.report.add(
            "database per finished point", median(sizes) / count, "bytes", must=at_most(1024),
            aim=at_most(400))

    def workflow(self):
        """1 -> 1,000 -> 1 of no-ops, against the same jobs alone and against peers."""
        width, ratios, ours = 1000, [], None
        for _ in range(self.options.rounds):
            alone = self.kilim.batch(width + 2)
            folder = self.fan(width)
            ours = self.apply(folder)
            ratios.append(ours.wall / alone.cost.wall)
        self.report.add(
            f"workflow 1 -> {width} -> 1: wall / its jobs alone", median(ratios),
            aim=at_most(1.3), note=f"last: {ours.wall:.2f} s")
        for label, peer in self.peers.workflows():
            try:
                theirs = peer(width)
            except RuntimeError as error:
                self.report.leave_out(label, str(error).strip().splitlines()[0])
                continue
            self.report.add(
                f"workflow, {label}: its wall / ours", theirs.wall / ours.wall, must=at_least(3),
                note=f"{theirs.wall:.2f} s")

    def independence(self):
        """CPU per finished point of the engine while 64 run, of many and of few points in all."""
        seconds, costs = 15, {}
        for count in [10_000, 1_000_000]:
            folder = self.sweep(count, slots=64)
            self.apply(folder, "--wait", "accepted")
            cost = self.drive(folder, seconds)
            done = self.finished(folder)
            costs[count] = cost.cpu / max(1, done) * 1000
            print(f"  {count} points: {done} finished, {costs[count]:.3f} ms of CPU each", flush=True)
        self.report.add(
            "CPU per finished point, of 1,000,000 / of 10,000", costs[1_000_000] / costs[10_000],
            must=at_most(1.2), aim=at_most(1.05))

    # What the rows are made of.

    def sweep(self, count, slots=2):
        """A state of its own with a manifest of so many points; (folder, environment)."""
        folder, environment = self.kilim.fresh(0, slots)
        # 100 values of alpha; the rest is shared out between mesh and seed.
        rest = max(1, count // 100)
        meshes = min(100, rest)
        with open(os.path.join(folder, "jobs.yaml"), "a") as file:
            file.write(SWEEP.format(meshes=meshes - 1, seeds=max(1, rest // meshes)))
        return folder, environment

    def fan(self, width):
        folder, environment = self.kilim.fresh(0, 2)
        with open(os.path.join(folder, "jobs.yaml"), "a") as file:
            file.write(WORKFLOW.format(width=width, job=PROGRAM, template=POINT))
        return folder, environment

    def diff(self, place, count):
        cost = measure.run(
            [self.kilim.binary, "diff", "-f", os.path.join(place[0], "jobs.yaml"), "-o", "json"],
            place[1])
        try:
            runs = json.loads(cost.output)["summary"]["runs"]
        except (ValueError, KeyError) as error:
            raise WrongResult(f"diff: {error!r}: {cost.output[:500]}") from error
        if cost.exit_code != 2 or runs != count:
            raise WrongResult(f"diff of {count} points ended with {cost.exit_code}, runs: {runs}")
        return cost

    def apply(self, place, *options):
        cost = measure.run(
            self.kilim.apply_command(place[0]) + list(options), place[1], place[0],
            self.kilim.launchers)
        if cost.exit_code != 0:
            raise WrongResult(f"apply ended with {cost.exit_code}:\n{cost.output[-2000:]}")
        return cost

    def drive(self, place, seconds):
        """The engine for so long, then an interrupt."""
        command = ["timeout", "--signal=INT", str(seconds), self.kilim.binary, "wait",
                   "sweep/points"]
        return measure.run(command, place[1], place[0], self.kilim.launchers)

    def finished(self, place):
        listed = measure.run([self.kilim.binary, "get", "sweep/points", "-o", "json"], place[1])
        try:
            return json.loads(listed.output)["status"]["finished"]
        except (ValueError, KeyError, TypeError) as error:
            raise WrongResult(f"get sweep: {error!r}: {listed.output[:500]}") from error

    def written(self, place):
        """What tells whether the database was written to."""
        state = place[1]["KILIM_STATE"]
        found = {}
        for name in ("state.db", "state.db-wal"):
            path = os.path.join(state, name)
            if os.path.exists(path) and os.path.getsize(path) > 0:
                status = os.stat(path)
                found[name] = (status.st_size, status.st_mtime_ns)
        return found

    def floor(self, count, work, path="none"):
        """Seconds that the C program needs for the same, the median of three."""
        if not self.tools.planlimit:
            raise RuntimeError("there is no SQLite for C (apt-get install libsqlite3-dev)")
        times = []
        for _ in range(1 if work == "init" else 3):
            cost = measure.run([self.tools.planlimit, path, str(count), work])
            times.append(float(re.search(r" s ([\d.]+)", cost.output)[1]))
        return median(times)

    def make_dry(self, count):
        if not shutil.which("make"):
            return None
        return self.peers.make_dry(count)
