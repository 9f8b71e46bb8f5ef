"""k-nearest-neighbour classifier for 8x8 images of digits; Python's standard library only.

Reads train.csv and test.csv (64 pixels and a label per line), guesses the label of every test
image, and writes predictions.txt and metrics.json.
"""

import argparse
import csv
import heapq
import json
import math
import os
import random
import time


def read_images(path):
    with open(path, newline="") as file:
        rows = [[int(value) for value in row] for row in csv.reader(file)]
    return [tuple(row[:64]) for row in rows], [row[64] for row in rows]


def manhattan(a, b):
    return sum(abs(x - y) for x, y in zip(a, b))


DISTANCES = {"euclidean": math.dist, "manhattan": manhattan}


def classify(image, train, labels, k, distance, weighted):
    """Returns the label with the most votes among the k nearest, and the nearest itself."""
    nearest = heapq.nsmallest(
        k, ((distance(image, other), index) for index, other in enumerate(train))
    )
    votes = {}
    for far, index in nearest:
        votes[labels[index]] = votes.get(labels[index], 0) + (1 / (far + 1e-9) if weighted else 1)
    return max(sorted(votes), key=votes.get), nearest[0]


def parse_arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--k", type=int, required=True)
    parser.add_argument("--distance", choices=sorted(DISTANCES), default="euclidean")
    parser.add_argument("--weighted", action="store_true")
    parser.add_argument("--train", type=int, help="learn from so many images, drawn by --seed")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--input", required=True)
    parser.add_argument("--output", required=True)
    arguments = parser.parse_args()
    if arguments.k < 1:
        parser.error("--k must be at least 1")
    if arguments.train is not None and arguments.train < arguments.k:
        parser.error("--train must be at least --k")
    return arguments


def main():
    arguments = parse_arguments()
    started = time.monotonic()
    train, train_labels = read_images(os.path.join(arguments.input, "train.csv"))
    if arguments.train is not None:
        chosen = random.Random(arguments.seed).sample(range(len(train)), arguments.train)
        train, train_labels = [train[i] for i in chosen], [train_labels[i] for i in chosen]
    test, truth = read_images(os.path.join(arguments.input, "test.csv"))
    print(f"{len(train)} images to learn from, {len(test)} to classify, k = {arguments.k}")

    distance = DISTANCES[arguments.distance]
    answers = [
        classify(image, train, train_labels, arguments.k, distance, arguments.weighted)
        for image in test
    ]
    correct = sum(label == wanted for (label, _), wanted in zip(answers, truth))
    metrics = {
        "accuracy": round(correct / len(test), 4),
        "correct": correct,
        "images": len(test),
        "train": len(train),
        "k": arguments.k,
        "distance": arguments.distance,
        "weighted": arguments.weighted,
        "seconds": round(time.monotonic() - started, 3),
    }

    with open(os.path.join(arguments.output, "predictions.txt"), "w") as file:
        file.writelines(f"{label}\n" for label, _ in answers)
    with open(os.path.join(arguments.output, "metrics.json"), "w") as file:
        json.dump(metrics, file, indent=2)
        file.write("\n")
    scratch = os.path.join(arguments.output, "scratch")
    os.makedirs(scratch, exist_ok=True)
    with open(os.path.join(scratch, "nearest.csv"), "w") as file:
        file.writelines(f"{index},{far:.3f}\n" for _, (far, index) in answers)
    print(f"accuracy {metrics['accuracy']} ({correct} of {len(test)})")
    print(f"took {metrics['seconds']} s")


if __name__ == "__main__":
    main()
