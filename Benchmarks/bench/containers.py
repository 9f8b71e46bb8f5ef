"""Containers: what kilim costs beside the runtime's own command. The runtimes are those of scripts/services/containers-up."""

import os
import subprocess
import threading
import time
from statistics import median

from .kilim import APP, JOB
from .report import at_most

CONTAINER_APP = """---
apiVersion: kilim/v1
kind: App
metadata: {{name: "box"}}
spec:
  version: "1.0"
  runtime: {runtime}
  containerImage: localhost/kilim-test:1
  jobAttributes:
    parameterSet:
      containerArgs: [{{name: network, arg: --network none, inputMode: FIXED}}]
      appArgs: [{{name: program, args: ["true"], inputMode: FIXED}}]
"""


class ContainerRows:
    def __init__(self, kilim, report, options):
        self.kilim, self.report, self.options = kilim, report, options

    def all(self):
        there = os.environ.get("KILIM_TEST_RUNTIMES", "").split()
        for runtime in ["docker", "podman"]:
            if runtime not in there:
                self.report.leave_out(
                    f"containers in {runtime}", 'eval "$(scripts/services/containers-up FOLDER)" brings it up')
                continue
            self.one_at_a_time(runtime)
            self.many_at_once(runtime)

    def one_at_a_time(self, runtime, jobs=10):
        ratios = []
        for _ in range(self.options.rounds):
            theirs = self.by_hand(runtime, jobs, 1)
            ratios.append(self.by_kilim(runtime, jobs, 1) / theirs)
        self.report.add(
            f"{jobs} containers in {runtime}, one at a time: wall / `{runtime} run --rm`", median(ratios),
            aim=at_most(1.05), note=f"last: by hand {theirs / jobs * 1000:.0f} ms each")

    def many_at_once(self, runtime, jobs=20):
        ratios = []
        for _ in range(self.options.rounds):
            theirs = self.by_hand(runtime, jobs, jobs)
            ratios.append(self.by_kilim(runtime, jobs, jobs) / theirs)
        self.report.add(
            f"{jobs} containers in {runtime}, all at once: wall / a loop of `{runtime} run --rm`",
            median(ratios), aim=at_most(1.0), note=f"last: by hand {theirs:.1f} s")

    def by_hand(self, runtime, jobs, at_once):
        """A shell loop's work, so many in flight."""
        words = [runtime, "run", "--rm", "--init", "--network", "none", "localhost/kilim-test:1", "true"]
        left, lock = [jobs], threading.Lock()

        def work():
            while True:
                with lock:
                    if left[0] == 0:
                        return
                    left[0] -= 1
                subprocess.run(words, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

        before = time.monotonic()
        threads = [threading.Thread(target=work) for _ in range(at_once)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        return time.monotonic() - before

    def by_kilim(self, runtime, jobs, slots):
        folder, environment = self.kilim.fresh(0, slots)
        with open(os.path.join(folder, "jobs.yaml"), "w") as file:
            system = APP.format(folder=folder, slots=slots).split("---")[0]
            file.write(system.replace("NATIVE", runtime.upper()))
            file.write(CONTAINER_APP.format(runtime=runtime.upper()))
            job = JOB.replace('"true"', "box")
            file.writelines(job.format(number=number) for number in range(jobs))
        names = ["PATH", "DOCKER_HOST", "CONTAINERS_CONF", "CONTAINERS_STORAGE_CONF"]
        environment |= {name: os.environ[name] for name in names if name in os.environ}
        before = time.monotonic()
        result = subprocess.run(
            self.kilim.apply_command(folder), env=environment, capture_output=True, text=True, check=False)
        wall = time.monotonic() - before
        if result.returncode != 0:
            raise RuntimeError(f"apply ended with {result.returncode}: {result.stdout[-500:]}{result.stderr[-500:]}")
        self.kilim.expect_finished(jobs, environment)
        return wall
