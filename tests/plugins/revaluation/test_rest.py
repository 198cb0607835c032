"""Trade in dollars through REST alone, with figures worked out by hand."""

import pytest

from support.api import program


@pytest.fixture
def api(foreign):
    return program(foreign.house)


def paper(api, kind, day, **data):
    data |= {"moment": f"2026-03-{day:02}T09:00:00Z"}
    return api.post(f"/documents/{kind}?post=true", data)


def figures(api, register, reading="balance", by="currency"):
    rows = api.get(f"/registers/{register}/{reading}?by={by}")["rows"]
    return [{name: float(one) for name, one in row.items() if name != by} for row in rows]


def test_a_debt_in_dollars_is_paid_and_revalued(api):
    lines = [{"item": "WORK", "quantity": "1", "price": "100"}]
    paper(api, "shipment", 2, party="C", contract="U", lines=lines)
    money = {"party": "C", "contract": "U", "direction": "in", "place": "D", "amount": "40"}
    paper(api, "payment_order", 10, **money)
    assert figures(api, "currency_settlements") == [{"amount": 60, "books_amount": 5400}]
    api.post("/documents/currency_revaluation?post=true", {"day": "2026-03-31"})
    assert figures(api, "currency_settlements") == [{"amount": 60, "books_amount": 5600}]
    differences = figures(api, "debt_differences", "turnover")
    assert differences == [{"realised": 100, "revalued": 200}]


def test_without_a_rate_it_says_which_and_what_to_do(api):
    contract = {"name": "Yuan", "party": "C", "kind": "customer", "currency": "CNY"}
    key = api.post("/catalogs/contract", contract)["id"]
    body = {
        "party": "C", "contract": key, "moment": "2026-03-02T09:00:00Z",
        "lines": [{"item": "WORK", "price": "1"}],
    }  # fmt: skip
    (told,) = api.post("/documents/shipment", body, status=422)["refusals"]
    assert told["code"] == "currencies.no_rate"
    assert "CNY" in told["message"]
    assert "3/2/26" in told["message"]
    assert "Import the rates" in told["remedy"]


def test_terms_of_units_are_held_to_sense(api):
    body = {"name": "Units", "party": "C", "currency": "USD", "in_units": True}
    wrong = {**body, "rate_kind": "agreed", "agreed_rate": "0"}
    codes = api.codes("POST", "/catalogs/contract", wrong, 422)
    assert codes == {"agreed_rate": "parties.wrong_rate"}
    wrong = {**body, "rate_kind": "weekly"}
    assert "rate_kind" in api.codes("POST", "/catalogs/contract", wrong, 422)
