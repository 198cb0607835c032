"""Generated forms: opened, worked out while one types, saved, refused."""

from decimal import Decimal as D
from uuid import UUID

import pytest

from support.back_office import Sheet, cell_of, rows_of, value_of
from tradepost.core.database.ids import new_id

NEW = "/documents/toy_order/new"


@pytest.fixture
def shop(office):
    office.tea = office.save("toy_good", name="Tea", code="tea", sku="T-1", price="2.5")
    office.cup = office.save(
        "toy_good", name="Tea cup", code="cup", price="10",
        codes=[{"code": "4600000000017"}],
    )  # fmt: skip
    office.ann = office.save("toy_buyer", name="Ann", code="ann")
    return office


def order(shop, *rows, **facts):
    with_rows = Sheet(buyer=str(shop.ann), **facts)
    for row in rows:
        with_rows.row(**row)
    return with_rows


def worked_out(shop, sheet, path=NEW, **more):
    return shop.send(f"{path}/recalculate", sheet.do("", **more), status=200)


def cell(answer, key, name):
    return cell_of(answer, key, name)[0]


def test_a_new_form_opens_filled_in_with_one_empty_row(shop):
    page = shop.get(NEW)
    assert page.html.select("#f-moment")[0]["value"] == "2026-03-31 15:00"
    assert page.html.select("#f-moment")[0]["name"] == "moment~"
    assert len(page.html.select("#rows-lines tr")) == 1
    assert not page.html.select("[name=posted]")


def test_a_row_is_looked_up_and_worked_out_while_one_types(shop):
    key = str(new_id())
    sheet = order(shop).row(key, good_text="tea", quantity="3")
    answer = worked_out(shop, sheet)
    assert cell(answer, key, "good") == "Tea"
    assert cell_of(answer, key, "good")[1] == str(shop.tea)
    assert cell(answer, key, "price") == "2.50"
    assert cell(answer, key, "amount") == "7.50"
    assert value_of(answer, "#f-amount") == "7.50"
    assert cell_of(answer, key, "price")[2] == "~"
    assert list(rows_of(answer)) == [key]
    assert not answer.html.select("#rows-lines tr")  # they are drawn already, and stay


@pytest.mark.parametrize("typed", ["cup", "4600000000017", "tea cup", "CUP"])
def test_a_good_is_known_by_code_barcode_and_name(shop, typed):
    key = str(new_id())
    answer = worked_out(shop, order(shop).row(key, good_text=typed, quantity="1"))
    assert cell(answer, key, "good") == "Tea cup"


def test_an_unknown_code_is_told_at_its_field_and_the_rest_goes_on(shop):
    wrong, right = str(new_id()), str(new_id())
    sheet = (
        order(shop)
        .row(wrong, good_text="zzz", quantity="1")
        .row(right, good_text="tea", quantity="2")
    )
    answer = worked_out(shop, sheet)
    text, key, _mark, fault = cell_of(answer, wrong, "good")
    assert (text, key) == ("zzz", "")
    assert "zzz" in fault
    assert cell(answer, right, "amount") == "5.00"


def test_what_can_not_be_read_stays_as_it_was_typed(shop):
    key = str(new_id())
    answer = worked_out(
        shop, order(shop, due_on="soon").row(key, good_text="tea", quantity="many")
    )
    assert cell(answer, key, "quantity") == "many"
    assert value_of(answer, "#f-due_on") == "soon"
    assert "not a day" in answer.html.select("#f-due_on-fault")[0].text


def test_what_the_house_filled_in_is_worked_out_anew(shop):
    key = str(new_id())
    sheet = order(shop).row(key, good=str(shop.cup), quantity="1", price_filled="2.50")
    assert cell(worked_out(shop, sheet), key, "price") == "10.00"
    typed = order(shop).row(key, good=str(shop.cup), quantity="1", price="9,99")
    answer = worked_out(shop, typed)
    assert cell(answer, key, "price") == "9.99"
    assert cell_of(answer, key, "price")[2] == ""


def test_a_row_that_names_another_thing_loses_its_price_but_not_its_quantity(shop):
    key = str(new_id())
    sheet = order(shop).row(key, good=str(shop.cup), quantity="7", price="2.50")
    answer = worked_out(shop, sheet, changed=f"lines.{key}.good")
    assert (cell(answer, key, "price"), cell(answer, key, "quantity")) == ("10.00", "7")


def test_working_out_keeps_nothing(shop):
    worked_out(shop, order(shop, {"good_text": "tea", "quantity": "1"}))
    assert not shop.part("/documents/toy_order").html.select("tr[data-href]")


def test_saving_writes_what_was_typed_and_opens_the_record(shop):
    sheet = order(
        shop, {"good_text": "tea", "quantity": "1 000,5"}, due_on="05.04.2026", comment="Soon"
    )
    answer = shop.send(NEW, sheet.do("save"))
    path = answer.headers["HX-Redirect"]
    made = shop.read("toy_order", path.rpartition("/")[2])
    assert (made.lines[0].quantity, made.amount) == (D("1000.5"), D("2501.25"))
    assert (made.due_on.isoformat(), made.comment, made.posted) == ("2026-04-05", "Soon", False)
    page = shop.get(path)
    assert page.html.h1.text.startswith("Order No. 000001")
    assert "Saved: Order No. 000001" in page.html.select("[data-toast]")[0].text
    assert not shop.get(path).html.select("[data-toast]")  # it is said once


def test_a_record_is_saved_once_however_often_the_form_is_sent(shop):
    sent = order(shop, {"good_text": "tea", "quantity": "1"}).do("save")
    first, again = (shop.send(NEW, sent).headers["HX-Redirect"] for _ in range(2))
    assert first == again


def test_saving_and_closing_goes_to_the_list(shop):
    answer = shop.send(NEW, order(shop, {"good_text": "tea", "quantity": "1"}).do("save_close"))
    assert answer.headers["HX-Redirect"] == "/documents/toy_order"


def test_without_scripts_a_form_is_saved_too(shop):
    sent = order(shop, {"good_text": "tea", "quantity": "1"}).do("save")
    assert "/documents/toy_order/" in shop.send(NEW, sent, status=303, part=False).location


def test_a_refusal_is_told_at_the_field_and_in_a_list_that_leads_to_it(shop):
    sheet = Sheet(comment="kept").row(good_text="tea", quantity="1")
    answer = shop.send(NEW, sheet.do("save"), status=422)
    [jump] = answer.html.select("#complaints a")
    field = answer.html.select(f"#{jump['data-jump']}")[0]
    assert (field["id"], field["aria-invalid"]) == ("f-buyer", "true")
    assert "Buyer is missing" in jump.text
    assert value_of(answer, "#f-comment") == "kept"
    assert not shop.part("/documents/toy_order").html.select("tr[data-href]")


def test_a_refusal_inside_a_row_finds_its_row(shop):
    empty, bad = str(new_id()), str(new_id())
    sheet = order(shop).row(empty).row(bad, quantity="1")
    answer = shop.send(NEW, sheet.do("save"), status=422)
    assert answer.html.select("#complaints a")[0]["data-jump"] == f"f-lines-{bad}-good"


def test_empty_rows_are_not_kept(shop):
    sheet = order(shop, {}, {"good_text": "tea", "quantity": "1"}, {})
    path = shop.send(NEW, sheet.do("save")).headers["HX-Redirect"]
    assert len(shop.read("toy_order", path.rpartition("/")[2]).lines) == 1


@pytest.fixture
def saved(shop):
    shop.row = str(new_id())
    sheet = order(shop).row(shop.row, good_text="tea", quantity="3")
    shop.path = shop.send(NEW, sheet.do("save")).headers["HX-Redirect"]
    shop.key = shop.path.rpartition("/")[2]
    return shop


def test_a_change_of_a_row_leaves_its_key(saved):
    sheet = order(saved).row(saved.row, good=str(saved.tea), quantity="4", price="2.50")
    saved.send(saved.path, sheet.do("save", version="1"))
    made = saved.read("toy_order", saved.key)
    assert [(line.id, line.amount) for line in made.lines] == [(UUID(saved.row), D(10))]


def test_rows_are_put_in_order_and_removed(saved):
    new = str(new_id())
    sheet = (
        order(saved)
        .row(new, good_text="cup", quantity="1")
        .row(saved.row, good=str(saved.tea), quantity="3")
    )
    saved.send(saved.path, sheet.do("save", version="1"))
    assert [str(line.id) for line in saved.read("toy_order", saved.key).lines] == [new, saved.row]
    saved.send(saved.path, order(saved).do("save", version="2"))
    assert saved.read("toy_order", saved.key).lines == []


def test_the_moment_keeps_its_seconds_when_nobody_touched_it(saved):
    from datetime import UTC, datetime

    moment = datetime(2026, 3, 2, 9, 15, 42, 7, tzinfo=UTC)
    key = saved.save("toy_order", buyer=str(saved.ann), moment=moment)
    page = saved.get(f"/documents/toy_order/{key}")
    shown = value_of(page, "#f-moment")
    sheet = order(saved, moment=shown, comment="x")
    saved.send(f"/documents/toy_order/{key}", sheet.do("save", version="1"))
    assert saved.read("toy_order", key).moment == moment
    sheet = order(saved, moment="2026-03-02 12:20")
    saved.send(f"/documents/toy_order/{key}", sheet.do("save", version="2"))
    assert saved.read("toy_order", key).moment == datetime(2026, 3, 2, 9, 20, tzinfo=UTC)


def test_whoever_comes_second_learns_of_it_and_loses_nothing(saved):
    saved.send(saved.path, order(saved, comment="first").do("save", version="1"))
    answer = saved.send(
        saved.path, order(saved, comment="second").do("save", version="1"), status=409
    )
    assert "changed by somebody else" in answer.html.select("#complaints")[0].text
    assert value_of(answer, "#f-comment") == "second"
    assert value_of(answer, "[name=_version]") == "1"
    assert saved.read("toy_order", saved.key).comment == "first"


def test_a_copy_begins_a_new_record(saved):
    page = saved.get(f"/documents/toy_order/new?copy={saved.key}")
    assert value_of(page, "#f-buyer") == "Ann"
    assert len(page.html.select("#rows-lines tr")) == 2
    assert saved.row not in page.text
    assert page.html.select("#f-number")[0]["value"] == ""


def test_marking_takes_the_record_out_of_use_and_back(saved):
    saved.send(saved.path, order(saved).do("mark", version="1"))
    page = saved.get(saved.path)
    assert "Marked for deletion" in page.html.h1.parent.text
    assert not page.html.select("button[value=save]")
    saved.send(saved.path, order(saved).do("unmark", version="2"))
    assert saved.get(saved.path).html.select("button[value=save]")


def test_a_card_shows_fields_that_plugins_add(shop):
    path = f"/catalogs/toy_good/{shop.tea}"
    page = shop.get(path)
    assert page.html.select("#f-shelf_days") and page.html.select("#f-fragile")
    fields = [("_version", "1"), ("shelf_days", "30"), ("fragile", "false"), ("fragile", "true")]
    shop.send(path, [*fields, ("_do", "save")])
    page = shop.get(path)
    assert value_of(page, "#f-shelf_days") == "30"
    assert page.html.select("#f-fragile")[0].has_attr("checked")


def test_tables_of_names_and_values_are_typed_line_by_line(shop):
    path = f"/catalogs/toy_good/{shop.tea}"
    shop.send(path, [("_version", "1"), ("values", "colour: green\nsize: L"), ("_do", "save")])
    assert shop.read("toy_good", shop.tea).values == {"colour": "green", "size": "L"}
    assert value_of(shop.get(path), "#f-values") == "colour: green\nsize: L"
    shop.send(path, [("_version", "2"), ("values", "no colon"), ("_do", "save")], status=422)


# --- posting --------------------------------------------------------------------------------


@pytest.fixture
def store(office):
    office.thing = office.save("toy_thing", name="Thing", code="thing")
    office.place = office.save("toy_place", name="Main", code="main")
    return office


def move(store, quantity, **more):
    return Sheet(place=str(store.place)).row(
        thing=str(store.thing), quantity=quantity, amount="10", **more
    )


def test_posting_and_closing_writes_the_movements(store):
    answer = store.send("/documents/toy_move/new", move(store, "5").do("post_close"))
    assert answer.headers["HX-Redirect"] == "/documents/toy_move"
    page = store.get("/documents/toy_move")
    assert page.html.select("tbody .tp-state")[0].text.strip() == "Posted"
    key = page.html.select("tbody tr")[0]["data-href"]
    panel = store.part(f"{key}/panel/movements")
    assert [one.text.split()[0] for one in panel.html.select("h3")] == ["Stock", "Cost", "Price"]


def test_a_shortage_is_told_and_nothing_is_written(store):
    answer = store.send("/documents/toy_move/new", move(store, "-5").do("post"), status=422)
    assert "Not enough" in answer.html.select("#complaints")[0].text
    assert not store.part("/documents/toy_move").html.select("tr[data-href]")


@pytest.fixture
def posted(store):
    store.path = store.send("/documents/toy_move/new", move(store, "5").do("post")).headers[
        "HX-Redirect"
    ]
    store.key = store.path.rpartition("/")[2]
    store.version = str(store.read("toy_move", store.key).version)
    store.row = str(store.read("toy_move", store.key).lines[0].id)
    return store


def test_saving_a_posted_document_posts_it_again(posted):
    sheet = Sheet(place=str(posted.place)).row(
        posted.row, thing=str(posted.thing), quantity="8", amount="10"
    )
    posted.send(posted.path, sheet.do("save", version=posted.version))
    assert posted.read("toy_move", posted.key).posted
    panel = posted.part(f"{posted.path}/panel/movements")
    assert "8" in [one.text.strip() for one in panel.html.select("td.tp-number")]


def test_posting_is_undone(posted):
    posted.send(posted.path, [("_version", posted.version), ("_do", "unpost")])
    assert not posted.read("toy_move", posted.key).posted
    assert "No movements" in posted.part(f"{posted.path}/panel/movements").text


def test_who_may_not_post_sees_a_posted_document_but_can_not_change_it(posted):
    posted.user(
        "clerk",
        "toy_move.read",
        "toy_move.edit",
        "toy_move.create",
        "toy_place.read",
        "toy_thing.read",
    )
    posted.send("/sign-out", {}, status=303, part=False)
    posted.sign_in("clerk")
    page = posted.get(posted.path)
    assert not page.html.select("button[value^=save], button[value^=post]")
    assert page.html.select("#f-place")[0].has_attr("readonly")
    posted.send(
        posted.path, [("_version", posted.version), ("comment", "x"), ("_do", "save")], status=403
    )
    assert not posted.get("/documents/toy_move/new").html.select("button[value^=post]")
    sent = move(posted, "1").do("post")
    posted.send("/documents/toy_move/new", sent, status=403)


RIGHTS = [
    ("GET", "/catalogs/toy_good"),
    ("GET", "/catalogs/toy_good/new"),
    ("GET", "/documents/toy_move/{key}"),
    ("GET", "/documents/toy_move/{key}/panel/movements"),
    ("GET", "/documents/toy_move/{key}/panel/links"),
    ("GET", "/documents/toy_move/{key}/panels"),
    ("GET", "/documents/toy_move/{key}/print/document.html"),
    ("GET", "/pick/toy_good"),
    ("GET", "/reports/toy_stock_balance"),
    ("GET", "/reports/toy_stock_balance.xlsx"),
    ("GET", "/reports/toy_stock_balance/behind?figure=quantity"),
    ("POST", "/documents/toy_move/{key}"),
    ("POST", "/documents/toy_move/{key}/recalculate"),
    ("POST", "/documents/toy_move/new"),
]


@pytest.mark.parametrize(("method", "path"), RIGHTS)
def test_each_door_asks_for_its_right(posted, method, path):
    posted.user("nobody")
    posted.send("/sign-out", {}, status=303, part=False)
    posted.sign_in("nobody")
    path = path.format(key=posted.key)
    if method == "GET":
        posted.get(path, 403)
    else:
        posted.send(path, [("_do", "save"), ("_version", posted.version)], status=403)


def test_a_form_without_its_token_is_not_taken(posted):
    posted.app.post(posted.path, [("_do", "unpost")], status=403)


def test_choices_are_those_of_the_words_and_of_the_neighbours(shop):
    found = shop.part("/pick/toy_good?q=cup").html.select("li[data-key]")
    assert [(one["data-key"], one["data-text"]) for one in found] == [(str(shop.cup), "Tea cup")]
    assert len(shop.part("/pick/toy_good?q=tea").html.select("li[data-key]")) == 2
    either = shop.part("/pick/toy_good,toy_buyer?q=").html.select("li[data-key]")
    assert {"Tea", "Ann"} <= {one.get_text(" ", strip=True).split()[0] for one in either}
    service = shop.part("/pick/toy_good?q=tea&filter[kind]=service")
    assert "Nothing found" in service.text


def test_opening_a_form_takes_as_many_statements_for_many_rows_as_for_few(shop):
    few, many = (
        shop.save("toy_order", buyer=str(shop.ann), lines=[{"good": "tea", "quantity": "1"}] * n)
        for n in (2, 60)
    )
    counts = []
    for key in (few, few, many):  # the first one keeps where the person has been
        with shop.statements() as sent:
            shop.get(f"/documents/toy_order/{key}")
        counts.append(len(sent))
    assert counts[1] == counts[2] <= 20


def test_the_history_of_a_record_is_told_in_words(saved):
    sheet = order(saved, comment="Soon").row(
        saved.row, good=str(saved.tea), quantity="4", price="2.50"
    )
    saved.send(saved.path, sheet.do("save", version="1"))
    panel = saved.part(f"{saved.path}/panel/history")
    last, first = panel.html.select(".tp-timeline > li")
    assert first.select(".tp-strong")[0].text == "Entered"
    told = [one.get_text(" ", strip=True) for one in last.select(".tp-changes li")]
    assert "Amount: 7.50 → 10.00" in told
    assert "Comment: Soon Put back Comment: –" in told
    row = last.select(".tp-row-changed")[0].get_text(" ", strip=True)
    assert row == "Row changed: Tea Amount: 7.50 → 10.00 Quantity: 3 → 4"


def test_the_audit_is_searched_by_person_and_kind(saved):
    page = saved.get("/administration/audit?kind=toy_order&user=boss")
    rows = page.html.select("tbody tr")
    assert len(rows) == 1
    assert rows[0].select("a")[0]["href"] == saved.path
    assert not saved.get("/administration/audit?user=nobody").html.select("tbody tr")


def test_after_a_refusal_faults_are_told_while_they_are_mended(shop):
    key = str(new_id())
    sheet = Sheet().row(key, good_text="tea")
    refused = shop.send(NEW, sheet.do("save"), status=422)
    assert len(refused.html.select("#complaints li")) == 2
    assert value_of(refused, "[name=_tried]") == "1"
    sheet = order(shop).row(key, good_text="tea", quantity="soon")
    answer = worked_out(shop, sheet, tried="1")
    told = [one.get_text(strip=True) for one in answer.html.select("#complaints li a")]
    assert len(told) == 1
    assert "soon" in told[0]
    sheet = order(shop).row(key, good_text="tea", quantity="1")
    assert not worked_out(shop, sheet, tried="1").html.select("#complaints li")
