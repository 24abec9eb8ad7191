"""One JSON line a check on standard output: {"check", "ok", "ms", "message"}."""

import asyncio
import json
import time


class Failure(Exception):
    pass


def expect(condition, message):
    if not condition:
        raise Failure(message)


def expect_equal(actual, expected, what):
    expect(actual == expected, f"{what}: expected {expected!r}, got {actual!r}")


def within(seconds):
    """Gives a check more (or less) time than the usual 30 seconds."""

    def mark(check):
        check.limit = seconds
        return check

    return mark


async def run_checks(checks, context, only):
    """Runs the checks one after another; one that throws or hangs is a line with ok=false, never the end of the run."""
    failed = 0
    for check in checks:
        if only and check.__name__ not in only:
            continue
        started = time.monotonic()
        limit = getattr(check, "limit", 30)
        try:
            message, ok = await asyncio.wait_for(check(context), limit) or "", True
        except Failure as failure:
            message, ok = str(failure), False
        except asyncio.TimeoutError:
            message, ok = f"no end within {limit} s", False
        except Exception as error:  # pylint: disable=broad-except
            message, ok = f"{type(error).__name__}: {error}", False
        failed += not ok
        line = {
            "check": check.__name__,
            "ok": ok,
            "ms": round((time.monotonic() - started) * 1000),
            "message": " ".join(message.split())[:600],
        }
        print(json.dumps(line), flush=True)
    return failed
