#!/usr/bin/env bash
# Faiss and this index on the same task, one after the other on one core: run.sh [CORE] [N...]; 10M needs 8 GB and some minutes.
# BENCHMARKS names another build of the benchmarks.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../../.."
core=${1:-1}
shift || true
benchmarks=${BENCHMARKS:-benchmarks/Classifier.Benchmarks/bin/Release/net10.0/Classifier.Benchmarks.dll}
for n in "${@:-100000 1000000 10000000}"; do
  for size in $n; do
    echo "== $size codes, Faiss (load $(cut -d' ' -f1 /proc/loadavg))"
    taskset -c "$core" /usr/bin/python3 benchmarks/peers/faiss/search.py --n "$size" --multihash
    echo "== $size codes, this index (load $(cut -d' ' -f1 /proc/loadavg))"
    taskset -c "$core" dotnet "$benchmarks" search --n "$size"
  done
done
