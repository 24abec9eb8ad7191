// The server that a Node team writes: gRPC, a tokeniser in JavaScript, ONNX Runtime once a request. Same graph, same weights,
// same call. No batching, no views, no windows: a text above the model's length is cut.
//   node server.mjs --root CHECKOUT --tokenizer tokenizer.json --concurrency 4
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import grpc from "@grpc/grpc-js";
import loader from "@grpc/proto-loader";
import { Tokenizer } from "@huggingface/tokenizers";
import ort from "onnxruntime-node";

const MAX_LENGTH = 256;
const { values } = parseArgs({
  options: {
    root: { type: "string" },
    tokenizer: { type: "string" },
    concurrency: { type: "string", default: "4" },
  },
});

const model = join(values.root, "models", "text", "1");
const heads = readHeads(readFileSync(join(model, "manifest.yaml"), "utf8"));
const tokenizer = new Tokenizer(JSON.parse(readFileSync(values.tokenizer, "utf8")), {});
const session = await ort.InferenceSession.create(join(model, "text-cpu-int8.onnx"), {
  intraOpNumThreads: 1,
  interOpNumThreads: 1,
  extra: {
    session: { intra_op: { allow_spinning: "0" } },
    optimization: { disable_specified_optimizers: "SkipLayerNormFusion;BiasGeluFusion" },
  },
});

const definition = loader.loadSync("classifier/v1/classifier_service.proto", {
  includeDirs: [join(values.root, "protos")],
  keepCase: true,
  enums: String,
});
const { classifier } = grpc.loadPackageDefinition(definition);

const server = new grpc.Server();
server.addService(classifier.v1.ClassifierService.service, {
  Classify: (call, done) => {
    gate(() => classify(call.request)).then(
      (reply) => done(null, reply),
      (error) => done({ code: grpc.status.INTERNAL, message: error.constructor.name }),
    );
  },
});
server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, port) => {
  if (error) throw error;
  console.log(`ready http://127.0.0.1:${port}`);
});

async function classify(request) {
  const text = request.item.parts.map((part) => part.text ?? "").join("\n");
  const started = process.hrtime.bigint();
  const ids = encode(text);
  const { logits } = await session.run(pack(ids));
  const total = process.hrtime.bigint() - started;
  const results = heads.map(({ task, label, index, slope, offset, threshold, block }) => {
    const score = 1 / (1 + Math.exp(-(slope * logits.data[index] + offset)));
    const decision = score >= block ? "DECISION_BLOCK" : score >= threshold ? "DECISION_REVIEW" : "DECISION_ALLOW";
    return { task, label, score, threshold, block_threshold: block, status: "TASK_STATUS_OK", model: "text@1", decision };
  });
  const order = ["DECISION_ALLOW", "DECISION_REVIEW", "DECISION_BLOCK"];
  const decision = order[Math.max(...results.map((result) => order.indexOf(result.decision)))];
  const timings = { total_ns: String(total), batch_size: 1, real_tokens: ids.length, padded_tokens: ids.length };
  return { decision, results, timings };
}

function encode(text) {
  const { ids } = tokenizer.encode(text);
  return ids.length <= MAX_LENGTH ? ids : [...ids.slice(0, MAX_LENGTH - 1), ids.at(-1)];
}

// The packed layout of docs/model-graph.md for a batch of one.
function pack(ids) {
  const length = ids.length;
  const long = (fill) => new ort.Tensor("int64", BigInt64Array.from({ length }, fill), [length]);
  const row = BigInt64Array.from({ length }, (_, i) => BigInt(i));
  return {
    ids: long((_, i) => BigInt(ids[i])),
    pos: long((_, i) => BigInt(i)),
    pad: new ort.Tensor("int64", row, [1, length]),
    mask: new ort.Tensor("int32", new Int32Array(length).fill(1), [1, length]),
    unpad: long((_, i) => BigInt(i)),
    pool: new ort.Tensor("float32", new Float32Array(length).fill(1 / length), [1, length]),
  };
}

// Calibration and thresholds for the direction PROMPT, from the manifest's one-line entries.
function readHeads(yaml) {
  const outputs = [...yaml.matchAll(/- name: (\w+)\s+calibration: \{ slope: ([-\d.]+), offset: ([-\d.]+) \}/g)];
  const tasks = [...yaml.matchAll(/- name: (\w+)\s+label: (\w+)\s+directions:\s+prompt: \{ outputs: \[(\w+)\], threshold: ([\d.]+), block_threshold: ([\d.]+) \}/g)];
  return tasks.map(([, task, label, output, threshold, block]) => {
    const index = outputs.findIndex(([, name]) => name === output);
    const [, , slope, offset] = outputs[index];
    return { task, label, index, slope: Number(slope), offset: Number(offset), threshold: Number(threshold), block: Number(block) };
  });
}

// At most so many requests at a time in ONNX Runtime; the others wait in order of arrival.
let running = 0;
const waiting = [];
async function gate(work) {
  if (running >= Number(values.concurrency)) await new Promise((go) => waiting.push(go));
  else running++;
  try {
    return await work();
  } finally {
    const next = waiting.shift();
    if (next) next();
    else running--;
  }
}
