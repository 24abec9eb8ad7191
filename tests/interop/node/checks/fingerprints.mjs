// FingerprintService: every check makes banks of its own and deletes them, so that the server is left as it was.

import { readFileSync } from "node:fs";
import { randomUUID } from "node:crypto";
import { answer, deadlineIn, Messages, refusal, Status } from "../lib/connection.mjs";
import { expect, expectEqual } from "../lib/report.mjs";

const photo = readFileSync(new URL("../../../data/fingerprint/golden/png/bridge_100x75.png", import.meta.url));
// Meta's core computed it: tests/data/fingerprint/vectors.tsv.
const photoHash = "f8f870cce0f4e84d0e370a32028f27f0b36e2ed596223e1db3e6b39c4e9c9b22";
const zero = "0".repeat(64);
const bits = (hex) => zero.slice(hex.length) + hex;
const text = "The quick brown fox jumps over the lazy dog, and then it sleeps in the warm sun until the cool evening comes.";

async function withBank({ connection }, bank, use) {
  const name = `node-${randomUUID().slice(0, 8)}`;
  await answer(connection.fingerprints, "CreateBank", { bank: { name, algorithm: "pdq", threshold: 31, ...bank } });
  try {
    return await use(name, connection.fingerprints);
  } finally {
    await answer(connection.fingerprints, "DeleteBank", { bank: name });
  }
}

export default {
  async fingerprint_hash({ connection }) {
    const picture = await answer(connection.fingerprints, "Hash", { input: { image: photo } });
    expectEqual(picture.algorithm, "pdq", "algorithm");
    expectEqual(picture.hash, photoHash, "hash");
    expectEqual(picture.quality, 100, "quality");
    const small = await answer(connection.fingerprints, "Hash", { input: { image: photo }, algorithm: "dhash" });
    expect(/^[0-9a-f]{16}$/.test(small.hash), `dhash is "${small.hash}"`);
    const words = await answer(connection.fingerprints, "Hash", { input: { text } });
    expectEqual(words.algorithm, "simhash", "algorithm of a text");
    expect(!("_quality" in words), "a text has a quality");
  },

  fingerprint_register_match_remove(context) {
    return withBank(context, {}, async (bank, service) => {
      const registered = await answer(service, "Register", { bank, id: "out-1", input: { image: photo }, labels: { kind: "photo" } });
      expectEqual(registered.hash, photoHash, "hash");
      expectEqual(registered.replaced, false, "replaced");
      expectEqual((await answer(service, "Register", { bank, id: "out-1", input: { hash: photoHash } })).replaced, true, "replaced");
      await answer(service, "Register", { bank, id: "far", input: { hash: zero } });
      const { matches } = await answer(service, "Match", { input: { image: photo }, banks: [bank] });
      expectEqual(matches.map((match) => `${match.bank}/${match.id}:${match.distance}/${match.threshold}`).join(), `${bank}/out-1:0/31`, "matches");
      expectEqual((await answer(service, "Remove", { bank, id: "out-1" })).removed, true, "removed");
      expectEqual((await answer(service, "Remove", { bank, id: "out-1" })).removed, false, "removed again");
      expectEqual((await answer(service, "Match", { input: { image: photo }, banks: [bank] })).matches.length, 0, "matches");
      const { banks } = await answer(service, "ListBanks", {});
      expectEqual(banks.find((entry) => entry.name === bank).items, 1, "items");
    });
  },

  fingerprint_negative_bank(context) {
    // Another algorithm than the other checks', since a negative bank is asked whatever a call names.
    return withBank(context, { algorithm: "whash", threshold: 4 }, (bank, service) =>
      withBank(context, { algorithm: "whash", threshold: 2, negative: true }, async (negative) => {
        await answer(service, "Register", { bank, id: "logo", input: { image: photo } });
        await answer(service, "Register", { bank: negative, id: "stock", input: { image: photo } });
        const reply = await answer(service, "Match", { input: { image: photo }, algorithm: "whash", banks: [bank] });
        expectEqual(reply.matches.length, 0, "matches");
        expectEqual(reply.suppressed_by?.id, "stock", "suppressed by");
      }));
  },

  fingerprint_find_duplicates(context) {
    return withBank(context, { threshold: 1 }, async (bank, service) => {
      const items = { a: bits("0"), b: bits("1"), c: bits("3"), lonely: "f".repeat(64) };
      for (const [id, hash] of Object.entries(items)) await answer(service, "Register", { bank, id, input: { hash } });
      const replies = new Messages(service.FindDuplicates({ bank }, deadlineIn(20_000)));
      await replies.end(Status.OK);
      const stages = replies.received.filter((event) => event.event === "progress").map((event) => event.progress.stage);
      expectEqual(stages.join(), "reading,comparing,done", "stages");
      const groups = replies.received.filter((event) => event.event === "group").map((event) => event.group);
      expectEqual(groups.length, 1, "groups");
      expectEqual(groups[0].medoid, "b", "medoid");
      expectEqual(groups[0].members.map(({ id, distance }) => `${id}:${distance}`).sort().join(), "a:1,b:0,c:1", "members");
    });
  },

  async fingerprint_typed_errors({ connection }) {
    const service = connection.fingerprints;
    await refusal(service, "Hash", { input: { image: Buffer.from("no picture") } }, Status.INVALID_ARGUMENT);
    await refusal(service, "Match", { input: { hash: zero }, limit: 1001 }, Status.INVALID_ARGUMENT);
    await refusal(service, "Remove", { bank: "no-such-bank", id: "x" }, Status.NOT_FOUND);
    const lost = new Messages(service.FindDuplicates({ bank: "no-such-bank" }, deadlineIn(20_000)));
    await lost.end(Status.NOT_FOUND);
    await withBank({ connection }, {}, (name) =>
      refusal(service, "CreateBank", { bank: { name, algorithm: "pdq", threshold: 31 } }, Status.ALREADY_EXISTS));
  },

  fingerprint_seen_before(context) {
    return withBank(context, { algorithm: "simhash", threshold: 6 }, async (bank) => {
      const { classifier } = context.connection;
      const item = { parts: [{ text }] };
      const ask = (output_id, seen_before) => answer(classifier, "Classify", { item, context: { direction: "DIRECTION_OUTPUT", output_id, seen_before } });
      const first = await ask("node-1", { banks: [bank], register_in: [bank] });
      expectEqual(first.seen_before.seen, false, "seen at first");
      expectEqual(first.seen_before.parts[0].registered_in.join(), bank, "registered in");
      const second = await ask("node-2", { banks: [bank], on_seen: "DECISION_BLOCK" });
      expectEqual(second.seen_before.seen, true, "seen");
      expectEqual(second.decision, "DECISION_BLOCK", "decision");
      expectEqual(second.seen_before.parts[0].matches[0].output_id, "node-1", "output id of the match");
      await refusal(classifier, "Classify", { item, context: { seen_before: { banks: ["no-such-bank"] } } }, Status.NOT_FOUND);
    });
  },
};
