"""A server with a certificate of its own making."""

import grpc

from connection import Connection, refusal
from content import ATTACK, BENIGN, expect_attack

UNAVAILABLE = grpc.StatusCode.UNAVAILABLE


async def tls_unary(connection):
    expect_attack(await connection.classifier.Classify(connection.request(ATTACK), timeout=20))


async def refused(connection, **credentials):
    # The same server answers who trusts it; so what follows is a refusal and no absence.
    await tls_unary(connection)
    async with Connection(connection.address, connection.schema, **credentials) as stranger:
        await refusal(stranger.classifier.Classify(stranger.request(BENIGN), timeout=5), UNAVAILABLE)


async def tls_unknown_authority_is_refused_by_the_client(connection):
    await refused(connection, authority=b"")


async def tls_plain_client_is_refused(connection):
    await refused(connection)


CHECKS = [tls_unary, tls_unknown_authority_is_refused_by_the_client, tls_plain_client_is_refused]
