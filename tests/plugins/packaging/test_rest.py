"""Packaging through REST alone: shipped, refused, brought back, paid for."""

import pytest

from support.api import program


@pytest.fixture
def api(lender):
    return program(lender.house)


def paper(api, kind, day, status=None, **data):
    data |= {"moment": f"2026-03-{day:02}T09:00:00Z"}
    return api.post(f"/documents/{kind}?post=true", data, status=status)


def held(api):
    rows = api.get("/registers/packaging_out/balance?by=item&filter[party]=C")["rows"]
    return [(float(row["quantity"]), float(row["amount"])) for row in rows]


def test_the_course_of_a_keg(api):
    lines = [{"item": "TEA", "quantity": "1", "price": "100"}]
    keg = {"party": "C", "contract": "K", "lines": lines}
    limit = [{"item": "KEG", "limit": "5"}]
    paper(api, "packaging_limits", 1, party="C", contract="K", lines=limit)
    sold = paper(api, "shipment", 2, **keg, packaging=[{"item": "KEG", "quantity": "4"}])
    assert [row["amount"] for row in sold["packaging"]] == ["1200.00"]
    assert held(api) == [(4, 1200)]
    more = {**keg, "packaging": [{"item": "KEG", "quantity": "2"}]}
    codes = api.codes("POST", "/documents/shipment?post=true", more, 422)
    assert codes == {"packaging": "packaging.limit"}
    paper(api, "packaging_move", 3, way="back", party="C", contract="K", lines=[{"item": "KEG"}])
    assert held(api) == [(3, 900)]
    rows = [{"item": "KEG", "quantity": "3"}]
    debt = paper(api, "packaging_debt", 4, party="C", contract="K", lines=rows)
    assert [float(debt[one]) for one in ("amount", "vat_amount")] == [900, 162.3]
    assert held(api) == []
    for by in ("shipment.party", "shipment.kind"):
        rows = api.get(f"/reports/gross_profit?by={by}&from=2026-03-01&to=2026-03-31")["rows"]
        assert all(row[by] for row in rows), rows  # whoever pays for kegs has bought them


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ({"item": "KEG", "quantity": "x"}, None),
        ({"item": "KEG", "quantity": "0"}, "packaging.nothing"),
        ({"item": "TEA", "quantity": "1"}, "packaging.not_packaging"),
        ({"item": "no such", "quantity": "1"}, None),
        ({"item": "KEG", "quantity": "1", "price": "NaN"}, None),
        ({"item": "KEG", "quantity": "1", "colour": "red"}, None),
        ({}, None),
        ("KEG", None),
    ],
)
def test_bad_rows_are_refused_and_nothing_is_kept(api, row, code):
    body = {"way": "given", "party": "C", "lines": [row]}
    answer = api.call("POST", "/documents/packaging_move", body, "4*")
    told = [one["code"] for one in answer.json["refusals"]]
    assert code is None or code in told
    assert api.get("/documents/packaging_move")["rows"] == []
