// The official JavaScript client against a running server.
//   node run.mjs --address HOST:PORT --protos DIR --descriptors FILE [--suite plain|tls] [--authority CA.pem] [CHECK…]
// Prints one JSON line a check; exits with 1 when one failed.

import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import grpc from "@grpc/grpc-js";
import { Connection } from "./lib/connection.mjs";
import { runChecks } from "./lib/report.mjs";
import fingerprints from "./checks/fingerprints.mjs";
import health from "./checks/health.mjs";
import kserve from "./checks/kserve.mjs";
import limits from "./checks/limits.mjs";
import streams from "./checks/streams.mjs";
import tls from "./checks/tls.mjs";
import unary from "./checks/unary.mjs";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    address: { type: "string" },
    protos: { type: "string" },
    descriptors: { type: "string" },
    suite: { type: "string", default: "plain" },
    authority: { type: "string" },
  },
});

const suites = { plain: { ...health, ...unary, ...streams, ...fingerprints, ...kserve, ...limits }, tls };
const options = {
  address: values.address,
  protos: values.protos,
  descriptors: values.descriptors,
  credentials: values.authority && grpc.credentials.createSsl(readFileSync(values.authority)),
};
const connection = new Connection(options);
const failed = await runChecks(suites[values.suite], { connection, options }, positionals);
connection.close();
process.exit(failed === 0 ? 0 : 1);
