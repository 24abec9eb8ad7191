#!/bin/sh
# Builds the recipe and runs it: run.sh VERB OPTIONS (see README.md).
set -eu
here=$(cd "$(dirname "$0")" && pwd)
. "$here/../native/start.sh"
start LogoTraining.csproj logo-training.dll "$@"
