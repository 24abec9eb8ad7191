// Stubs and promise-shaped calls. The services that are ours come from protos/, as a user of @grpc/proto-loader has them;
// health, reflection and google.rpc come from the descriptor set that the harness wrote.

import { readFileSync } from "node:fs";
import grpc from "@grpc/grpc-js";
import loader from "@grpc/proto-loader";
import { Failure } from "./report.mjs";

const options = { keepCase: true, longs: Number, enums: String, defaults: true, oneofs: true };

export const Status = grpc.status;
export const Gzip = grpc.compressionAlgorithms.gzip;

export class Connection {
  constructor({ address, protos, descriptors, credentials, channel = {} }) {
    const own = loader.loadSync(
      ["classifier/v1/classifier_service.proto", "classifier/v1/admin_service.proto", "classifier/v1/fingerprint_service.proto", "inference/grpc_service.proto"],
      { ...options, includeDirs: [protos] });
    this.definitions = { ...loader.loadFileDescriptorSetFromBuffer(readFileSync(descriptors), options), ...own };
    this.address = address;
    this.credentials = credentials ?? grpc.credentials.createInsecure();
    this.channel = { "grpc.use_local_subchannel_pool": 1, "grpc.max_receive_message_length": 64 << 20, ...channel };
    this.clients = new Map();
  }

  service(name) {
    if (!this.clients.has(name)) {
      const Client = grpc.makeGenericClientConstructor(this.definitions[name], name);
      this.clients.set(name, new Client(this.address, this.credentials, this.channel));
    }
    return this.clients.get(name);
  }

  get classifier() { return this.service("classifier.v1.ClassifierService"); }
  get admin() { return this.service("classifier.v1.AdminService"); }
  get fingerprints() { return this.service("classifier.v1.FingerprintService"); }
  get health() { return this.service("grpc.health.v1.Health"); }
  get kserve() { return this.service("inference.GRPCInferenceService"); }

  /** Bytes of a message to an object, for the messages that travel in trailers and Any. */
  decode(type, bytes) {
    const entry = this.definitions[type];
    if (!entry) throw new Failure(`no message type ${type}`);
    return entry.deserialize(bytes);
  }

  close() {
    for (const client of this.clients.values()) client.close();
  }
}

export function deadlineIn(milliseconds) {
  return { deadline: Date.now() + milliseconds };
}

/** A unary call: { reply } or { error }, and what came in the metadata. */
export function call(client, method, request, callOptions = deadlineIn(20_000), metadata = new grpc.Metadata()) {
  return new Promise((resolve) => {
    const handle = client[method](request, metadata, callOptions, (error, reply) => resolve({ error, reply }));
    callOptions.onCall?.(handle);
  });
}

/** A unary call that has to succeed. */
export async function answer(client, method, request, callOptions, metadata) {
  const { error, reply } = await call(client, method, request, callOptions, metadata);
  if (error) throw new Failure(`${method} failed: ${Status[error.code]} ${error.details}`);
  return reply;
}

/** A unary call that has to fail with this status. */
export async function refusal(client, method, request, code, callOptions, metadata) {
  const { error } = await call(client, method, request, callOptions, metadata);
  if (!error) throw new Failure(`${method} succeeded; expected ${Status[code]}`);
  if (error.code !== code) {
    throw new Failure(`${method}: expected ${Status[code]}, got ${Status[error.code]} ${error.details}`);
  }
  return error;
}

/** Messages of a stream as they come, and how it ended. */
export class Messages {
  constructor(stream) {
    this.stream = stream;
    this.received = [];
    this.waiting = [];
    this.status = null;
    stream.on("data", (message) => { this.received.push(message); this.#wake(); });
    stream.on("error", () => {});
    stream.on("status", (status) => { this.status = status; this.#wake(); });
    this.ended = this.until(() => this.status !== null).then(() => this.status);
  }

  #wake() {
    this.waiting = this.waiting.filter(({ condition, resolve }) => {
      if (!condition()) return true;
      resolve();
      return false;
    });
  }

  until(condition) {
    if (condition()) return Promise.resolve();
    return new Promise((resolve) => this.waiting.push({ condition, resolve }));
  }

  /** Waits for so many messages; fails when the stream ends before. */
  async count(number) {
    await this.until(() => this.received.length >= number || this.status !== null);
    if (this.received.length < number) {
      throw new Failure(
        `stream ended with ${Status[this.status.code]} ${this.status.details} after ${this.received.length} of ${number} messages`);
    }
    return this.received;
  }

  /** Waits for the end, which has to be this status. */
  async end(code) {
    const status = await this.ended;
    if (status.code !== code) throw new Failure(`expected ${Status[code]}, got ${Status[status.code]} ${status.details}`);
    return status;
  }
}

export function metadata(entries) {
  const result = new grpc.Metadata();
  for (const [key, value] of Object.entries(entries)) result.set(key, value);
  return result;
}
