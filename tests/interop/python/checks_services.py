"""Health, reflection, KServe tensors, message limits, compression."""

import struct

import grpc

from connection import Connection, OK, drain, end, read, refusal
from content import ATTACK, BENIGN, SERVICE_UNKNOWN, SERVING, STATE_ACTIVE, expect_attack
from report import Failure, expect, expect_equal

NOT_FOUND, RESOURCE_EXHAUSTED = grpc.StatusCode.NOT_FOUND, grpc.StatusCode.RESOURCE_EXHAUSTED

# Start token, three pieces, end token of the XLM-R vocabulary.
IDS = [0, 100, 200, 300, 2]


def health(connection, service):
    return connection.new("grpc.health.v1.HealthCheckRequest", service=service)


async def active_model(connection):
    reply = await connection.admin.ListModels(connection.new("classifier.v1.ListModelsRequest"), timeout=20)
    return next(model for model in reply.models if model.state == STATE_ACTIVE and "injection" in model.tasks)


async def health_check(connection):
    expect_equal((await connection.health.Check(health(connection, ""), timeout=20)).status, SERVING, "status of the server")


async def health_check_per_model(connection):
    model = await active_model(connection)
    reply = await connection.health.Check(health(connection, f"classifier.model.{model.name}"), timeout=20)
    expect_equal(reply.status, SERVING, "status of the model")


async def health_check_unknown(connection):
    await refusal(connection.health.Check(health(connection, "no.such.Service"), timeout=20), NOT_FOUND)


async def health_watch(connection):
    for service, expected in (("", SERVING), ("no.such.Service", SERVICE_UNKNOWN)):
        call = connection.health.Watch(health(connection, service), timeout=20)
        expect_equal((await read(call)).status, expected, f'first status of "{service}"')
        call.cancel()
        await end(call, grpc.StatusCode.CANCELLED)


async def reflection(connection):
    call = connection.reflection.ServerReflectionInfo(timeout=20)
    await call.write(connection.new("grpc.reflection.v1alpha.ServerReflectionRequest", list_services=""))
    names = [service.name for service in (await read(call)).list_services_response.service]
    for name in ("classifier.v1.ClassifierService", "classifier.v1.AdminService", "inference.GRPCInferenceService"):
        expect(name in names, f"{name} is not among {names}")
    # The server's own description is enough to build a working client from.
    await call.write(connection.new("grpc.reflection.v1alpha.ServerReflectionRequest", file_containing_symbol="classifier.v1.ClassifierService"))
    files = (await read(call)).file_descriptor_response.file_descriptor_proto
    expect(any(b"ClassifyStream" in file for file in files), "the file of the service names no ClassifyStream")
    await call.done_writing()
    await drain(call)
    await end(call, OK)


async def kserve_live_and_ready(connection):
    model = await active_model(connection)
    expect((await connection.kserve.ServerLive(connection.new("inference.ServerLiveRequest"), timeout=20)).live, "not live")
    expect((await connection.kserve.ServerReady(connection.new("inference.ServerReadyRequest"), timeout=20)).ready, "not ready")
    request = connection.new("inference.ModelReadyRequest", name=model.name, version=model.version)
    expect((await connection.kserve.ModelReady(request, timeout=20)).ready, "model not ready")


async def kserve_infer_raw(connection):
    model = await active_model(connection)
    metadata = await connection.kserve.ModelMetadata(
        connection.new("inference.ModelMetadataRequest", name=model.name, version=model.version), timeout=20)
    request = connection.new("inference.ModelInferRequest", model_name=model.name, model_version=model.version, id="r1")
    for tensor in metadata.inputs:
        code = {"INT32": "i", "INT64": "q"}.get(tensor.datatype)
        if code is None:
            raise Failure(f"input {tensor.name} wants {tensor.datatype}")
        values = [1] * len(IDS) if "mask" in tensor.name else IDS
        request.inputs.add(name=tensor.name, datatype=tensor.datatype, shape=[1, len(IDS)])
        request.raw_input_contents.append(struct.pack(f"<{len(values)}{code}", *values))
    reply = await connection.kserve.ModelInfer(request, timeout=20)
    expect_equal(reply.id, "r1", "id")
    count = len(reply.raw_output_contents[0]) // 4
    values = struct.unpack(f"<{count}f", reply.raw_output_contents[0])
    expect(count > 0 and all(abs(value) < 1e6 for value in values), f"values are {values}")
    return ",".join(f"{value:.3f}" for value in values)


async def kserve_unknown_model(connection):
    await refusal(connection.kserve.ModelInfer(connection.new("inference.ModelInferRequest", model_name="no-such-model"), timeout=20), NOT_FOUND)


async def oversize_message_is_refused(connection):
    await refusal(connection.classifier.Classify(connection.request("a" * (17 << 20)), timeout=20), RESOURCE_EXHAUSTED)
    await connection.classifier.Classify(connection.request(BENIGN), timeout=20)


async def gzip_client(connection):
    async with Connection(connection.address, connection.schema, compression=grpc.Compression.Gzip) as compressed:
        expect_attack(await compressed.classifier.Classify(compressed.request(ATTACK), timeout=20))


CHECKS = [
    health_check, health_check_per_model, health_check_unknown, health_watch, reflection, kserve_live_and_ready, kserve_infer_raw,
    kserve_unknown_model, oversize_message_is_refused, gzip_client,
]
