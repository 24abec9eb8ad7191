"""Both directions open, one direction closed, deadlines and cancels in the middle."""

import asyncio
import time

import grpc

from checks_unary import expect_queue_drains
from connection import OK, drain, end, read
from content import ALLOW, ATTACK, BENIGN, PRIORITY_BATCH, ROLE_ASSISTANT, expect_attack, expect_sound, long_text, result
from report import expect, expect_equal, within

CANCELLED, DEADLINE_EXCEEDED = grpc.StatusCode.CANCELLED, grpc.StatusCode.DEADLINE_EXCEEDED


def item(connection, correlation_id, request):
    return connection.new("classifier.v1.ClassifyStreamRequest", correlation_id=correlation_id, request=request)


def append(connection, correlation_id, text, final, **first):
    message = connection.new("classifier.v1.ClassifyStreamRequest", correlation_id=correlation_id)
    message.append.text, message.append.final = text, final
    message.append.role = ROLE_ASSISTANT
    for key, value in first.items():
        setattr(message.append.context, key, value)
    return message


async def stream_items(connection):
    call = connection.classifier.ClassifyStream(timeout=25)
    for i in range(20):
        await call.write(item(connection, f"item-{i}", connection.request(ATTACK if i % 2 else BENIGN)))
    await call.done_writing()
    replies = await drain(call)
    await end(call, OK)
    expect_equal(sorted(reply.correlation_id for reply in replies), sorted(f"item-{i}" for i in range(20)), "correlation ids")
    for reply in replies:
        expect(reply.final, f"{reply.correlation_id} is not final")
        if int(reply.correlation_id[5:]) % 2:
            expect_attack(reply.response)
        else:
            expect_equal(reply.response.decision, ALLOW, f"decision on {reply.correlation_id}")


@within(60)
async def stream_replies_out_of_order(connection):
    call = connection.classifier.ClassifyStream(timeout=55)
    await call.write(item(connection, "long", connection.request(long_text(600), priority=PRIORITY_BATCH)))
    for i in range(3):
        await call.write(item(connection, f"short-{i}", connection.request(f"{BENIGN} {i}")))
    await call.done_writing()
    order = [reply.correlation_id for reply in await drain(call)]
    await end(call, OK)
    expect_equal(sorted(order), ["long", "short-0", "short-1", "short-2"], "correlation ids")
    expect_equal(order[-1], "long", f"last reply (order {order})")


async def stream_append_final(connection):
    call = connection.classifier.ClassifyStream(timeout=25)
    pieces = ["Sure, here is the summary. ", "Also: ", ATTACK]
    covered = 0
    for index, text in enumerate(pieces):
        covered += len(text)
        final = index == len(pieces) - 1
        await call.write(append(connection, "grow", text, final, **({"output_id": "grown"} if index == 0 else {})))
        while (last := await read(call)).covered < covered:
            expect(not last.final, "a reply before the last is final")
    expect(last.final, "the last reply is not final")
    expect_equal(last.response.output_id, "grown", "output id")
    await call.done_writing()
    expect_equal(await drain(call), [], "replies after the final one")
    await end(call, OK)
    whole = await connection.classifier.Classify(connection.request("".join(pieces), role=ROLE_ASSISTANT), timeout=20)
    difference = abs(result(last.response, "injection").score - result(whole, "injection").score)
    expect(difference < 1e-4, f"the streamed score differs from the whole text's by {difference}")


async def stream_goes_on_after_a_refusal(connection):
    call = connection.classifier.ClassifyStream(timeout=25)
    await call.write(item(connection, "bad", connection.new("classifier.v1.ClassifyRequest")))
    bad = await read(call)
    expect_equal(bad.WhichOneof("outcome"), "refusal", "outcome of the bad item")
    await call.write(item(connection, "good", connection.request(BENIGN)))
    await call.done_writing()
    good = await read(call)
    expect_equal((good.correlation_id, good.response.decision), ("good", ALLOW), "second reply")
    await drain(call)
    await end(call, OK)


async def half_closed_at_once(connection):
    call = connection.classifier.ClassifyStream(timeout=25)
    await call.done_writing()
    expect_equal(await drain(call), [], "replies")
    await end(call, OK)


async def half_closed_gets_every_reply(connection):
    call = connection.classifier.ClassifyStream(timeout=25)
    for i in range(5):
        await call.write(item(connection, str(i), connection.request(long_text(10, i * 1000))))
    await call.done_writing()
    replies = await drain(call)
    await end(call, OK)
    expect_equal(sorted(reply.correlation_id for reply in replies), list("01234"), "correlation ids")
    for reply in replies:
        expect_sound(reply.response, 1_000_000)


async def deadline_exceeded_on_a_stream(connection):
    started = time.monotonic()
    call = connection.classifier.ClassifyStream(timeout=0.7)
    await call.write(item(connection, "a", connection.request(BENIGN)))
    replies = await drain(call)
    await end(call, DEADLINE_EXCEEDED)
    spent = time.monotonic() - started
    expect(0.65 <= spent < 5, f"ended after {spent:.2f} s")
    expect_equal([reply.correlation_id for reply in replies], ["a"], "replies before the deadline")


@within(60)
async def cancel_in_mid_stream(connection):
    call = connection.classifier.ClassifyStream(timeout=50)
    await call.write(item(connection, "first", connection.request(BENIGN)))
    await read(call)
    for i in range(20):
        await call.write(item(connection, f"long-{i}", connection.request(long_text(400, i * 10_000))))
    asyncio.get_running_loop().call_later(0.3, call.cancel)
    received = 0
    try:
        while await call.read() is not grpc.aio.EOF:
            received += 1
    except asyncio.CancelledError:
        pass
    await end(call, CANCELLED)
    expect(received < 20, "everything was answered before the cancel")
    await expect_queue_drains(connection)


@within(180)
async def concurrent_streams_1000(connection):
    calls = [connection.classifier.ClassifyStream(timeout=170) for _ in range(1000)]

    async def first(index, call):
        await call.write(item(connection, f"s{index}", connection.request(f"{BENIGN} {index}")))
        return await read(call)

    async def last(call):
        await call.done_writing()
        rest = await drain(call)
        await end(call, OK)
        return rest

    replies = await asyncio.gather(*(first(index, call) for index, call in enumerate(calls)))
    # All thousand are open now, each with its answer; none was needed to end for another to begin.
    rest = await asyncio.gather(*(last(call) for call in calls))
    expect_equal([reply.correlation_id for reply in replies], [f"s{index}" for index in range(1000)], "correlation ids")
    expect_equal(sum(map(len, rest)), 0, "replies that nobody asked for")
    refused = [reply.refusal for reply in replies if reply.WhichOneof("outcome") == "refusal"]
    for refusal in refused:
        expect(refusal.retry_after_ms > 0, f"refused without a hint: {refusal.code} {refusal.message}")
    return f"{1000 - len(refused)} verdicts, {len(refused)} refusals"


async def watch_stats(connection):
    call = connection.admin.WatchStats(connection.new("classifier.v1.WatchStatsRequest", interval_ms=100), timeout=20)
    stats = [await read(call) for _ in range(3)]
    call.cancel()
    await end(call, CANCELLED)
    times = [message.time.ToNanoseconds() for message in stats]
    expect(times[0] < times[1] < times[2], f"times are {times}")
    expect(any(queue.model.startswith("text@") and queue.items > 0 for queue in stats[2].queues), "the counters stand at 0 after all these requests")


CHECKS = [
    stream_items, stream_replies_out_of_order, stream_append_final, stream_goes_on_after_a_refusal, half_closed_at_once,
    half_closed_gets_every_reply, deadline_exceeded_on_a_stream, cancel_in_mid_stream, concurrent_streams_1000, watch_stats,
]
