import grpc from "@grpc/grpc-js";
import { answer, call, Connection, deadlineIn, Status } from "../lib/connection.mjs";
import { attack, benign, expectAttack, request } from "../lib/content.mjs";
import { expectEqual } from "../lib/report.mjs";

async function refusedConnection(context, credentials) {
  // The same server answers who trusts it; so what follows is a refusal and no absence.
  await answer(context.connection.classifier, "Classify", request(benign), deadlineIn(10_000));
  const stranger = new Connection({ ...context.options, credentials });
  try {
    const { error } = await call(stranger.classifier, "Classify", request(benign), deadlineIn(5_000));
    expectEqual(Status[error?.code], "UNAVAILABLE", "status");
  } finally {
    stranger.close();
  }
}

export default {
  async tls_unary({ connection }) {
    expectAttack(await answer(connection.classifier, "Classify", request(attack)));
  },

  async tls_health({ connection }) {
    expectEqual((await answer(connection.health, "Check", { service: "" })).status, "SERVING", "status");
  },

  async tls_unknown_authority_is_refused_by_the_client(context) {
    await refusedConnection(context, grpc.credentials.createSsl());
  },

  async tls_plain_client_is_refused(context) {
    await refusedConnection(context, grpc.credentials.createInsecure());
  },
};
