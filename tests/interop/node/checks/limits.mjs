import { answer, call, Connection, deadlineIn, Gzip, Messages, Status } from "../lib/connection.mjs";
import { attack, benign, expectAttack, longText, request } from "../lib/content.mjs";
import { expect, expectEqual, within } from "../lib/report.mjs";
import { exchange, frame, statusOf } from "../lib/wire.mjs";

const classify = "/classifier.v1.ClassifierService/Classify";
const stream = "/classifier.v1.ClassifierService/ClassifyStream";

function encode({ connection }, text) {
  return connection.definitions["classifier.v1.ClassifierService"].Classify.requestSerialize(request(text));
}

function decode({ connection }, bytes) {
  return connection.definitions["classifier.v1.ClassifierService"].Classify.responseDeserialize(bytes);
}

export default {
  async oversize_message_is_refused({ connection }) {
    const { error } = await call(connection.classifier, "Classify", request("a".repeat(17 << 20)));
    expectEqual(Status[error?.code], "RESOURCE_EXHAUSTED", "status");
    await answer(connection.classifier, "Classify", request(benign));
  },

  async oversize_message_on_a_stream_is_refused({ connection }) {
    const open = connection.classifier.ClassifyStream(deadlineIn(20_000));
    const replies = new Messages(open);
    open.write({ correlation_id: "big", request: request("a".repeat(17 << 20)) });
    await replies.end(Status.RESOURCE_EXHAUSTED);
    await answer(connection.classifier, "Classify", request(benign));
  },

  async gzip_client(context) {
    const compressed = new Connection({ ...context.options, channel: { "grpc.default_compression_algorithm": Gzip } });
    try {
      expectAttack(await answer(compressed.classifier, "Classify", request(attack)));
      const open = compressed.classifier.ClassifyStream(deadlineIn(20_000));
      const replies = new Messages(open);
      open.write({ correlation_id: "z", request: request(attack) });
      open.end();
      await replies.end(Status.OK);
      expectAttack(replies.received[0].response);
    } finally {
      compressed.close();
    }
  },

  async gzip_on_the_wire(context) {
    const { address } = context.options;
    const text = longText(20);
    const message = encode(context, text);
    const reply = await exchange(address, classify, [frame(message, true)], { "grpc-encoding": "gzip", "grpc-accept-encoding": "gzip" });
    expectEqual(statusOf(reply), Status.OK, "grpc-status");
    expectEqual(reply.headers["grpc-encoding"], "gzip", "grpc-encoding of the reply");
    expect(reply.messages[0].compressed, "the reply's message is not compressed");
    const plain = await exchange(address, classify, [frame(message)], { "grpc-accept-encoding": "identity" });
    expect(!plain.messages[0].compressed, "a client that accepts identity alone got a compressed message");
    expectEqual(decode(context, reply.messages[0].body).decision, decode(context, plain.messages[0].body).decision, "decision");
    return `${reply.messages[0].wireBytes} instead of ${plain.messages[0].wireBytes} bytes`;
  },

  async gzip_bomb_is_refused(context) {
    const bomb = encode(context, "a".repeat(200 << 20));
    const { address } = context.options;
    const reply = await exchange(address, classify, [frame(bomb, true)], { "grpc-encoding": "gzip" });
    expectEqual(Status[statusOf(reply)], "RESOURCE_EXHAUSTED", "status");
  },

  async unknown_encoding_is_refused(context) {
    const reply = await exchange(context.options.address, classify, [frame(encode(context, benign), true)], { "grpc-encoding": "lzma" });
    expectEqual(Status[statusOf(reply)], "UNIMPLEMENTED", "status");
  },

  async deadline_enforced_by_the_server(context) {
    const started = performance.now();
    const reply = await exchange(context.options.address, stream, [], { "grpc-timeout": "400m" }, false).catch((error) => ({ error }));
    const spent = performance.now() - started;
    expect(spent >= 350 && spent < 10_000, `ended after ${Math.round(spent)} ms`);
    // The server may end the call by trailers, or reset it when the request is still open.
    if (reply.error) return `reset: ${reply.error.code}`;
    const code = statusOf(reply);
    expect(code === Status.DEADLINE_EXCEEDED || Number.isNaN(code), `grpc-status is ${code}`);
    return Number.isNaN(code) ? "closed without a status" : "DEADLINE_EXCEEDED";
  },

  truncated_frame_is_refused: within(20_000, async (context) => {
    const whole = frame(encode(context, benign));
    const reply = await exchange(context.options.address, classify, [whole.subarray(0, whole.length - 3)]).catch((error) => ({ error }));
    expect(reply.error || statusOf(reply) !== Status.OK, "half a message was answered with OK");
    await answer(context.connection.classifier, "Classify", request(benign));
  }),

  async garbage_message_is_refused(context) {
    const reply = await exchange(context.options.address, classify, [frame(Buffer.from("ffffffffffffffff", "hex"))]);
    expect([Status.INVALID_ARGUMENT, Status.INTERNAL].includes(statusOf(reply)), `status is ${Status[statusOf(reply)]}`);
  },
};
