import { answer, call, deadlineIn, metadata, refusal, Status } from "../lib/connection.mjs";
import { attack, benign, expectAttack, expectSound, longText, request, result } from "../lib/content.mjs";
import { expect, expectEqual } from "../lib/report.mjs";

const uuid7 = /^[0-9a-f]{8}-?[0-9a-f]{4}-?7[0-9a-f]{3}-?[89ab][0-9a-f]{3}-?[0-9a-f]{12}$/;

async function queuedItems({ connection }) {
  const stream = connection.admin.WatchStats({ interval_ms: 100 }, deadlineIn(10_000));
  stream.on("error", () => {});
  const stats = await new Promise((resolve, reject) => {
    stream.once("data", resolve);
    stream.once("end", () => reject(new Error("WatchStats ended")));
  });
  stream.cancel();
  return stats.queues.reduce((sum, queue) => sum + queue.queued_items, 0);
}

/** Cancelled and late work leaves the queue: it is empty again soon after. */
export async function expectQueueDrains(context) {
  const until = Date.now() + 15_000;
  let left;
  do left = await queuedItems(context); while (left > 0 && Date.now() < until);
  expectEqual(left, 0, "items still queued");
}

export default {
  async unary_attack({ connection }) {
    const reply = await answer(connection.classifier, "Classify", request(attack));
    expectSound(reply, attack.length);
    expectAttack(reply);
    expect(uuid7.test(reply.output_id), `output id "${reply.output_id}" is no UUIDv7`);
    return `injection ${result(reply, "injection").score.toFixed(3)}`;
  },

  async unary_benign({ connection }) {
    const reply = await answer(connection.classifier, "Classify", request(benign));
    expectSound(reply, benign.length);
    expectEqual(reply.decision, "DECISION_ALLOW", "decision");
  },

  async unary_honours_context({ connection }) {
    const context = { output_id: "answer-17", tasks: ["toxicity"], direction: "DIRECTION_OUTPUT", labels: { app: "interop" } };
    const reply = await answer(connection.classifier, "Classify", request(benign, context));
    expectEqual(reply.output_id, "answer-17", "output id");
    expectEqual(reply.results.map((entry) => entry.task).join(), "toxicity", "tasks");
  },

  async unary_covers_every_part({ connection }) {
    const parts = [{ role: "ROLE_USER", text: benign }, { role: "ROLE_DOCUMENT", text: attack }];
    const reply = await answer(connection.classifier, "Classify", { item: { parts } });
    expectAttack(reply);
    const spans = result(reply, "injection").evidence;
    expect(spans.length > 0, "no evidence");
    expectEqual(spans[0].part, 1, "part of the best evidence");
  },

  async unary_code_points_beyond_the_bmp({ connection }) {
    const text = "𝔘𝔫𝔦𝔠𝔬𝔡𝔢 😀😀 " + attack;
    const reply = await answer(connection.classifier, "Classify", request(text));
    expectSound(reply, [...text].length);
  },

  async batch({ connection }) {
    const requests = [request(attack), { item: { parts: [] } }, request(benign)];
    const { entries } = await answer(connection.classifier, "ClassifyBatch", { requests });
    expectEqual(entries.map((entry) => entry.outcome).join(), "response,refusal,response", "outcomes");
    expectAttack(entries[0].response);
    expectEqual(entries[1].refusal.code, Status.INVALID_ARGUMENT, "code of the refusal");
    expect(entries[1].refusal.field.includes("parts"), `field of the refusal is "${entries[1].refusal.field}"`);
    expectEqual(entries[2].response.decision, "DECISION_ALLOW", "decision on the benign text");
  },

  async batch_equals_single({ connection }) {
    const texts = [attack, benign, longText(5)];
    const { entries } = await answer(connection.classifier, "ClassifyBatch", { requests: texts.map((text) => request(text)) });
    for (const [index, text] of texts.entries()) {
      const alone = await answer(connection.classifier, "Classify", request(text));
      for (const entry of alone.results) {
        const together = result(entries[index].response, entry.task);
        expect(Math.abs(together.score - entry.score) < 1e-4, `${entry.task}: ${together.score} in a batch, ${entry.score} alone`);
      }
    }
  },

  async list_models({ connection }) {
    const { models } = await answer(connection.admin, "ListModels", {});
    const active = models.filter((model) => model.state === "STATE_ACTIVE");
    expect(active.length > 0, "no active model");
    expect(active.some((model) => model.tasks.includes("injection")), "no active model answers injection");
    expect(["permissive", "research-only"].includes(active[0].licence), `licence is "${active[0].licence}"`);
    return active.map((model) => `${model.name}@${model.version} ${model.variant} ${model.provider}`).join();
  },

  async unimplemented_method({ connection }) {
    const identity = (bytes) => bytes;
    const { error } = await new Promise((resolve) => connection.classifier.makeUnaryRequest(
      "/classifier.v1.ClassifierService/NoSuchMethod", identity, identity, Buffer.alloc(0), (failure) => resolve({ error: failure })));
    expectEqual(Status[error?.code], "UNIMPLEMENTED", "status");
  },

  async typed_error_details({ connection }) {
    const error = await refusal(connection.classifier, "Classify", { item: { parts: [] } }, Status.INVALID_ARGUMENT);
    const [bytes] = error.metadata.get("grpc-status-details-bin");
    expect(bytes, "no grpc-status-details-bin");
    const status = connection.decode("google.rpc.Status", bytes);
    expectEqual(status.code, Status.INVALID_ARGUMENT, "code inside google.rpc.Status");
    const any = status.details.find((detail) => detail.type_url.endsWith("/google.rpc.BadRequest"));
    expect(any, `no BadRequest among ${status.details.map((detail) => detail.type_url)}`);
    const { field_violations: violations } = connection.decode("google.rpc.BadRequest", any.value);
    expect(violations.length > 0 && violations[0].field.includes("parts"), `violations are ${JSON.stringify(violations)}`);
    return violations[0].field;
  },

  async unknown_task_is_invalid({ connection }) {
    await refusal(connection.classifier, "Classify", request(benign, { tasks: ["astrology"] }), Status.INVALID_ARGUMENT);
  },

  async deadline_that_cannot_be_met({ connection }) {
    const started = performance.now();
    const { error } = await call(connection.classifier, "Classify", request(longText(2_000)), deadlineIn(250));
    const spent = performance.now() - started;
    expect(error, "150 kilobytes were judged within 250 ms");
    expect(spent < 3_000, `the call took ${Math.round(spent)} ms`);
    if (error.code === Status.DEADLINE_EXCEEDED) return "DEADLINE_EXCEEDED";
    expectEqual(Status[error.code], "RESOURCE_EXHAUSTED", "status");
    const [bytes] = error.metadata.get("grpc-status-details-bin");
    expect(bytes, "RESOURCE_EXHAUSTED without details");
    const types = connection.decode("google.rpc.Status", bytes).details.map((detail) => detail.type_url);
    expect(types.some((type) => type.endsWith("/google.rpc.RetryInfo")), `no RetryInfo among ${types}`);
    return "RESOURCE_EXHAUSTED with RetryInfo";
  },

  async cancel_unary(context) {
    const { error } = await call(context.connection.classifier, "Classify", request(longText(1_500)), {
      ...deadlineIn(20_000),
      onCall: (handle) => setTimeout(() => handle.cancel(), 200),
    });
    expectEqual(Status[error?.code], "CANCELLED", "status");
    await expectQueueDrains(context);
  },

  async tenant_metadata({ connection }) {
    await answer(connection.classifier, "Classify", request(benign), deadlineIn(20_000), metadata({ "x-tenant": "interop" }));
  },
};
