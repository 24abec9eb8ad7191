"""FingerprintService: every check makes banks of its own and deletes them, so that the server is left as it was."""

import contextlib
import pathlib
import re
import uuid

import grpc

from connection import OK, drain, end, refusal
from content import BLOCK, DIRECTION_OUTPUT
from report import expect, expect_equal

INVALID_ARGUMENT, NOT_FOUND = grpc.StatusCode.INVALID_ARGUMENT, grpc.StatusCode.NOT_FOUND
ALREADY_EXISTS = grpc.StatusCode.ALREADY_EXISTS

PHOTO = (pathlib.Path(__file__).parents[2] / "data/fingerprint/golden/png/bridge_100x75.png").read_bytes()
# Meta's core computed it: tests/data/fingerprint/vectors.tsv.
PHOTO_HASH = "f8f870cce0f4e84d0e370a32028f27f0b36e2ed596223e1db3e6b39c4e9c9b22"
ZERO = "0" * 64
TEXT = "The quick brown fox jumps over the lazy dog, and then it sleeps in the warm sun until the cool evening comes."


class Fingerprints:
    """The service with requests as keyword arguments."""

    def __init__(self, connection):
        self.connection = connection

    def request(self, method, **fields):
        return self.connection.new(f"classifier.v1.{method}Request", **fields)

    def call(self, method, **fields):
        return getattr(self.connection.fingerprints, method)(self.request(method, **fields), timeout=20)


@contextlib.asynccontextmanager
async def bank_of(service, algorithm="pdq", threshold=31, negative=False):
    name = f"python-{uuid.uuid4().hex[:8]}"
    await service.call("CreateBank", bank={"name": name, "algorithm": algorithm, "threshold": threshold, "negative": negative})
    try:
        yield name
    finally:
        await service.call("DeleteBank", bank=name)


async def fingerprint_hash(connection):
    service = Fingerprints(connection)
    picture = await service.call("Hash", input={"image": PHOTO})
    expect_equal((picture.algorithm, picture.hash, picture.quality), ("pdq", PHOTO_HASH, 100), "hash of a picture")
    small = await service.call("Hash", input={"image": PHOTO}, algorithm="dhash")
    expect(re.fullmatch("[0-9a-f]{16}", small.hash), f'dhash is "{small.hash}"')
    words = await service.call("Hash", input={"text": TEXT})
    expect_equal((words.algorithm, words.HasField("quality")), ("simhash", False), "hash of a text")


async def fingerprint_register_match_remove(connection):
    service = Fingerprints(connection)
    async with bank_of(service) as bank:
        registered = await service.call("Register", bank=bank, id="out-1", input={"image": PHOTO}, labels={"kind": "photo"})
        expect_equal((registered.hash, registered.replaced), (PHOTO_HASH, False), "first registration")
        await service.call("Register", bank=bank, id="far", input={"hash": ZERO})
        reply = await service.call("Match", input={"image": PHOTO}, banks=[bank])
        found = [(match.bank, match.id, match.distance, match.threshold, dict(match.labels)) for match in reply.matches]
        expect_equal(found, [(bank, "out-1", 0, 31, {"kind": "photo"})], "matches")
        again = await service.call("Register", bank=bank, id="out-1", input={"hash": PHOTO_HASH})
        expect(again.replaced, "the second registration replaced nothing")
        expect((await service.call("Remove", bank=bank, id="out-1")).removed, "nothing was removed")
        expect(not (await service.call("Remove", bank=bank, id="out-1")).removed, "removed twice")
        expect_equal(len((await service.call("Match", input={"image": PHOTO}, banks=[bank])).matches), 0, "matches after removal")
        banks = {entry.name: entry.items for entry in (await service.call("ListBanks")).banks}
        expect_equal(banks[bank], 1, "items")


async def fingerprint_negative_bank(connection):
    service = Fingerprints(connection)
    # Another algorithm than the other checks', since a negative bank is asked whatever a call names.
    async with bank_of(service, "whash", 4) as bank, bank_of(service, "whash", 2, negative=True) as negative:
        await service.call("Register", bank=bank, id="logo", input={"image": PHOTO})
        await service.call("Register", bank=negative, id="stock", input={"image": PHOTO})
        reply = await service.call("Match", input={"image": PHOTO}, algorithm="whash", banks=[bank])
        expect_equal((len(reply.matches), reply.suppressed_by.id), (0, "stock"), "matches and what suppressed them")


async def fingerprint_find_duplicates(connection):
    service = Fingerprints(connection)
    async with bank_of(service, threshold=1) as bank:
        for name, code in (("a", 0), ("b", 1), ("c", 3), ("lonely", 2**256 - 1)):
            await service.call("Register", bank=bank, id=name, input={"hash": f"{code:064x}"})
        call = service.call("FindDuplicates", bank=bank)
        events = await drain(call)
        await end(call, OK)
        stages = [event.progress.stage for event in events if event.WhichOneof("event") == "progress"]
        expect_equal(stages, ["reading", "comparing", "done"], "stages")
        groups = [event.group for event in events if event.WhichOneof("event") == "group"]
        expect_equal([group.medoid for group in groups], ["b"], "medoids")
        members = sorted((member.id, member.distance) for member in groups[0].members)
        expect_equal(members, [("a", 1), ("b", 0), ("c", 1)], "members")


async def fingerprint_typed_errors(connection):
    service = Fingerprints(connection)
    await refusal(service.call("Hash", input={"image": b"no picture"}), INVALID_ARGUMENT)
    await refusal(service.call("Match", input={"hash": ZERO}, limit=1001), INVALID_ARGUMENT)
    await refusal(service.call("Remove", bank="no-such-bank", id="x"), NOT_FOUND)
    await end(service.call("FindDuplicates", bank="no-such-bank"), NOT_FOUND)
    async with bank_of(service) as bank:
        await refusal(service.call("CreateBank", bank={"name": bank, "algorithm": "pdq", "threshold": 31}), ALREADY_EXISTS)


async def fingerprint_seen_before(connection):
    service = Fingerprints(connection)

    def ask(output_id, **query):
        request = connection.request(TEXT, direction=DIRECTION_OUTPUT, output_id=output_id)
        request.context.seen_before.CopyFrom(connection.new("classifier.v1.SeenBeforeQuery", **query))
        return connection.classifier.Classify(request, timeout=20)

    async with bank_of(service, "simhash", 6) as bank:
        first = (await ask("python-1", banks=[bank], register_in=[bank])).seen_before
        expect_equal((first.seen, list(first.parts[0].registered_in)), (False, [bank]), "first output")
        second = await ask("python-2", banks=[bank], on_seen=BLOCK)
        expect_equal((second.seen_before.seen, second.decision), (True, BLOCK), "second output")
        expect_equal(second.seen_before.parts[0].matches[0].output_id, "python-1", "output id of the match")
        await refusal(ask("python-3", banks=["no-such-bank"]), NOT_FOUND)


CHECKS = [
    fingerprint_hash, fingerprint_register_match_remove, fingerprint_negative_bank, fingerprint_find_duplicates,
    fingerprint_typed_errors, fingerprint_seen_before,
]
