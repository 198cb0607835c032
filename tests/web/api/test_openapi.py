"""The document of the API, and whether the API keeps to it whatever is thrown at it."""

import pytest
import schemathesis

from support.api import program
from support.openapi import thrown_at

EXAMPLES = 12


def test_the_document_names_every_kind(api):
    paths = api.get("/openapi.json")["paths"]
    for path in (
        "/api/v1/catalogs/toy_good",
        "/api/v1/documents/toy_order/{id}/post",
        "/api/v1/registers/toy_stock/balance",
        "/api/v1/registers/toy_sales/turnover",
        "/api/v1/facts/toy_price",
        "/api/v1/bulk",
    ):
        assert path in paths
    assert "/api/v1/registers/toy_sales/balance" not in paths
    schemas = api.get("/openapi.json")["components"]["schemas"]
    assert schemas["toy_good"]["properties"]["shelf_days"]["type"] == ["integer", "null"]
    assert schemas["toy_good.new"]["required"] == ["name"]
    assert "amount" not in schemas["toy_order_line.given"]["properties"]


def test_the_document_is_for_those_who_have_signed_in(api):
    guest = program(api.house, "guest", (), api.app)
    guest.get("/openapi.json")
    guest.headers.pop("Authorization")
    guest.get("/openapi.json", 401)


def test_the_document_is_valid(api):
    schemathesis.openapi.from_dict(api.get("/openapi.json")).validate()


@pytest.mark.slow
def test_the_api_keeps_to_its_document_whatever_is_thrown_at_it(api):
    """No answer of 500, every answer as promised, what does not fit is refused."""
    api.post("/catalogs/toy_good", {"name": "Tea", "code": "tea"})
    statuses = thrown_at(api, EXAMPLES)
    assert statuses.total() > 500
    assert statuses[200] > 100
    assert statuses[201] > 10
    assert statuses[422] > 100
