"""Undo: the word that tells of a deed carries the way back, by the same rights and versions."""

from urllib.parse import quote

import pytest

from support.back_office import Sheet


@pytest.fixture
def moved(office):
    place, thing = office.save("toy_place", name="Main"), office.save("toy_thing", name="Axe")
    sheet = Sheet(place=str(place)).row(thing=str(thing), quantity="5", amount="10")
    answer = office.send("/documents/toy_move/new", sheet.do("post"))
    office.path = answer.headers["HX-Redirect"]
    office.key = office.path.rpartition("/")[2]
    return office


def undo_on(page):
    found = page.html.select("#toasts [name=undo]")
    return found[0]["value"] if found else None


def do(office, action):
    version = office.get(office.path).html.select("[name=_version]")[0]["value"]
    office.send(office.path, [("_version", version), ("_do", action)])
    return undo_on(office.get(office.path))


def take_back(office, undo, status=303):
    return office.send("/undo", {"undo": undo}, status, part=False)


def test_what_was_posted_is_unposted_and_posted_again(moved):
    undo = undo_on(moved.get(moved.path))
    assert take_back(moved, undo).location.endswith(moved.path)
    assert not moved.read("toy_move", moved.key).posted
    assert "Posting undone" in moved.get(moved.path).html.select("#toasts")[0].text
    moved.send(moved.path, [("_version", "3"), ("_do", "mark")])
    assert moved.read("toy_move", moved.key).deleted


def test_unposting_and_marking_are_taken_back(moved):
    undo = do(moved, "unpost")
    take_back(moved, undo)
    assert moved.read("toy_move", moved.key).posted
    do(moved, "unpost")
    undo = do(moved, "mark")
    take_back(moved, undo)
    assert not moved.read("toy_move", moved.key).deleted


def test_it_is_told_once(moved):
    assert undo_on(moved.get(moved.path))
    assert undo_on(moved.get(moved.path)) is None


def test_what_somebody_has_changed_meanwhile_is_not_undone(moved):
    undo = undo_on(moved.get(moved.path))
    do(moved, "unpost")
    take_back(moved, undo, 409)


def test_whoever_may_not_do_it_by_hand_may_not_by_undo(moved, visitor):
    undo = undo_on(moved.get(moved.path))
    visitor.user("reader", "toy_move.read")
    visitor.sign_in("reader")
    take_back(visitor, undo, 403)
    assert moved.read("toy_move", moved.key).posted


def test_a_forged_undo_does_nothing(moved):
    undo = undo_on(moved.get(moved.path))
    moved.app.post("/undo", {"undo": undo}, status=403)
    assert moved.read("toy_move", moved.key).posted


@pytest.mark.parametrize(
    "undo",
    [
        "",
        "[]",
        "null",
        quote('["no_such", {}]'),
        quote('["mark", {"kind": "no_such", "id": "x"}]'),
        quote('["mark", {"kind": "toy_move", "id": "x", "version": 1}]'),
        quote('["mark", {"kind": ["toy_move"]}]'),
        quote('["file", {"id": "x"}]'),
        "x" * 5000,
    ],
)
def test_what_nobody_of_us_has_written_is_nothing(moved, undo):
    take_back(moved, undo, 404)
