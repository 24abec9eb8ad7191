"""BrandService: a public brand is marked and unmarked again, so that the server is left as it was."""

import uuid

import grpc

from connection import OK, drain, end, refusal
from report import expect, expect_equal

INVALID_ARGUMENT = grpc.StatusCode.INVALID_ARGUMENT


def call(connection, method, message, **fields):
    return getattr(connection.brands, method)(connection.new(f"classifier.v1.{message}", **fields), timeout=60)


async def public_brand(connection):
    listed = await call(connection, "List", "ListBrandsRequest", include_public=True)
    return next(brand.brand for brand in listed.brands if brand.public and not brand.added)


async def brand_add_list_export_remove(connection):
    name = await public_brand(connection)
    added = await call(connection, "Add", "AddBrandRequest", brand=name, domains=["Example.COM."], protected=True)
    expect(added.brand.protected and added.brand.public, "the brand is not marked")
    expect_equal(list(added.brand.domains), ["example.com"], "domains")
    listed = await call(connection, "List", "ListBrandsRequest")
    expect(name in [brand.brand for brand in listed.brands], "the brand is not listed")
    export = call(connection, "Export", "ExportBrandsRequest")
    expect(name in [message.brand.brand for message in await drain(export)], "the brand is not exported")
    await end(export, OK)
    removed = await call(connection, "Remove", "RemoveBrandRequest", brand=name)
    expect(removed.removed and removed.known, "the brand is not unmarked")
    listed = await call(connection, "List", "ListBrandsRequest")
    expect(name not in [brand.brand for brand in listed.brands], "the brand is still listed")


async def brand_typed_errors(connection):
    unknown = f"python-{uuid.uuid4().hex[:8]}"
    for fields in ({"brand": "No Name"}, {"brand": unknown}, {"brand": unknown, "images": [b"no picture"]},
                   {"brand": unknown, "domains": ["https://example.com/"]}):
        await refusal(call(connection, "Add", "AddBrandRequest", **fields), INVALID_ARGUMENT)
    await refusal(call(connection, "Remove", "RemoveBrandRequest", brand="../etc"), INVALID_ARGUMENT)


CHECKS = [brand_add_list_export_remove, brand_typed_errors]
