#!/bin/sh
# Builds the recipe and runs it: run.sh VERB OPTIONS (see README.md).
set -eu
here=$(cd "$(dirname "$0")" && pwd)
. "$here/../native/start.sh"
# Each step allocates and frees some gigabytes: keep the pages instead of giving them back to the kernel every time.
export MALLOC_MMAP_MAX_=0 MALLOC_TRIM_THRESHOLD_=68719476736 MALLOC_TOP_PAD_=67108864
start TextTraining.csproj text-training.dll "$@"
