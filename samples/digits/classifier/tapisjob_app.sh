#!/bin/sh
# Runs in the job's execution directory; IMAGES is the envKey of the file input.
exec python3 ./classify.py --input "$IMAGES" --output "$_tapisExecSystemOutputDir" "$@"
