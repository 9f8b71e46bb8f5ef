#!/bin/sh
# Runs one of the tools beside this file: the first argument is its name.
exec python3 "$@"
