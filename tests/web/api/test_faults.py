"""Bad input and bad moments over REST: refused, told with record and remedy, nothing written."""

import json
from datetime import UTC, datetime
from uuid import uuid4

import pytest
from sqlalchemy import inspect

from support.api import program
from tradepost.core.posting.closing import close

JSON = "application/json"
SHIPMENT = "/documents/shipment"


@pytest.fixture
def trade(shop):
    """The shop with ten teas bought, a draft that lacks goods, and one in a closed month."""
    shop.item("Tea")
    shop.paper("goods_receipt", datetime(2026, 3, 2, tzinfo=UTC), **paper("S", 10, number="R-1"))
    shop.short = shop.draft("shipment", datetime(2026, 3, 5, tzinfo=UTC), **paper("C", 11))
    shop.late = shop.draft("shipment", datetime(2026, 2, 5, tzinfo=UTC), **paper("C", 1))
    with shop.house.work() as work:
        close(work, datetime(2026, 2, 28, tzinfo=UTC))
    shop.boss = program(shop.house)
    shop.guest = program(shop.house, "guest", (), shop.boss.app)
    return shop


def paper(party, quantity, price="10", **more):
    line = {"item": "Tea", "quantity": quantity, "price": price}
    return {"organisation": "01", "warehouse": "01", "party": party, "lines": [line], **more}


def counted(house):
    """How many rows each table has, the audit of denials aside."""
    with house.engine.connect() as connection:
        tables = [one for one in inspect(connection).get_table_names() if "audit" not in one]
        asked = (f'SELECT COUNT(*) FROM "{one}"' for one in tables)
        return {
            t: connection.exec_driver_sql(q).scalar() for t, q in zip(tables, asked, strict=True)
        }


def sent(**data):
    return json.dumps(paper("C", "1") | data).encode()


FAULTS = {
    # name: (method, path, body, status, code, what the message names)
    "shortage": ("POST", f"{SHIPMENT}/{{short}}/post", b"", 422, "stock.shortage", "Tea"),
    "shortage at once": (
        "POST", f"{SHIPMENT}?post=true", json.dumps(paper("C", "11")).encode(), 422,
        "stock.shortage", "Tea",
    ),
    "closed period": ("POST", f"{SHIPMENT}/{{late}}/post", b"", 409, "closed_period", "2026"),
    "duplicate number": (
        "POST", "/documents/goods_receipt",
        json.dumps(paper("S", "1", number="R-1", moment="2026-03-09T09:00:00Z")).encode(), 409,
        "duplicate_number", "R-1",
    ),
    "unknown reference": (
        "POST", SHIPMENT, sent(party="nobody"), 422, "unknown_reference", "nobody",
    ),
    "a key that nobody has": (
        "POST", SHIPMENT, sent(party=str(uuid4())), 422, "unknown_reference", "-",
    ),
    "stale version": ("PATCH", f"{SHIPMENT}/{{short}}", b'{"comment": "x"}', 409, "stale_version", ""),
    "malformed JSON": ("POST", SHIPMENT, b'{"lines": [', 400, "malformed", "JSON"),
    "no JSON object": ("POST", SHIPMENT, b"[1]", 400, "malformed", ""),
    "a name twice": ("POST", SHIPMENT, b'{"comment": "", "comment": ""}', 400, "malformed", "comment"),
    "NaN": ("POST", SHIPMENT, b'{"lines": [{"quantity": NaN}]}', 400, "malformed", "NaN"),
    "NaN as text": (
        "POST", SHIPMENT, sent(lines=[{"item": "Tea", "quantity": "NaN"}]), 422, "invalid", "NaN",
    ),
    "a huge number": (
        "POST", SHIPMENT, sent(lines=[{"item": "Tea", "quantity": "9" * 30}]), 422, "invalid", "999",
    ),
    "a huge exponent": (
        "POST", SHIPMENT, b'{"lines": [{"item": "Tea", "quantity": 1e999999999}]}', 422, "invalid",
        "1e999999999",
    ),
    "a number of a million digits": (
        "POST", SHIPMENT, b'{"lines": [{"item": "Tea", "quantity": ' + b"9" * 10**6 + b"}]}", 422,
        "invalid", "999",
    ),
    "wrong encoding": (
        "POST", SHIPMENT, '{"comment": "Чай"}'.encode("cp1251"), 400, "malformed", "UTF-8",
    ),
    "a null in text": ("POST", SHIPMENT, sent(comment="a\0b"), 422, "invalid", ""),
    "deep nesting": ("POST", SHIPMENT, b"[" * 100_000 + b"]" * 100_000, 400, "malformed", ""),
    "deep nesting in a field": (
        "POST", SHIPMENT, b'{"comment": ' + b"[" * 50 + b"]" * 50 + b"}", 400, "malformed", "",
    ),
    "a long body": ("POST", SHIPMENT, b'{"comment": "' + b"x" * (17 << 20) + b'"}', 413, "too_large", ""),
    "a longer body": ("POST", SHIPMENT, b'{"comment": "' + b"x" * (33 << 20) + b'"}', 413, "too_large", ""),
    "unknown field": ("POST", SHIPMENT, sent(colour="red"), 422, "unknown_field", "colour"),
    "unknown record": ("POST", f"{SHIPMENT}/{uuid4()}/post", b"", 404, "unknown", ""),
    "unknown kind": ("POST", "/documents/spaceship", b"{}", 404, "unknown", ""),
}  # fmt: skip


@pytest.mark.parametrize("fault", FAULTS)
def test_what_is_wrong_is_refused_and_nothing_is_written(trade, fault):
    method, path, body, status, code, named = FAULTS[fault]
    headers = {"If-Match": '"7"'} if fault == "stale version" else {}
    path = path.format(short=trade.short, late=trade.late)
    told = refused(trade, trade.boss, method, path, body, status, headers=headers)
    assert code in [one["code"] for one in told]
    found = [f"{one['message']} {one.get('value')}" for one in told if one["code"] == code]
    assert any(named in one for one in found), found


def test_who_has_no_right_is_refused_and_nothing_is_written(trade):
    body = json.dumps(paper("C", "1")).encode()
    (told,) = refused(trade, trade.guest, "POST", SHIPMENT, body, 403)
    assert told["code"] == "forbidden"
    path = f"{SHIPMENT}/{trade.short}/post"
    assert refused(trade, trade.guest, "POST", path, b"", 403)[0]["code"] == "forbidden"
    trade.guest.headers["Authorization"] = "Bearer tp_wrong"
    refused(trade, trade.guest, "POST", path, b"", 401)


def test_another_content_type_is_refused_and_nothing_is_written(trade):
    for kind in ("text/plain", "application/xml", "application/x-www-form-urlencoded"):
        refused(trade, trade.boss, "POST", SHIPMENT, sent(), 415, kind=kind)


def refused(trade, who, method, path, body, status, *, kind=JSON, headers=None):
    """The refusals of a call; they name a remedy, and the base is as it was."""
    before = counted(trade.house)
    do = getattr(who.app, method.lower())
    answer = do(
        f"/api/v1{path}", body, content_type=kind, status="*",
        headers=who.headers | (headers or {}),
    )  # fmt: skip
    assert (answer.status_int, answer.content_type) == (status, "application/problem+json")
    assert counted(trade.house) == before
    told = answer.json["refusals"]
    assert all(one["message"] for one in told)
    assert all(one["remedy"] for one in told), told
    return told
