#!/usr/bin/env python3
"""Faiss on the same task as `benchmarks -- search`: random 256-bit codes, 256-query batches, radius 31, one thread.

Debian: apt install python3-faiss. That build has no hardware popcount. Usage: taskset -c 1 python3 search.py --n 1000000
"""
import argparse
import itertools
import time

import faiss
import numpy as np


def measure(action):
    first = time.perf_counter()
    action()
    least = 1 if time.perf_counter() - first > 5 else 3
    runs, cpu, wall = 0, time.process_time(), time.perf_counter()
    while runs < least or time.perf_counter() - wall < 1.5:
        action()
        runs += 1
    return (time.process_time() - cpu) / runs, (time.perf_counter() - wall) / runs


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--n", type=int, default=1_000_000)
    parser.add_argument("--multihash", action="store_true", help="also IndexBinaryMultiHash (16 tables of 16 bits, 1 flip)")
    args = parser.parse_args()
    faiss.omp_set_num_threads(1)
    rng = np.random.default_rng(6)
    codes = rng.integers(0, 256, (args.n, 32), dtype=np.uint8)
    queries = rng.integers(0, 256, (256, 32), dtype=np.uint8)
    queries[::2] = codes[rng.integers(0, args.n, 128)]
    for row in range(0, 256, 2):
        for bit in rng.integers(0, 256, 20):
            queries[row, bit >> 3] ^= 1 << (bit & 7)

    flat = faiss.IndexBinaryFlat(256)
    flat.add(codes)
    cpu, wall = measure(lambda: flat.range_search(queries, 32))
    print(f"flat, batch of 256, radius 31: {args.n * 256 / cpu / 1e9:.2f} G comparisons/s of processor time ({args.n * 256 / wall / 1e9:.2f} of wall)")
    cpu, wall = measure(lambda: flat.search(queries, 10))
    print(f"flat, batch of 256, nearest ten: {args.n * 256 / cpu / 1e9:.2f} G comparisons/s of processor time ({args.n * 256 / wall / 1e9:.2f} of wall)")
    # One after the other, as ours: a query that is asked again and again finds its data in the caches.
    turn = itertools.cycle(queries.reshape(256, 1, 32))
    cpu, wall = measure(lambda: flat.search(next(turn), 10))
    print(f"flat, single query, nearest ten: {cpu * 1e3:.3f} ms of processor time ({wall * 1e3:.3f} of wall)")
    cpu, wall = measure(lambda: flat.range_search(next(turn), 32))
    print(f"flat, single query, radius 31: {cpu * 1e3:.3f} ms of processor time ({wall * 1e3:.3f} of wall)")
    if args.multihash:
        multi = faiss.IndexBinaryMultiHash(256, 16, 16)
        multi.nflip = 1
        multi.add(codes)
        cpu, wall = measure(lambda: multi.range_search(next(turn), 32))
        print(f"multi-hash 16 x 16, 1 flip, single query, radius 31: {cpu * 1e3:.3f} ms of processor time ({wall * 1e3:.3f} of wall)")


if __name__ == "__main__":
    main()
