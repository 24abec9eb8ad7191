#!/usr/bin/env bash
# Builds Meta's PDQ core and times it on the sizes of `benchmarks -- pdq`: run.sh CHECKOUT-OF-THREATEXCHANGE
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
cd "${1:?the folder of a checkout of facebook/ThreatExchange}"
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT
# The flags are those of its Makefile.
g++ -std=c++14 -O3 -I. "$here/bench.cpp" pdq/cpp/hashing/{pdqhashing,torben}.cpp pdq/cpp/downscaling/downscaling.cpp \
  pdq/cpp/common/{pdqhashtypes,pdqhamming}.cpp -o "$out/bench"
for size in "128 128 2000" "512 512 200" "1024 768 60" "4000 3000 9"; do "$out/bench" $size; done
