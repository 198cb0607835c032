"""Closing dates as programs set them, with organisations to close apart."""

import pytest

from support.api import program
from support.trade import day


@pytest.fixture
def robot(shop):
    made = program(shop.house)
    made.shop = shop
    shop.item("tea")
    shop.add("organisation", code="02", name="Second", currency="RUB")
    return made


def receipt(robot, organisation, number=5):
    lines = [{"item": "tea", "quantity": "1", "price": "1"}]
    body = {"organisation": organisation, "warehouse": "01", "party": "S", "lines": lines}
    return {**body, "moment": day(number).isoformat()}


def test_an_organisation_is_closed_apart_and_the_refusal_names_day_and_remedy(robot):
    key = str(robot.shop.key("organisation", "01"))
    told = robot.post("/closing-dates", {"until": "2026-03-10", "scope": key}, 200)
    row = {"until": "2026-03-10T20:59:59.999999Z", "scope": key, "user": None}
    assert told["rows"] == [row] == robot.get("/closing-dates")["rows"]
    path = "/documents/goods_receipt?post=true"
    refused = robot.post(path, receipt(robot, "01"), 409)["refusals"][0]
    assert "10.03.2026" in refused["message"]
    assert refused["until"].startswith("2026-03-10")
    assert refused["remedy"]
    robot.post(path, receipt(robot, "02"), 201)
    robot.post("/closing-dates", {"until": None, "scope": key}, 200)
    robot.post(path, receipt(robot, "01"), 201)


def test_who_has_a_date_of_his_own_posts_before_everyones(robot):
    robot.post("/closing-dates", {"until": "2026-03-10"}, 200)
    robot.post("/closing-dates", {"until": "2026-03-01T00:00:00Z", "user": "robot"}, 200)
    assert [one["user"] for one in robot.get("/closing-dates")["rows"]] == [None, "robot"]
    robot.post("/documents/goods_receipt?post=true", receipt(robot, "01"), 201)
    other = program(robot.shop.house, "other", app=robot.app)
    other.post("/documents/goods_receipt?post=true", receipt(robot, "01"), 409)


@pytest.mark.parametrize(
    ("body", "path"),
    [
        ({}, "until"),
        ({"until": "soon"}, "until"),
        ({"until": "2026-02-31"}, "until"),
        ({"until": "2026-02-01", "user": "nobody"}, "user"),
        ({"until": "2026-02-01", "scope": "01a2067d-2b0f-790b-9bc2-5bc34cbba7d3"}, "scope"),
        ({"until": "2026-02-01", "scope": "x"}, "scope"),
        ({"until": "2026-02-01", "day": 1}, "day"),
    ],
)
def test_what_can_not_be_closed_is_refused_by_name(robot, body, path):
    assert robot.codes("POST", "/closing-dates", body, 422) == {path: "invalid"}


def test_a_day_in_an_address_is_one_of_the_companys_calendar(robot):
    late = {**receipt(robot, "01"), "moment": "2026-03-05T21:30:00Z"}  # the sixth in Moscow
    robot.post("/documents/goods_receipt?post=true", late, 201)
    for asked, found in (("2026-03-05", 0), ("2026-03-06", 1)):
        papers = robot.get(f"/documents/goods_receipt?filter[moment]={asked}")["rows"]
        assert len(papers) == found
        moved = robot.get(f"/registers/stock_on_hand/movements?from={asked}&to={asked}")["rows"]
        assert len(moved) == found
        card = robot.get(f"/reports/stock_card?from={asked}&to={asked}")["rows"]
        assert len(card) == found
