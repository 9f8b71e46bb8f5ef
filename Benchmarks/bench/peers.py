"""The other programs: each runs COUNT times /bin/true, two at a time, and keeps its results."""

import os
import shutil
import subprocess
import venv

from . import measure

HYPERQUEUE = """
import sys
from hyperqueue import Job, LocalCluster
from hyperqueue.cluster import WorkerConfig
with LocalCluster() as cluster:
    cluster.start_worker(WorkerConfig(cores=2))
    client = cluster.client()
    job = Job()
    for _ in range(int(sys.argv[1])):
        job.program(["/bin/true"])
    client.wait_for_jobs([client.submit(job)])
"""
HYPERQUEUE_FAN = """
import sys
from hyperqueue import Job, LocalCluster
from hyperqueue.cluster import WorkerConfig
with LocalCluster() as cluster:
    cluster.start_worker(WorkerConfig(cores=2))
    client = cluster.client()
    job = Job()
    first = job.program(["/bin/true"])
    many = [job.program(["/bin/true"], deps=[first]) for _ in range(int(sys.argv[1]))]
    job.program(["/bin/true"], deps=many)
    client.wait_for_jobs([client.submit(job)])
"""
DOIT_FAN = """
def task_first():
    return {"actions": ["/bin/true && touch first"], "targets": ["first"]}
def task_many():
    for number in range(WIDTH):
        yield {"name": str(number), "actions": [f"/bin/true && touch many-{number}"],
               "file_dep": ["first"], "targets": [f"many-{number}"]}
def task_last():
    return {"actions": ["/bin/true && touch last"], "targets": ["last"],
            "file_dep": [f"many-{number}" for number in range(WIDTH)]}
"""
SNAKEFILE = """
rule all:
    input: expand("done/{number}", number=range(COUNT))
rule one:
    output: "done/{number}"
    shell: "/bin/true && touch {output}"
"""


class Peers:
    """Knows which peers are there; says once why one is left out."""

    def __init__(self, folder, share, environment):
        self.folder, self.count, self.share = folder, 0, share
        self.environment = environment  # kept from run to run

    def available(self):
        """(name, function of a number of jobs, number of jobs) of each peer that can run here."""
        peers = []
        for program, label, function, jobs in [
            ("parallel", "GNU parallel --joblog --results", self.parallel, self.share),
            ("make", "make -j2", self.make, self.share),
            ("tsp", "task spooler", self.spooler, self.share // 2),
        ]:
            if shutil.which(program):
                peers.append((label, function, jobs))
            else:
                print(f"  left out: {label}, there is no {program} (apt-get install "
                      f"{'task-spooler' if program == 'tsp' else program})")
        if self.install("hyperqueue"):
            peers.append(("HyperQueue", self.hyperqueue, self.share))
        if self.install("snakemake"):
            peers.append(("Snakemake", self.snakemake, max(20, self.share // 10)))
        return peers

    def install(self, package):
        python = os.path.join(self.environment, "bin", "python")
        try:
            if not os.path.exists(python):
                venv.create(self.environment, with_pip=True)
            known = subprocess.run([python, "-c", f"import {package}"], capture_output=True)
            if known.returncode != 0:
                subprocess.run(
                    [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check",
                     package],
                    check=True, capture_output=True, text=True,
                )
            return True
        except (OSError, subprocess.CalledProcessError) as error:
            reason = (getattr(error, "stderr", None) or str(error)).strip().splitlines()
            print(f"  left out: {package}, it cannot be installed: {reason[-1]}")
            return False

    def fresh(self):
        self.count += 1
        folder = os.path.join(self.folder, f"peer-{self.count}")
        os.makedirs(folder)
        return folder

    def run(self, arguments, folder, **variables):
        home = {"PATH": "/usr/local/bin:/usr/bin:/bin", "HOME": folder, "LC_ALL": "C"}
        cost = measure.run(arguments, home | variables, folder)
        for orphan in measure.children():
            cost.cpu += measure.end(orphan)
        if cost.exit_code != 0:
            raise RuntimeError(f"{arguments[0]} ended with {cost.exit_code}: {cost.output[-500:]}")
        return cost

    def parallel(self, jobs):
        folder = self.fresh()
        os.makedirs(os.path.join(folder, ".parallel"))
        # Or it prints its request for citation.
        open(os.path.join(folder, ".parallel", "will-cite"), "w").close()
        return self.run(
            ["sh", "-c", f"seq {jobs} | parallel -j2 --joblog log --results results /bin/true {{}}"],
            folder,
        )

    def make(self, jobs):
        folder = self.fresh()
        with open(os.path.join(folder, "Makefile"), "w") as file:
            file.write(f"all: {' '.join(f'j{number}' for number in range(jobs))}\n")
            file.write("j%:\n\t@/bin/true >$@.out 2>$@.err && touch $@\n")
        return self.run(["make", "-j2", "-s"], folder)

    def make_dry(self, jobs):
        """`make -n` of so many targets of which none is there."""
        folder = self.fresh()
        with open(os.path.join(folder, "Makefile"), "w") as file:
            file.write("all:" + "".join(f" j{number}" for number in range(jobs)) + "\n")
            file.write("j%:\n\t@/bin/true $@\n")
        return self.run(["make", "-n", "-s"], folder)

    def parallel_resume(self, jobs):
        """`parallel --resume` of a job log in which all have ended."""
        folder = self.fresh()
        os.makedirs(os.path.join(folder, ".parallel"))
        open(os.path.join(folder, ".parallel", "will-cite"), "w").close()
        with open(os.path.join(folder, "log"), "w") as file:
            file.write("Seq\tHost\tStarttime\tJobRuntime\tSend\tReceive\tExitval\tSignal\tCommand\n")
            file.writelines(
                f"{number}\t:\t1700000000.000\t0.001\t0\t0\t0\t0\t/bin/true {number}\n"
                for number in range(1, jobs + 1))
        return self.run(
            ["sh", "-c", f"seq {jobs} | parallel -j2 --resume --joblog log /bin/true {{}}"], folder)

    def snakemake_dry(self, jobs):
        folder = self.fresh()
        with open(os.path.join(folder, "Snakefile"), "w") as file:
            file.write(SNAKEFILE.replace("COUNT", str(jobs)))
        python = os.path.join(self.environment, "bin", "python")
        return self.run([python, "-m", "snakemake", "-n", "-j2", "--quiet", "all", "--", "all"], folder)

    def workflows(self):
        """(name, function of the width) of each peer that runs a graph 1 -> width -> 1."""
        peers = []
        if self.install("hyperqueue"):
            peers.append(("HyperQueue", self.hyperqueue_fan))
        if self.install("doit"):
            peers.append(("doit", self.doit_fan))
        return peers

    def hyperqueue_fan(self, width):
        python = os.path.join(self.environment, "bin", "python")
        return self.run([python, "-c", HYPERQUEUE_FAN, str(width)], self.fresh())

    def doit_fan(self, width):
        folder = self.fresh()
        with open(os.path.join(folder, "dodo.py"), "w") as file:
            file.write(DOIT_FAN.replace("WIDTH", str(width)))
        python = os.path.join(self.environment, "bin", "python")
        return self.run([python, "-m", "doit", "-n", "2", "-v", "0"], folder)

    def spooler(self, jobs):
        script = f"tsp -S 2; for i in $(seq {jobs}); do tsp /bin/true >/dev/null; done; tsp -w"
        script += '; while tsp | grep -qE "^[0-9]+ +(queued|running)"; do tsp -w; done; tsp -K'
        folder = self.fresh()
        limits = {"TS_SOCKET": f"{folder}/socket", "TMPDIR": folder, "TS_MAXFINISHED": str(jobs)}
        return self.run(["sh", "-c", script], folder, **limits)

    def hyperqueue(self, jobs):
        python = os.path.join(self.environment, "bin", "python")
        return self.run([python, "-c", HYPERQUEUE, str(jobs)], self.fresh())

    def snakemake(self, jobs):
        folder = self.fresh()
        with open(os.path.join(folder, "Snakefile"), "w") as file:
            file.write(SNAKEFILE.replace("COUNT", str(jobs)))
        python = os.path.join(self.environment, "bin", "python")
        return self.run([python, "-m", "snakemake", "-j2", "--quiet", "all"], folder)
