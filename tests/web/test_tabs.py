"""Tabs of a form that plugins add by declaration alone: fields, and rows with a grid."""

import pytest

from support.back_office import Office, Sheet, value_of
from tradepost.core.database.ids import new_id


@pytest.fixture
def office(tabbed):
    made = Office(tabbed)
    made.user("boss", roles=["administrator"])
    made.sign_in("boss")
    made.axe = made.save("toy_good", name="Axe", code="axe")
    made.grip = made.save("toy_good", name="Grip", code="grip")
    made.ann = made.save("toy_buyer", name="Ann")
    made.path = f"/catalogs/toy_good/{made.axe}"
    return made


def tabs(page):
    return [one.get_text(" ", strip=True) for one in page.html.select("[role=tab]")]


def test_fields_and_rows_of_another_plugin_stand_in_tabs_of_their_own(office):
    page = office.get(office.path)
    assert tabs(page) == ["Codes", "Movements", "Posted"]
    inside = page.html.select("#part-tab0 .tp-input")
    assert {one["id"] for one in inside} == {"f-warranty_until", "f-warrantor"}
    assert page.html.select("#part-spare_parts [data-pick-open]")


def test_what_stands_in_them_is_saved_read_and_remembered(office):
    key = str(new_id())
    fields = [
        ("_version", "1"), ("warranty_until", "2027-01-01"), ("warrantor", str(office.ann)),
        ("_part", "spare_parts"), ("_row", f"spare_parts.{key}"),
        (f"spare_parts.{key}.good:text", "grip"), (f"spare_parts.{key}.quantity", "2"),
    ]  # fmt: skip
    office.send(office.path, [*fields, ("_do", "save")])
    page = office.get(office.path)
    assert value_of(page, "#f-warranty_until") == "2027-01-01"
    assert value_of(page, f"#f-spare_parts-{key}-good") == "Grip"
    assert tabs(page) == ["Codes", "Movements 1", "Posted 2"]
    panel = office.part(f"{office.path}/panel/history").text
    assert "2027-01-01" in panel


def test_a_fault_in_a_tab_is_counted_on_it(office):
    fields = [("_version", "1"), ("warranty_until", "some day"), ("_do", "save")]
    page = office.send(office.path, fields, status=422)
    assert tabs(page)[-1] == "Posted 1"
    assert page.html.select(".tp-count-bad")
    assert page.html.select("[data-jump=f-warranty_until]")


def test_rest_speaks_of_them_too(office):
    from tradepost.core.records.wire import to_wire
    from tradepost.core.records.write import save

    with office.house.work() as work:
        rows = [{"good": str(office.grip), "quantity": "3"}]
        record = save(
            work, "toy_good", {"name": "Saw", "warranty_until": "2027-02-02", "spare_parts": rows}
        )
        plain = to_wire(work, record)
    assert plain["warranty_until"] == "2027-02-02"
    assert plain["spare_parts"][0]["quantity"] == "3"


def test_without_the_plugin_there_is_no_tab_and_nothing_breaks(toy):
    office = Office(toy)
    office.user("boss", roles=["administrator"])
    office.sign_in("boss")
    key = office.save("toy_good", name="Axe")
    assert tabs(office.get(f"/catalogs/toy_good/{key}")) == []
    sheet = Sheet(name="Axe").do("save", version="1")
    office.send(f"/catalogs/toy_good/{key}", [one for one in sheet if one[0] != "_part"])
