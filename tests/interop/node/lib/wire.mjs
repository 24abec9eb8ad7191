// One gRPC call written by hand on node:http2, to see what the client libraries hide: encodings and the server's own timing.

import http2 from "node:http2";
import { gunzipSync, gzipSync } from "node:zlib";

export function frame(message, compressed = false) {
  const body = compressed ? gzipSync(message) : message;
  const head = Buffer.alloc(5);
  head[0] = compressed ? 1 : 0;
  head.writeUInt32BE(body.length, 1);
  return Buffer.concat([head, body]);
}

export function unframe(bytes) {
  const messages = [];
  for (let offset = 0; offset + 5 <= bytes.length;) {
    const compressed = bytes[offset] === 1;
    const length = bytes.readUInt32BE(offset + 1);
    const body = bytes.subarray(offset + 5, offset + 5 + length);
    messages.push({ compressed, wireBytes: length, body: compressed ? gunzipSync(body) : body });
    offset += 5 + length;
  }
  return messages;
}

/** Sends frames to a method and waits for the end: { headers, trailers, messages }. Leaves the request open if `halfClose` is false. */
export function exchange(address, path, frames, headers = {}, halfClose = true) {
  return new Promise((resolve, reject) => {
    const session = http2.connect(`http://${address}`);
    session.on("error", reject);
    const stream = session.request({
      ":method": "POST", ":path": path, "content-type": "application/grpc", te: "trailers", ...headers,
    });
    const result = { headers: {}, trailers: {}, messages: [] };
    const chunks = [];
    stream.on("response", (values) => { result.headers = values; });
    stream.on("trailers", (values) => { result.trailers = values; });
    stream.on("data", (chunk) => chunks.push(chunk));
    stream.on("error", reject);
    stream.on("close", () => {
      result.messages = unframe(Buffer.concat(chunks));
      session.destroy();
      resolve(result);
    });
    for (const bytes of frames) stream.write(bytes);
    if (halfClose) stream.end();
  });
}

/** grpc-status from wherever the server put it. */
export function statusOf({ headers, trailers }) {
  return Number(trailers["grpc-status"] ?? headers["grpc-status"]);
}
