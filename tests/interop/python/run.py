"""The Python client of the system's packages against a running server.

    python3 run.py --address HOST:PORT --descriptors FILE [--suite plain|tls] [--authority CA.pem] [CHECK…]

Prints one JSON line a check; exits with 1 when one failed.
"""

import argparse
import asyncio
import sys

import checks_brands
import checks_fingerprints
import checks_services
import checks_streams
import checks_tls
import checks_unary
from connection import Connection, Schema
from report import run_checks

SUITES = {
    "plain": checks_services.CHECKS + checks_unary.CHECKS + checks_streams.CHECKS + checks_fingerprints.CHECKS + checks_brands.CHECKS,
    "tls": checks_tls.CHECKS,
}


async def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--address", required=True)
    parser.add_argument("--descriptors", required=True)
    parser.add_argument("--suite", choices=SUITES, default="plain")
    parser.add_argument("--authority")
    parser.add_argument("checks", nargs="*")
    arguments = parser.parse_args()
    authority = None
    if arguments.authority:
        with open(arguments.authority, "rb") as file:
            authority = file.read()
    async with Connection(arguments.address, Schema(arguments.descriptors), authority) as connection:
        return await run_checks(SUITES[arguments.suite], connection, arguments.checks)


sys.exit(1 if asyncio.run(main()) else 0)
