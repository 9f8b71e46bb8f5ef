"""Writes report.md from the metrics of the final run."""

import argparse
import json
import os

parser = argparse.ArgumentParser(description=__doc__)
parser.add_argument("--metrics", required=True)
parser.add_argument("--k", required=True)
parser.add_argument("--metric", required=True)
arguments = parser.parse_args()

with open(arguments.metrics) as file:
    metrics = json.load(file)
output = os.environ["_tapisExecSystemOutputDir"]
with open(os.path.join(output, "report.md"), "w") as file:
    file.write(
        f"# Digits\n\nChosen on the validation set: k = {arguments.k}, {arguments.metric} distance.\n\n"
        f"On {metrics['images']} images that were never looked at before: "
        f"{metrics['correct']} right, accuracy {metrics['accuracy']}.\n"
    )
print(f"accuracy {metrics['accuracy']}")
