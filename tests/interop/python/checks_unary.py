"""Single and batched items, errors, deadlines."""

import asyncio
import re
import time

import grpc

from connection import refusal
from content import ALLOW, ATTACK, BENIGN, DIRECTION_OUTPUT, PRIORITY_BATCH, ROLE_DOCUMENT, STATE_ACTIVE, expect_attack, expect_sound, long_text, result
from report import Failure, expect, expect_equal

UUID7 = "[0-9a-f]{8}-?[0-9a-f]{4}-?7[0-9a-f]{3}-?[89ab][0-9a-f]{3}-?[0-9a-f]{12}"


async def expect_queue_drains(connection):
    """Cancelled and late work leaves the queue: it is empty again soon after."""
    until = time.monotonic() + 15
    while True:
        call = connection.admin.WatchStats(connection.new("classifier.v1.WatchStatsRequest", interval_ms=100))
        stats = await call.read()
        call.cancel()
        left = sum(queue.queued_items for queue in stats.queues)
        if left == 0 or time.monotonic() > until:
            return expect_equal(left, 0, "items still queued")


async def unary_attack(connection):
    reply = await connection.classifier.Classify(connection.request(ATTACK), timeout=20)
    expect_sound(reply, len(ATTACK))
    expect_attack(reply)
    expect(re.fullmatch(UUID7, reply.output_id), f'output id "{reply.output_id}" is no UUIDv7')
    return f"injection {result(reply, 'injection').score:.3f}"


async def unary_benign(connection):
    reply = await connection.classifier.Classify(connection.request(BENIGN), timeout=20)
    expect_sound(reply, len(BENIGN))
    expect_equal(reply.decision, ALLOW, "decision")


async def unary_honours_context(connection):
    request = connection.request(BENIGN, output_id="answer-17", tasks=["toxicity"], direction=DIRECTION_OUTPUT)
    request.context.labels["app"] = "interop"
    reply = await connection.classifier.Classify(request, timeout=20)
    expect_equal(reply.output_id, "answer-17", "output id")
    expect_equal([entry.task for entry in reply.results], ["toxicity"], "tasks")


async def unary_covers_every_part(connection):
    request = connection.request(BENIGN)
    request.item.parts.add(text=ATTACK, role=ROLE_DOCUMENT)
    reply = await connection.classifier.Classify(request, timeout=20)
    expect_attack(reply)
    spans = result(reply, "injection").evidence
    expect(spans, "no evidence")
    expect_equal(spans[0].part, 1, "part of the best evidence")


async def unary_code_points_beyond_the_bmp(connection):
    text = "𝔘𝔫𝔦𝔠𝔬𝔡𝔢 😀😀 " + ATTACK
    reply = await connection.classifier.Classify(connection.request(text), timeout=20)
    expect_sound(reply, len(text))


async def batch(connection):
    requests = [connection.request(ATTACK), connection.new("classifier.v1.ClassifyRequest"), connection.request(BENIGN)]
    reply = await connection.classifier.ClassifyBatch(connection.new("classifier.v1.ClassifyBatchRequest", requests=requests), timeout=20)
    expect_equal([entry.WhichOneof("outcome") for entry in reply.entries], ["response", "refusal", "response"], "outcomes")
    expect_attack(reply.entries[0].response)
    expect_equal(reply.entries[1].refusal.code, grpc.StatusCode.INVALID_ARGUMENT.value[0], "code of the refusal")
    expect(reply.entries[1].refusal.field, "the refusal names no field")
    expect_equal(reply.entries[2].response.decision, ALLOW, "decision on the benign text")


async def batch_of_unary_calls_in_parallel(connection):
    # Batch work: an interactive request is refused where a slow machine would let it wait for longer than a second.
    requests = [connection.request(f"{ATTACK} {i}", priority=PRIORITY_BATCH) for i in range(100)]
    replies = await asyncio.gather(*(connection.classifier.Classify(request, timeout=25) for request in requests))
    for reply in replies:
        expect_attack(reply)
    return f"largest batch {max(reply.timings.batch_size for reply in replies)}"


async def list_models(connection):
    reply = await connection.admin.ListModels(connection.new("classifier.v1.ListModelsRequest"), timeout=20)
    active = [model for model in reply.models if model.state == STATE_ACTIVE]
    expect(any("injection" in model.tasks for model in active), "no active model answers injection")
    expect(active[0].licence in ("permissive", "research-only"), f'licence is "{active[0].licence}"')


async def unimplemented_method(connection):
    call = connection.channel.unary_unary("/classifier.v1.ClassifierService/NoSuchMethod")
    await refusal(call(b"", timeout=20), grpc.StatusCode.UNIMPLEMENTED)


async def typed_error_details(connection):
    error = await refusal(connection.classifier.Classify(connection.new("classifier.v1.ClassifyRequest"), timeout=20),
                          grpc.StatusCode.INVALID_ARGUMENT)
    details = error.trailing_metadata().get("grpc-status-details-bin")
    expect(details, "no grpc-status-details-bin")
    status = connection.schema.message("google.rpc.Status").FromString(details)
    expect_equal(status.code, grpc.StatusCode.INVALID_ARGUMENT.value[0], "code inside google.rpc.Status")
    for detail in status.details:
        if detail.type_url.endswith("/google.rpc.BadRequest"):
            violations = connection.schema.message("google.rpc.BadRequest").FromString(detail.value).field_violations
            expect(violations and "parts" in violations[0].field, f"violations are {violations}")
            return violations[0].field
    raise Failure(f"no BadRequest among {[detail.type_url for detail in status.details]}")


async def deadline_that_cannot_be_met(connection):
    started = time.monotonic()
    try:
        await connection.classifier.Classify(connection.request(long_text(2_000)), timeout=0.25)
    except grpc.aio.AioRpcError as error:
        spent = time.monotonic() - started
        expect(spent < 5, f"the call took {spent:.1f} s")
        expect(error.code() in (grpc.StatusCode.DEADLINE_EXCEEDED, grpc.StatusCode.RESOURCE_EXHAUSTED), f"status is {error.code()}")
        return error.code().name
    raise Failure("150 kilobytes were judged within 250 ms")


async def cancel_unary(connection):
    call = connection.classifier.Classify(connection.request(long_text(1_500)), timeout=20)
    asyncio.get_running_loop().call_later(0.2, call.cancel)
    try:
        await call
    except asyncio.CancelledError:
        expect_equal(await call.code(), grpc.StatusCode.CANCELLED, "status")
        return await expect_queue_drains(connection)
    raise Failure("the call was answered")


async def tenant_metadata(connection):
    await connection.classifier.Classify(connection.request(BENIGN), timeout=20, metadata=(("x-tenant", "interop"),))


CHECKS = [
    unary_attack, unary_benign, unary_honours_context, unary_covers_every_part, unary_code_points_beyond_the_bmp, batch,
    batch_of_unary_calls_in_parallel, list_models, unimplemented_method, typed_error_details, deadline_that_cannot_be_met,
    cancel_unary, tenant_metadata,
]
