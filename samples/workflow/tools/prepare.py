"""Draws a training set and a validation set from train.csv; writes them as train.csv and test.csv."""

import argparse
import os
import random

parser = argparse.ArgumentParser(description=__doc__)
parser.add_argument("--input", required=True)
parser.add_argument("--train", type=int, default=400)
parser.add_argument("--test", type=int, default=200)
parser.add_argument("--seed", type=int, default=1)
arguments = parser.parse_args()

with open(os.path.join(arguments.input, "train.csv")) as file:
    rows = file.readlines()
random.Random(arguments.seed).shuffle(rows)
output = os.environ["_tapisExecSystemOutputDir"]
with open(os.path.join(output, "train.csv"), "w") as file:
    file.writelines(rows[: arguments.train])
with open(os.path.join(output, "test.csv"), "w") as file:
    file.writelines(rows[arguments.train : arguments.train + arguments.test])
print(f"{arguments.train} images to learn from, {arguments.test} to choose by")
