"""Every row of the table: the pairs are measured in turn within one round, and the median of the rounds' ratios counts."""

import os
import shutil
from statistics import median

from . import compiler, containers, sweeps, tools as toolbox
from .kilim import WrongResult
from .report import at_least, at_most


class Rows:
    def __init__(self, kilim, tools, peers, report, options):
        self.kilim, self.tools, self.peers = kilim, tools, peers
        self.report, self.options = report, options

    def all(self):
        points = sweeps.SweepRows(
            self.kilim, self.tools, self.peers, self.report, self.options)
        rows = {
            "batch": self.batch, "peers": self.against_peers, "syncs": self.syncs,
            "one": self.one_job, "version": self.version,
            "compiler": compiler.CompilerRows(
                self.kilim, self.tools, self.report, self.options).all,
            "plan": points.plan, "again": points.again, "accept": points.accept,
            "points": points.run, "workflow": points.workflow,
            "independence": points.independence,
            "containers": containers.ContainerRows(self.kilim, self.report, self.options).all,
        }
        for name, row in rows.items():
            if self.options.only and name not in self.options.only:
                continue
            print(f"\n{name}", flush=True)
            try:
                row()
            except (WrongResult, RuntimeError, OSError) as error:
                self.report.fail(name, str(error))

    def batch(self):
        """Separate jobs, 2 slots, from apply to all FINISHED, against L and F."""
        jobs, wall, cpu, durable, batches = self.options.jobs, [], [], [], []
        for _ in range(self.options.rounds):
            limit = self.tools.spawn(jobs, 2)
            batch = self.kilim.batch(jobs)
            synced = self.tools.spawn_durably(max(200, jobs // 20), 2)
            per_synced = synced.wall / max(200, jobs // 20)
            wall.append(batch.cost.wall / limit.wall)
            cpu.append(batch.cost.cpu / limit.cpu)
            durable.append(batch.cost.wall / jobs / per_synced)
            batches.append((batch, limit))
        batch, limit = batches[-1]
        what = f"{jobs} jobs of /bin/true, 2 slots"
        each = 1000 / jobs
        self.report.add(
            f"{what}: wall / L", median(wall), must=at_most(3.0), aim=at_most(2.2),
            note=f"last: {batch.cost.wall * each:.2f} ms a job, L {limit.wall * each:.2f} ms")
        self.report.add(
            f"{what}: CPU / L", median(cpu), must=at_most(2.5), aim=at_most(2.0),
            note=f"last: {batch.cost.cpu * each:.2f} ms a job, L {limit.cpu * each:.2f} ms")
        self.report.add(f"{what}: wall / F", median(durable), aim=at_most(1.3))
        self.report.add(
            "memory of the engine", median(b.cost.peak_kb for b, _ in batches) / 1024, "MB",
            at_most(80), at_most(40))
        self.report.add(
            "database per finished job", median(b.database_bytes for b, _ in batches) / jobs,
            "bytes", at_most(2048), at_most(1024),
            note=f"whole state {batch.state_bytes / jobs:.0f} bytes a job")

    def against_peers(self):
        """Time per job of each peer, over that of kilim, with as many jobs as the peer has."""
        bounds = {"GNU": at_least(3.0), "Snakemake": at_least(10.0)}
        for label, peer, jobs in self.peers.available():
            ratios, last = [], None
            try:
                for _ in range(self.options.rounds):
                    ours = self.kilim.batch(jobs)
                    last = peer(jobs)
                    ratios.append(last.wall / ours.cost.wall)
            except RuntimeError as error:
                self.report.leave_out(label, str(error).strip().splitlines()[0])
                continue
            self.report.add(
                f"{label}: its wall / ours", median(ratios), must=bounds.get(label.split()[0]),
                note=f"{jobs} jobs; it takes {last.wall / jobs * 1000:.1f} ms a job")

    def syncs(self):
        if not shutil.which("strace"):
            self.report.leave_out("syncs per job", "there is no strace (apt-get install strace)")
            return
        jobs = min(self.options.jobs, 2000)
        for slots, must, aim in [(2, at_most(4), at_most(2)), (64, at_most(4), at_most(0.2))]:
            folder, environment = self.kilim.fresh(jobs, slots)
            log = os.path.join(folder, "strace.log")
            count = toolbox.count_syncs(
                self.kilim.apply_command(folder), environment, folder, log)
            self.report.add(
                f"syncs per job, {slots} slots", count / jobs, must=must, aim=aim,
                note=f"{count} calls for {jobs} jobs")

    def one_job(self):
        """Each time with a state that does not exist yet: the worst case."""
        ours, theirs = [], []
        for _ in range(max(9, self.options.rounds)):
            ours.append(self.kilim.batch(1, check=False).cost.wall)
            if shutil.which("parallel"):
                theirs.append(self.peers.parallel(1).wall)
        self.report.add("one job, new state", median(ours) * 1000, "ms", aim=at_most(20))
        if theirs:
            ratios = [mine / its for mine, its in zip(ours, theirs)]
            self.report.add(
                "one job: ours / GNU parallel's", median(ratios), must=at_most(0.25),
                aim=at_most(0.12), note=f"parallel {median(theirs) * 1000:.0f} ms")

    def version(self):
        if not self.tools.smallest:
            self.report.leave_out("kilim version", "there is no swiftc to build its counterpart")
            return
        ratios = []
        for _ in range(max(5, self.options.rounds)):
            smallest = self.tools.median_microseconds(21, [self.tools.smallest])
            ours = self.tools.median_microseconds(21, self.kilim.version_command())
            ratios.append(ours / smallest)
        self.report.add(
            "kilim version / smallest static Swift program", median(ratios), must=at_most(3.5),
            aim=at_most(2.0), note=f"last: {ours / 1000:.1f} ms against {smallest / 1000:.1f} ms")
