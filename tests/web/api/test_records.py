"""Catalogs and documents over REST."""

from uuid import uuid4

import pytest

from support.api import program


@pytest.fixture
def shop(api):
    api.tea = api.post("/catalogs/toy_good", {"name": "Чай", "code": "tea", "price": "1.5"})
    api.ann = api.post("/catalogs/toy_buyer", {"name": "Ann", "code": "ann"})
    api.thing = api.post("/catalogs/toy_thing", {"name": "Thing", "code": "thing"})
    api.place = api.post("/catalogs/toy_place", {"name": "Place", "code": "place"})
    return api


def move(shop, quantity, amount="0", **more):
    line = {"thing": "thing", "quantity": str(quantity), "amount": amount}
    return {"place": "place", "lines": [line], **more}


def order(**more):
    return {"buyer": "ann", "lines": [{"good": "tea", "quantity": "2"}], **more}


def test_a_record_is_created_read_changed_and_marked(shop):
    key = str(uuid4())
    answer = shop.call("POST", "/catalogs/toy_good", {"id": key, "name": "Cup"}, 201)
    assert answer.headers["Location"].endswith(f"/api/v1/catalogs/toy_good/{key}")
    assert answer.headers["ETag"] == '"1"'
    made = answer.json
    assert shop.get(f"/catalogs/toy_good/{key}") == made
    assert shop.post("/catalogs/toy_good", {"id": key, "name": "Other"}, 200) == made
    changed = shop.patch(f"/catalogs/toy_good/{key}", {"name": "Mug"})
    assert (changed["name"], changed["version"]) == ("Mug", 2)
    marked = shop.call("DELETE", f"/catalogs/toy_good/{key}").json
    assert (marked["deleted"], marked["version"]) == (True, 3)
    assert shop.call("DELETE", f"/catalogs/toy_good/{key}").json == marked
    assert key not in {row["id"] for row in shop.get("/catalogs/toy_good")["rows"]}
    assert shop.patch(f"/catalogs/toy_good/{key}", {"deleted": False})["deleted"] is False


def test_the_version_read_guards_each_change(shop):
    path = f"/catalogs/toy_good/{shop.tea['id']}"
    shop.patch(path, {"sku": "a"}, If_Match='"1"')
    assert shop.codes("PATCH", path, {"sku": "b"}, 409, If_Match='"1"') == {"": "stale_version"}
    assert shop.codes("DELETE", path, None, 409, If_Match='"1"') == {"": "stale_version"}
    shop.patch(path, {"sku": "b"}, 400, If_Match="soon")
    shop.patch(path, {"sku": "b"}, 200, If_Match="*")
    assert shop.call("GET", path, None, 304, If_None_Match='"3"').body == b""
    shop.get(path, 200, If_None_Match='"2"')


def test_lists_are_answered_page_by_page(shop):
    for n in range(5):
        shop.post("/catalogs/toy_buyer", {"name": f"Buyer {n}"})
    first = shop.get("/catalogs/toy_buyer?limit=4&q=buyer")
    assert [row["name"] for row in first["rows"]] == [f"Buyer {n}" for n in range(4)]
    rest = shop.get(f"/catalogs/toy_buyer?limit=4&q=buyer&after={first['next']}")
    assert ([row["name"] for row in rest["rows"]], rest["next"]) == (["Buyer 4"], None)
    assert shop.codes("GET", "/catalogs/toy_buyer?limit=9999", status=422) == {"limit": "invalid"}
    assert shop.codes("GET", "/catalogs/toy_buyer?offset=3", status=422) == {"offset": "invalid"}
    assert shop.codes("GET", "/catalogs/toy_buyer?filter[x]=3", status=422)
    shop.get("/catalogs/toy_buyer?q=%ff", 400)


def test_rows_come_with_a_list_for_those_who_ask(shop):
    shop.post("/documents/toy_order", order())
    (bare,) = shop.get("/documents/toy_order")["rows"]
    assert "lines" not in bare
    (whole,) = shop.get("/documents/toy_order?with=lines")["rows"]
    assert whole["lines"][0]["quantity"] == "2"
    shop.get("/documents/toy_order?with=sides", 422)


def test_a_document_is_posted_again_and_unposted(shop):
    made = shop.post("/documents/toy_move", move(shop, 5, "50"), 201)
    path = f"/documents/toy_move/{made['id']}"
    first = shop.post(f"{path}/post")
    assert first["posted"] is True
    again = shop.post(f"{path}/post")
    assert again["posted"] is True
    rows = shop.get(f"{path}/movements")["rows"]
    assert {row["register"] for row in rows} == {"toy_stock", "toy_cost", "toy_price"}
    stock = next(row for row in rows if row["register"] == "toy_stock")
    assert (stock["quantity"], stock["thing"], stock["direction"]) == ("5", shop.thing["id"], 1)
    assert shop.codes("PATCH", path, {"comment": "x"}, 409) == {"": "posted"}
    assert shop.codes("DELETE", path, None, 409) == {"": "posted"}
    assert shop.post(f"{path}/unpost")["posted"] is False
    assert shop.get(f"{path}/movements")["rows"] == []
    assert shop.codes("POST", f"{path}/unpost", status=409) == {"": "not_posted"}


def test_a_document_is_posted_with_its_change_in_one_go(shop):
    made = shop.post("/documents/toy_move?post=true", move(shop, 5, "50"), 201)
    assert made["posted"] is True
    path = f"/documents/toy_move/{made['id']}"
    line = made["lines"][0] | {"quantity": "7"}
    shop.patch(f"{path}?post=true", {"lines": [line]})
    assert [row["quantity"] for row in shop.get("/registers/toy_stock/balance")["rows"]] == ["7"]
    shop.patch(f"{path}?post=maybe", {}, 422)
    shop.post("/catalogs/toy_good?post=true", {"name": "x"}, 422)


def test_a_refusal_of_posting_leaves_no_trace(shop):
    assert shop.codes("POST", "/documents/toy_move?post=true", move(shop, -1), 422) == {
        "": "toy_stock.shortage"
    }
    assert shop.get("/documents/toy_move")["rows"] == []
    made = shop.post("/documents/toy_move", move(shop, -1))
    told = shop.post(f"/documents/toy_move/{made['id']}/post", status=422)
    assert told["refusals"][0]["wanted"] == "1"
    assert told["refusals"][0]["available"] == "0"


def test_what_is_not_there_is_not_there(shop):
    nobody = uuid4()
    for method, path in (
        ("GET", "/catalogs/no_such"),
        ("GET", "/catalogs/toy_order"),
        ("GET", "/documents/toy_good"),
        ("GET", "/nothing"),
        ("GET", "/registers/toy_sales/balance"),
        ("GET", "/registers/toy_good/movements"),
        ("GET", "/facts/toy_stock"),
        ("GET", f"/catalogs/toy_good/{nobody}"),
        ("GET", "/catalogs/toy_good/1"),
        ("GET", "/catalogs/toy_good/%00"),
        ("POST", f"/documents/toy_order/{nobody}/post"),
        ("DELETE", f"/catalogs/toy_good/{nobody}"),
        ("GET", f"/documents/toy_order/{nobody}/movements"),
    ):
        told = shop.call(method, path, status=404)
        assert told.content_type == "application/problem+json", path
    shop.patch(f"/catalogs/toy_good/{nobody}", {}, 404)


def test_a_method_nobody_offers_is_told_apart(shop):
    answer = shop.call("DELETE", "/catalogs/toy_good", status=405)
    assert answer.headers["Allow"] == "GET, POST"
    assert answer.json["refusals"][0]["code"] == "method_not_allowed"


@pytest.mark.parametrize("body", ["[]", '"x"', "1", "null", "{", '{"a":1,"a":2}', '{"name": NaN}'])
def test_a_body_that_is_no_record_is_malformed(shop, body):
    shop.app.post(
        "/api/v1/catalogs/toy_good", body, headers=shop.headers, status=400,
        content_type="application/json",
    )  # fmt: skip


def test_only_json_is_taken(shop):
    shop.app.post("/api/v1/catalogs/toy_good", {"name": "x"}, headers=shop.headers, status=415)


def test_faults_name_their_places(shop):
    body = order(buyer="nobody", lines=[{"good": "tea", "quantity": 1.5}, {"good": 1}], x=1)
    assert shop.codes("POST", "/documents/toy_order", body, 422) == {
        "buyer": "unknown_reference",
        "lines.1.good": "invalid",
        "x": "unknown_field",
    }
    told = shop.post("/documents/toy_order", body, 422)
    assert "nobody" in {one.get("value") for one in told["refusals"]}


def test_rights_are_asked_for_by_kind_and_deed(shop, people_of=None):
    house = shop.house
    guest = program(house, "guest", (), shop.app)
    for method, path, body in (
        ("GET", "/catalogs/toy_good", None),
        ("POST", "/catalogs/toy_good", {"name": "x"}),
        ("PATCH", f"/catalogs/toy_good/{shop.tea['id']}", {}),
        ("DELETE", f"/catalogs/toy_good/{shop.tea['id']}", None),
        ("GET", "/registers/toy_stock/balance", None),
        ("POST", "/facts/toy_price", []),
    ):
        assert guest.codes(method, path, body, 403) == {"": "forbidden"}
    guest.headers["Authorization"] = "Bearer tp_wrong"
    guest.get("/catalogs/toy_good", 401)
    del guest.headers["Authorization"]
    answer = guest.call("GET", "/catalogs/toy_good", status=401)
    assert answer.headers["WWW-Authenticate"] == "Bearer"


def test_a_document_is_printed(shop):
    made = shop.post("/documents/toy_order", order())
    path = f"/documents/toy_order/{made['id']}/forms"
    assert [row["name"] for row in shop.get(path)["rows"]] == ["document"]
    paper = shop.call("GET", f"{path}/document.html?language=ru")
    assert paper.content_type == "text/html"
    assert "filename*=UTF-8''" in paper.headers["Content-Disposition"]
    assert "Чай" in paper.text
    assert shop.call("GET", f"{path}/document.docx").body.startswith(b"PK")
    assert shop.call("GET", f"{path}/document.pdf").body.startswith(b"%PDF")
    shop.get(f"{path}/document.exe", 404)
    shop.get(f"{path}/invoice.pdf", 404)
    shop.get(f"{path}/document.html?language=de", 422)
