// One JSON line a check on standard output: {"check","ok","ms","message"}.

export class Failure extends Error {}

export function expect(condition, message) {
  if (!condition) throw new Failure(message);
}

export function expectEqual(actual, expected, what) {
  expect(Object.is(actual, expected), `${what}: expected ${JSON.stringify(expected)}, got ${JSON.stringify(actual)}`);
}

function withLimit(promise, milliseconds) {
  let timer;
  const limit = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Failure(`no end within ${milliseconds} ms`)), milliseconds);
  });
  return Promise.race([promise, limit]).finally(() => clearTimeout(timer));
}

/** Runs the checks one after another; a check that throws or hangs is a line with ok=false, never the end of the run. */
export async function runChecks(checks, context, only) {
  let failed = 0;
  for (const [name, check] of Object.entries(checks)) {
    if (only.length > 0 && !only.includes(name)) continue;
    const started = performance.now();
    let ok = true;
    let message = "";
    try {
      message = (await withLimit(check(context), check.limit ?? 30_000)) ?? "";
    } catch (error) {
      ok = false;
      failed++;
      message = error instanceof Failure ? error.message : `${error.name}: ${error.message}`;
    }
    const ms = Math.round(performance.now() - started);
    console.log(JSON.stringify({ check: name, ok, ms, message: message.replace(/\s+/g, " ").slice(0, 600) }));
  }
  return failed;
}

/** Gives a check more (or less) time than the usual 30 seconds. */
export function within(milliseconds, check) {
  check.limit = milliseconds;
  return check;
}
