#!/usr/bin/env bash
# Faiss and this index on the same task, one after the other on one core: run.sh [CORE] [N...]; 10M needs 4 GB and some minutes.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../../.."
core=${1:-1}
shift || true
for n in "${@:-100000 1000000 10000000}"; do
  for size in $n; do
    echo "== $size codes, Faiss"
    taskset -c "$core" nice -n 19 /usr/bin/python3 benchmarks/peers/faiss/search.py --n "$size" $([[ $size -le 1000000 ]] && echo --multihash)
    echo "== $size codes, this index"
    taskset -c "$core" nice -n 19 dotnet benchmarks/Classifier.Benchmarks/bin/Release/net10.0/Classifier.Benchmarks.dll search --n "$size"
  done
done
