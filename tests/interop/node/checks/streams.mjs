import { answer, deadlineIn, Messages, Status } from "../lib/connection.mjs";
import { attack, benign, expectAttack, expectSound, longText, request, result } from "../lib/content.mjs";
import { expect, expectEqual, within } from "../lib/report.mjs";
import { expectQueueDrains } from "./unary.mjs";

function open(connection, milliseconds = 25_000) {
  const stream = connection.classifier.ClassifyStream(deadlineIn(milliseconds));
  return { stream, replies: new Messages(stream) };
}

function ids(messages) {
  return messages.map((message) => message.correlation_id);
}

export default {
  async stream_items({ connection }) {
    const { stream, replies } = open(connection);
    for (let i = 0; i < 20; i++) stream.write({ correlation_id: `item-${i}`, request: request(i % 2 ? attack : benign) });
    stream.end();
    await replies.end(Status.OK);
    const expected = Array.from({ length: 20 }, (_, i) => `item-${i}`).sort().join();
    expectEqual(ids(replies.received).sort().join(), expected, "correlation ids");
    for (const reply of replies.received) {
      expectEqual(reply.outcome, "response", `outcome of ${reply.correlation_id}`);
      expect(reply.final, `${reply.correlation_id} is not final`);
      if (Number(reply.correlation_id.slice(5)) % 2) expectAttack(reply.response);
      else expectEqual(reply.response.decision, "DECISION_ALLOW", `decision on ${reply.correlation_id}`);
    }
  },

  stream_replies_out_of_order: within(60_000, async ({ connection }) => {
    const { stream, replies } = open(connection, 55_000);
    stream.write({ correlation_id: "long", request: request(longText(600), { priority: "PRIORITY_BATCH" }) });
    for (let i = 0; i < 3; i++) stream.write({ correlation_id: `short-${i}`, request: request(`${benign} ${i}`) });
    stream.end();
    await replies.end(Status.OK);
    const order = ids(replies.received);
    expectEqual([...order].sort().join(), "long,short-0,short-1,short-2", "correlation ids");
    expectEqual(order.at(-1), "long", `last reply (order ${order})`);
  }),

  async stream_append_final({ connection }) {
    const { stream, replies } = open(connection);
    const pieces = ["Sure, here is the summary. ", "Also: ", attack];
    let covered = 0;
    for (const [index, text] of pieces.entries()) {
      covered += text.length;
      const final = index === pieces.length - 1;
      const first = index === 0 ? { context: { tasks: ["injection"], output_id: "grown" }, role: "ROLE_ASSISTANT" } : {};
      stream.write({ correlation_id: "grow", append: { ...first, text, final } });
      await replies.until(() => replies.received.some((reply) => reply.covered === covered) || replies.status);
      expect(replies.status === null, `the stream ended early: ${replies.status?.details}`);
    }
    stream.end();
    await replies.end(Status.OK);
    const last = replies.received.at(-1);
    expect(replies.received.slice(0, -1).every((reply) => !reply.final), "a reply before the last is final");
    expect(last.final, "the last reply is not final");
    expectEqual(last.covered, covered, "code points covered");
    expectEqual(last.response.output_id, "grown", "output id");
    const whole = await answer(connection.classifier, "Classify", {
      item: { parts: [{ role: "ROLE_ASSISTANT", text: pieces.join("") }] }, context: { tasks: ["injection"] },
    });
    const difference = Math.abs(result(last.response, "injection").score - result(whole, "injection").score);
    expect(difference < 1e-4, `the streamed score differs from the whole text's by ${difference}`);
  },

  async stream_append_splits_anywhere({ connection }) {
    const { stream, replies } = open(connection);
    const points = [..."Grüße 😀 an 東京: e\u0301 done."];
    for (const [index, text] of points.entries()) {
      stream.write({ correlation_id: "points", append: { role: "ROLE_ASSISTANT", text, final: index === points.length - 1 } });
    }
    stream.end();
    await replies.end(Status.OK);
    const last = replies.received.at(-1);
    expectEqual(last.outcome, "response", "outcome");
    expect(last.final, "the last reply is not final");
    expectEqual(last.covered, points.length, "code points covered");
  },

  async stream_goes_on_after_a_refusal({ connection }) {
    const { stream, replies } = open(connection);
    stream.write({ correlation_id: "bad", request: { item: { parts: [] } } });
    await replies.count(1);
    stream.write({ correlation_id: "good", request: request(benign) });
    stream.end();
    await replies.end(Status.OK);
    const [bad, good] = replies.received;
    expectEqual(bad.outcome, "refusal", "outcome of the bad item");
    expectEqual(bad.refusal.code, Status.INVALID_ARGUMENT, "code of the refusal");
    expectEqual(good.correlation_id, "good", "second reply");
    expectEqual(good.response?.decision, "DECISION_ALLOW", "decision on the good item");
  },

  async stream_refuses_a_long_correlation_id({ connection }) {
    const { stream, replies } = open(connection);
    stream.write({ correlation_id: "x".repeat(129), request: request(benign) });
    stream.end();
    const status = await replies.ended;
    const refused = replies.received.some((reply) => reply.outcome === "refusal" && reply.refusal.code === Status.INVALID_ARGUMENT);
    expect(refused || status.code === Status.INVALID_ARGUMENT, `ended with ${Status[status.code]} and no refusal`);
  },

  async half_closed_at_once({ connection }) {
    const { stream, replies } = open(connection);
    stream.end();
    await replies.end(Status.OK);
    expectEqual(replies.received.length, 0, "replies");
  },

  async half_closed_gets_every_reply({ connection }) {
    const { stream, replies } = open(connection);
    for (let i = 0; i < 5; i++) stream.write({ correlation_id: `${i}`, request: request(longText(10, i * 1000)) });
    stream.end();
    await replies.end(Status.OK);
    expectEqual(ids(replies.received).sort().join(), "0,1,2,3,4", "correlation ids");
    for (const reply of replies.received) expectSound(reply.response, 1e6);
  },

  async half_closed_with_an_open_append({ connection }) {
    const { stream, replies } = open(connection);
    stream.write({ correlation_id: "open", append: { role: "ROLE_ASSISTANT", text: benign } });
    stream.end();
    const status = await replies.ended;
    expect([Status.OK, Status.INVALID_ARGUMENT, Status.CANCELLED].includes(status.code), `ended with ${Status[status.code]} ${status.details}`);
    return `${Status[status.code]} after ${replies.received.length} replies`;
  },

  async deadline_exceeded_on_a_stream({ connection }) {
    const started = performance.now();
    const { stream, replies } = open(connection, 700);
    stream.write({ correlation_id: "a", request: request(benign) });
    await replies.end(Status.DEADLINE_EXCEEDED);
    const spent = performance.now() - started;
    expect(spent >= 650 && spent < 5_000, `ended after ${Math.round(spent)} ms`);
    expectEqual(ids(replies.received).join(), "a", "replies before the deadline");
  },

  cancel_in_mid_stream: within(60_000, async (context) => {
    const { stream, replies } = open(context.connection);
    stream.write({ correlation_id: "first", request: request(benign) });
    await replies.count(1);
    for (let i = 0; i < 20; i++) stream.write({ correlation_id: `long-${i}`, request: request(longText(400, i * 10_000)) });
    setTimeout(() => stream.cancel(), 300);
    await replies.end(Status.CANCELLED);
    expect(replies.received.length < 21, "everything was answered before the cancel");
    await expectQueueDrains(context);
  }),

  concurrent_streams_1000: within(180_000, async ({ connection }) => {
    const streams = Array.from({ length: 1000 }, () => open(connection, 170_000));
    for (const [i, { stream }] of streams.entries()) stream.write({ correlation_id: `s${i}`, request: request(`${benign} ${i}`) });
    await Promise.all(streams.map(({ replies }) => replies.count(1)));
    // All thousand are open now, each with its answer; none was needed to end for another to begin.
    for (const [i, { stream }] of streams.entries()) {
      stream.write({ correlation_id: `t${i}`, append: { text: "done", final: true } });
      stream.end();
    }
    await Promise.all(streams.map(({ replies }) => replies.end(Status.OK)));
    const refused = streams.flatMap(({ replies }) => replies.received).filter((reply) => reply.outcome === "refusal");
    for (const { refusal } of refused) expect(refusal.retry_after_ms > 0, `refused without a hint: ${refusal.code} ${refusal.message}`);
    for (const [i, { replies }] of streams.entries()) {
      expectEqual(ids(replies.received).sort().join(), `s${i},t${i}`, `replies of stream ${i}`);
    }
    return `${2000 - refused.length} verdicts, ${refused.length} refusals`;
  }),

  async watch_stats({ connection }) {
    const stats = new Messages(connection.admin.WatchStats({ interval_ms: 100 }, deadlineIn(20_000)));
    const received = await stats.count(3);
    stats.stream.cancel();
    await stats.end(Status.CANCELLED);
    const times = received.map(({ time }) => time.seconds + time.nanos / 1e9);
    expect(times[0] < times[1] && times[1] < times[2], `times are ${times}`);
    const queue = received[2].queues.find(({ model }) => model.startsWith("text@"));
    expect(queue, "no queue of the text model is reported");
    expect(queue.items > 0 && queue.batches > 0, "the counters stand at 0 after all these requests");
    expect(queue.padded_cost >= queue.real_cost && queue.real_cost > 0, `costs: ${queue.real_cost} real, ${queue.padded_cost} padded`);
  },

  async watch_stats_until_the_deadline({ connection }) {
    const stats = new Messages(connection.admin.WatchStats({ interval_ms: 100 }, deadlineIn(1_000)));
    await stats.end(Status.DEADLINE_EXCEEDED);
    expect(stats.received.length >= 2, `${stats.received.length} messages`);
  },
};
