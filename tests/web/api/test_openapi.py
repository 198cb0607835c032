"""The document of the API, and whether the API keeps to it whatever is thrown at it."""

import warnings
from collections import Counter

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    negative_data_rejection,
    response_schema_conformance,
    status_code_conformance,
    unsupported_method,
)

from support.api import program

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
    schema = schemathesis.openapi.from_wsgi(
        "/api/v1/openapi.json", api.app.app, headers=api.headers
    )
    statuses = Counter()

    @settings(
        max_examples=EXAMPLES, deadline=None, database=None, derandomize=True,
        phases=[Phase.generate], suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    def holds(case):
        answer = case.call_and_validate(headers=api.headers, checks=CHECKS)
        statuses[answer.status_code] += 1

    for found in schema.get_all_operations():
        operation = found.ok()
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            _try(operation, holds)
    assert statuses.total() > 500
    assert statuses[200] > 100
    assert statuses[201] > 10
    assert statuses[422] > 100


CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
    negative_data_rejection,
    unsupported_method,
]


def _try(operation, holds):
    from hypothesis import given

    for mode in (schemathesis.GenerationMode.POSITIVE, schemathesis.GenerationMode.NEGATIVE):
        given(case=operation.as_strategy(generation_mode=mode))(holds)()
