"""Registers, facts and reports over REST."""

import pytest


@pytest.fixture
def shop(api):
    for code in ("one", "two"):
        api.post("/catalogs/toy_thing", {"name": code.title(), "code": code})
    api.post("/catalogs/toy_place", {"name": "Place", "code": "place"})
    api.keys = {row["code"]: row["id"] for row in api.get("/catalogs/toy_thing")["rows"]}
    for day, thing, quantity, amount in (
        ("01", "one", 10, "100"),
        ("02", "two", 4, "8"),
        ("03", "one", -3, "60"),
    ):
        line = {"thing": thing, "quantity": quantity, "amount": amount}
        moment = f"2026-03-{day}T09:00:00Z"
        api.post(
            "/documents/toy_move?post=true", {"place": "place", "moment": moment, "lines": [line]}
        )
    return api


def figures(shop, path, name="quantity"):
    names = {key: code for code, key in shop.keys.items()}
    return {names[row["thing"]]: row[name] for row in shop.get(path)["rows"]}


def test_balances_at_any_moment(shop):
    path = "/registers/toy_stock/balance"
    assert figures(shop, path) == {"one": "7", "two": "4"}
    assert figures(shop, f"{path}?by=thing&filter[thing]={shop.keys['one']}") == {"one": "7"}
    assert figures(shop, f"{path}?by=thing&filter[thing]=two,one&filter[place]=place") == {
        "one": "7",
        "two": "4",
    }
    assert figures(shop, f"{path}?by=thing&at=2026-03-02T23:59:59Z") == {"one": "10", "two": "4"}
    assert figures(shop, f"{path}?by=&at=2026-03-01") == {"one": "10"}
    assert figures(shop, f"{path}?by=thing&at=2026-03-01T12:00:00+03:00") == {"one": "10"}
    whole = shop.get(f"{path}?by=place&at=2026-03-03T09:00:00Z")
    assert (whole["at"], whole["stale"]) == ("2026-03-03T09:00:00Z", False)
    assert [row["quantity"] for row in whole["rows"]] == ["11"]
    assert shop.get(f"{path}?filter[thing]=none")["rows"] == []
    assert shop.get("/registers/toy_cost/balance?by=thing")["rows"][0]["amount"].count(".") == 1


def test_turnover_of_a_period(shop):
    path = "/registers/toy_stock/turnover"
    (row,) = shop.get(f"{path}?by=thing&filter[thing]=one&from=2026-03-01&to=2026-03-31")["rows"]
    assert row == {
        "thing": shop.keys["one"], "quantity": "7", "quantity_in": "10", "quantity_out": "3",
    }  # fmt: skip
    assert figures(shop, "/registers/toy_sales/turnover?by=thing", "amount") == {"one": "60.00"}


def test_movements_page_by_page(shop):
    path = "/registers/toy_stock/movements?limit=2"
    first = shop.get(path)
    rest = shop.get(f"{path}&after={first['next']}")
    assert [row["quantity"] for row in first["rows"] + rest["rows"]] == ["10", "4", "-3"]
    assert rest["next"] is None
    recorder = first["rows"][0]["recorder"]
    assert len(shop.get(f"{path}&recorder={recorder}")["rows"]) == 1


def test_why_a_number_is_so(shop):
    reason = shop.get("/registers/toy_stock/explain?filter[thing]=one")
    assert reason["values"] == {"quantity": "7"}
    leaves = reason["because"][0]["because"]
    assert [leaf["values"]["quantity"] for leaf in leaves] == ["10", "-3"]
    assert leaves[0]["kind"] == "toy_move"


@pytest.mark.parametrize(
    ("path", "fault"),
    [
        ("/registers/toy_stock/balance?by=colour", "colour"),
        ("/registers/toy_stock/balance?filter[colour]=1", "filter[colour]"),
        ("/registers/toy_stock/balance?filter[thing]=nothing", "filter[thing]"),
        ("/registers/toy_stock/balance?at=soon", "at"),
        ("/registers/toy_stock/balance?on=2026-01-01", "on"),
        ("/registers/toy_stock/movements?after=x", "after"),
        ("/registers/toy_stock/movements?limit=0", "limit"),
        ("/registers/toy_stock/movements?recorder=x", "recorder"),
        ("/facts/toy_price?at=0001-01-01T00:00:00Z", "at"),
        ("/reports/toy_stock_balance?by=colour", "colour"),
        ("/reports/toy_stock_balance?format=docx", "format"),
    ],
)
def test_what_can_not_be_asked_is_refused(shop, path, fault):
    assert set(shop.codes("GET", path, status=422)) == {fault}


def test_facts_are_said_and_hold_from_their_moment(shop):
    said = {"thing": "one", "price": "5.25", "at": "2026-02-01T00:00:00Z"}
    first = shop.post("/facts/toy_price", said)
    assert (first["outcome"], first["price"], first["thing"]) == (
        "created",
        "5.25",
        shop.keys["one"],
    )
    assert shop.post("/facts/toy_price", said)["outcome"] == "unchanged"
    many = shop.post("/facts/toy_price", [said | {"price": "6"}, {"thing": "two", "price": 7}])
    assert [row["outcome"] for row in many["rows"]] == ["updated", "created"]
    assert figures(shop, "/facts/toy_price?at=2026-02-15", "price") == {"one": "6"}
    assert figures(shop, "/facts/toy_price?at=2026-02-15&filter[thing]=two", "price") == {}
    assert figures(shop, "/facts/toy_price", "price") == {"one": "10", "two": "7"}
    rows = shop.get("/facts/toy_price?from=2026-01-01&filter[thing]=one")["rows"]
    assert [row["at"] for row in rows] == ["2026-03-01T09:00:00Z", "2026-02-01T00:00:00Z"]


def test_faults_of_facts_name_their_places(shop):
    body = [{"thing": "one", "price": "x", "colour": 1}, {"thing": "one"}, 5]
    assert shop.codes("POST", "/facts/toy_price", body, 422) == {
        "0.price": "invalid",
        "0.colour": "unknown_field",
        "1.price": "missing",
        "2": "invalid",
    }
    body = [{"thing": "one", "price": "1"}, {"thing": "nothing", "price": "1"}]
    assert shop.codes("POST", "/facts/toy_price", body, 422) == {"1.thing": "unknown_reference"}
    assert shop.codes("POST", "/facts/toy_price", {"price": "1", "at": "now"}, 422) == {
        "at": "invalid"
    }
    shop.post("/facts/toy_price", "x", 400)
    shop.post("/facts/toy_stock", {}, 404)


def test_reports_are_listed_and_answered(shop):
    names = {row["name"] for row in shop.get("/reports")["rows"]}
    assert "toy_stock_balance" in names
    found = shop.get("/reports/toy_stock_balance?by=thing")
    assert {row["names"]["thing"]: row["quantity"] for row in found["rows"]} == {
        "One": "7",
        "Two": "4",
    }
    assert found["totals"][0]["quantity"] == "11"
    answer = shop.call("GET", "/reports/toy_stock_balance?by=thing&format=csv")
    assert answer.content_type == "text/csv"
    assert "attachment" in answer.headers["Content-Disposition"]
    assert shop.call("GET", "/reports/toy_stock_balance?format=xlsx").body.startswith(b"PK")
    shop.get("/reports/no_such", 404)


def test_many_calls_are_one_transaction(shop):
    key = "019a0000-0000-7000-8000-000000000001"
    line = {"thing": "one", "quantity": "1", "amount": "10"}
    calls = [
        {"path": "/catalogs/toy_thing", "body": {"name": "Three", "code": "three"}},
        {"path": "/api/v1/documents/toy_move", "body": {"id": key, "place": "place", "lines": [line | {"thing": "three"}]}},
        {"path": f"/documents/toy_move/{key}/post"},
        {"method": "GET", "path": "/registers/toy_stock/balance?by=thing&filter[thing]=three"},
        {"method": "PATCH", "path": f"/catalogs/toy_thing/{shop.keys['one']}", "body": {"name": "1"}, "version": 1},
        {"path": "/facts/toy_price", "body": {"thing": "three", "price": "1"}},
    ]  # fmt: skip
    answers = shop.post("/bulk", calls)["answers"]
    assert [one["status"] for one in answers] == [201, 201, 200, 200, 200, 200]
    assert answers[3]["body"]["rows"][0]["quantity"] == "1"


def test_one_refusal_undoes_all_calls_and_names_its_place(shop):
    good = {"path": "/catalogs/toy_thing", "body": {"name": "Three"}}
    bad = {"path": "/catalogs/toy_thing", "body": {"code": "x", "colour": 1}}
    assert shop.codes("POST", "/bulk", [good, bad], 422) == {"1.colour": "unknown_field"}
    assert len(shop.get("/catalogs/toy_thing")["rows"]) == 2
    for calls, status in (
        ({}, 400),
        ([5], 422),
        ([{"path": "/bulk", "body": []}], 404),
        ([{"path": "/nothing"}], 404),
        ([{"path": "/catalogs/no_such", "body": {}}], 404),
        ([good | {"more": 1}], 422),
        ([{"method": "GET", "path": "/reports/toy_stock_balance?format=csv"}], 422),
        ([good | {"version": "1"}], 422),
    ):
        shop.post("/bulk", calls, status)
