"""Everything the document of the API promises, tried with data made by chance."""

import warnings
from collections import Counter

import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    negative_data_rejection,
    response_schema_conformance,
    status_code_conformance,
    unsupported_method,
)

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
    negative_data_rejection,
    unsupported_method,
]


def thrown_at(api, examples, under="/api/v1"):
    """How often each status was answered; fails on the first answer that was not promised.

    Args:
        api: the program that calls.
        examples: of fitting and of unfitting data for each operation.
        under: the beginning of the addresses that are tried.
    """
    schema = schemathesis.openapi.from_wsgi(
        "/api/v1/openapi.json", api.app.app, headers=api.headers
    )
    statuses = Counter()

    @settings(
        max_examples=examples, deadline=None, database=None, derandomize=True,
        phases=[Phase.generate], suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    def holds(case):
        answer = case.call_and_validate(headers=api.headers, checks=CHECKS)
        statuses[answer.status_code] += 1

    for found in schema.get_all_operations():
        operation = found.ok()
        if operation.path.startswith(under):
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                _try(operation, holds)
    return statuses


def _try(operation, holds):
    for mode in (schemathesis.GenerationMode.POSITIVE, schemathesis.GenerationMode.NEGATIVE):
        given(case=operation.as_strategy(generation_mode=mode))(holds)()
