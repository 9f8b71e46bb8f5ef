"""Picks the point with the highest accuracy (of equal ones the smallest k); writes best.json."""

import argparse
import json
import os

parser = argparse.ArgumentParser(description=__doc__)
parser.add_argument("points", help="a JSON line for each point of the sweep")
arguments = parser.parse_args()

with open(arguments.points) as file:
    points = [json.loads(line) for line in file]
finished = [point for point in points if point["status"] == "FINISHED"]
best = max(
    finished,
    key=lambda point: (point["results"]["accuracy"], -point["values"]["k"], point["values"]["metric"]),
)
output = os.environ["_tapisExecSystemOutputDir"]
with open(os.path.join(output, "best.json"), "w") as file:
    json.dump(best["values"] | best["results"], file)
    file.write("\n")
print(f"best of {len(finished)}: {best['values']}, accuracy {best['results']['accuracy']}")
