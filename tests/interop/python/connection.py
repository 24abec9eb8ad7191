"""Stubs built at run time from a descriptor set: no generated code, so any protobuf runtime will do."""

import grpc
from google.protobuf import descriptor_pb2, descriptor_pool, message_factory

from report import Failure, expect_equal

OK = grpc.StatusCode.OK


class Schema:
    """The messages and services of a FileDescriptorSet."""

    def __init__(self, path):
        files = descriptor_pb2.FileDescriptorSet()
        with open(path, "rb") as file:
            files.ParseFromString(file.read())
        self.pool = descriptor_pool.DescriptorPool()
        self.services = {}
        for file in files.file:
            self.pool.Add(file)
            for service in file.service:
                self.services[f"{file.package}.{service.name}"] = service
        self.factory = message_factory.MessageFactory(self.pool)

    def message(self, name):
        descriptor = self.pool.FindMessageTypeByName(name)
        if hasattr(message_factory, "GetMessageClass"):
            return message_factory.GetMessageClass(descriptor)
        return self.factory.GetPrototype(descriptor)


class Stub:
    """One attribute a method, as generated stubs have them."""

    def __init__(self, schema, channel, name):
        for method in schema.services[name].method:
            shape = ("stream" if method.client_streaming else "unary") + "_" + ("stream" if method.server_streaming else "unary")
            multicallable = getattr(channel, shape)(
                f"/{name}/{method.name}",
                request_serializer=schema.message(method.input_type.lstrip(".")).SerializeToString,
                response_deserializer=schema.message(method.output_type.lstrip(".")).FromString,
            )
            setattr(self, method.name, multicallable)


class Connection:
    def __init__(self, address, schema, authority=None, options=(), compression=None):
        options = [("grpc.max_receive_message_length", 64 << 20), ("grpc.max_send_message_length", -1),
                   ("grpc.use_local_subchannel_pool", 1), *options]
        if authority is None:
            self.channel = grpc.aio.insecure_channel(address, options, compression)
        else:
            credentials = grpc.ssl_channel_credentials(authority or None)
            self.channel = grpc.aio.secure_channel(address, credentials, options, compression)
        self.address = address
        self.schema = schema
        self.classifier = Stub(schema, self.channel, "classifier.v1.ClassifierService")
        self.admin = Stub(schema, self.channel, "classifier.v1.AdminService")
        self.fingerprints = Stub(schema, self.channel, "classifier.v1.FingerprintService")
        self.brands = Stub(schema, self.channel, "classifier.v1.BrandService")
        self.health = Stub(schema, self.channel, "grpc.health.v1.Health")
        self.kserve = Stub(schema, self.channel, "inference.GRPCInferenceService")
        self.reflection = Stub(schema, self.channel, "grpc.reflection.v1alpha.ServerReflection")

    async def __aenter__(self):
        return self

    async def __aexit__(self, *_):
        await self.channel.close()

    def new(self, name, /, **fields):
        return self.schema.message(name)(**fields)

    def request(self, text, role=0, **context):
        message = self.new("classifier.v1.ClassifyRequest")
        message.item.parts.add(text=text, role=role)
        for key, value in context.items():
            if isinstance(value, list):
                getattr(message.context, key).extend(value)
            else:
                setattr(message.context, key, value)
        return message


async def refusal(call, code):
    """The error of a call that has to fail with this status."""
    try:
        await call
    except grpc.aio.AioRpcError as error:
        expect_equal(error.code(), code, "status")
        return error
    raise Failure(f"the call succeeded; expected {code}")


async def end(call, code):
    """Waits for the end of a stream, which has to be this status."""
    expect_equal(await call.code(), code, "status of the stream")


async def read(call):
    """The next message of a stream that has to have one."""
    message = await call.read()
    if message is grpc.aio.EOF:
        raise Failure(f"the stream ended with {await call.code()} {await call.details()}")
    return message


async def drain(call):
    """Every message up to the end of the stream, whatever its status."""
    messages = []
    try:
        while (message := await call.read()) is not grpc.aio.EOF:
            messages.append(message)
    except grpc.aio.AioRpcError:
        pass
    return messages
