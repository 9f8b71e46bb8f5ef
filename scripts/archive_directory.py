"""Reads a job or a list of runs as `kilim get -o json` prints it; prints the newest archive directory."""

import json
import sys


def archives(value):
    """The directories of all `archive` members, in the order of the text."""
    if isinstance(value, list):
        for item in value:
            yield from archives(item)
    if isinstance(value, dict):
        archive = value.get("archive")
        if isinstance(archive, dict) and isinstance(archive.get("dir"), str):
            yield archive["dir"]
        for item in value.values():
            yield from archives(item)


found = list(archives(json.load(sys.stdin)))
if not found:
    sys.exit("the job has no archive yet")
print(found[-1])
