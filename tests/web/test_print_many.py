"""Papers of many records: chosen in a list, made at once or in the background, fetched, stopped."""

import io
import re
import zipfile

import pytest

from tradepost.core.access.users import Users
from tradepost.core.exports import Export
from tradepost.core.jobs import run_due
from tradepost.core.printing import batches

LIST = "/documents/toy_order"


@pytest.fixture
def shop(office):
    ann = office.save("toy_buyer", name="Ann", code="ann")
    tea = office.save("toy_good", name="Tea", code="tea", price="2.5")
    office.add = lambda n: office.save(
        "toy_order", buyer=str(ann), lines=[{"good": str(tea), "quantity": str(n)}]
    )
    office.keys = [office.add(n) for n in (1, 2)]
    return office


@pytest.fixture
def many(shop):
    shop.keys += [shop.add(n) for n in range(3, 14)]
    return shop


def ask(shop, status=303, **fields):
    given = {"keys": ",".join(map(str, shop.keys)), "form": "document", "media": "pdf"}
    return shop.send("/print/toy_order", {**given, **fields}, status=status, part=False)


def ordered(shop, **fields):
    """The page of the file that is being made."""
    return ask(shop, **fields).headers["Location"].partition("localhost")[2].lstrip(":0123456789")


# --- few: at once --------------------------------------------------------------------------


def test_many_are_printed_from_a_list_in_one_file(shop):
    ids = ",".join(map(str, shop.keys))
    made = shop.send("/print/toy_order/document.pdf", {"ids": ids}, status=200, part=False)
    assert made.content_type == "application/pdf"
    both = [("ids", str(shop.keys[1])), ("ids", str(shop.keys[0]))]
    made = shop.send("/print/toy_order/document.docx", both, status=200, part=False)
    names = zipfile.ZipFile(io.BytesIO(made.body)).namelist()
    assert [one.split()[0] for one in names] == ["001", "002"]
    assert "000002" in names[0]


def test_a_set_of_papers_is_printed_in_one_go(shop):
    sent = {"ids": str(shop.keys[0]), "form": "document"}
    assert shop.send("/print/toy_order/-.pdf", sent, status=200, part=False).body[:4] == b"%PDF"


@pytest.mark.parametrize(
    ("path", "fields", "status"),
    [
        ("/print/toy_order/document.pdf", {"ids": ""}, 422),
        ("/print/toy_order/document.pdf", {"ids": "x"}, 422),
        ("/print/toy_order/no_such.pdf", {"ids": "{key}"}, 404),
        ("/print/no_such/document.pdf", {"ids": "{key}"}, 404),
        ("/print/toy_good/document.pdf", {"ids": "{key}"}, 404),
    ],
)
def test_what_can_not_be_printed_is_refused(shop, path, fields, status):
    fields = {name: one.format(key=shop.keys[0]) for name, one in fields.items()}
    shop.send(path, fields, status=status, part=False)


# --- chosen in a list ----------------------------------------------------------------------


def test_the_list_leads_to_a_page_that_asks_what_is_to_be_printed(shop):
    assert shop.get(LIST).html.select_one("#list-selected form[action='/print/toy_order']")
    page = shop.send("/print/toy_order", {"keys": str(shop.keys[0])}, status=200, part=False)
    assert page.html.select_one("#form-document").has_attr("checked")
    assert page.html.select_one("input[name=keys]")["value"] == str(shop.keys[0])
    assert "1 record is chosen" in page.text
    assert ask(shop, 200).content_type == "application/pdf"


def test_all_that_fit_are_printed_in_the_order_of_the_list(shop):
    given = {"keys": "", "all": "1", "at": "sort=-number", "media": "docx"}
    names = zipfile.ZipFile(io.BytesIO(ask(shop, 200, **given).body)).namelist()
    assert [re.search(r"0000\d\d", one)[0] for one in names] == ["000002", "000001"]


@pytest.mark.parametrize(
    "fields",
    [
        {"keys": ""},
        {"keys": "x"},
        {"media": "exe"},
        {"copies": "0"},
        {"language": "xx"},
        {"form": ""},
    ],
)
def test_nonsense_is_refused(shop, fields):
    ask(shop, 422 if fields != {"form": ""} else 404, **fields)


def test_a_list_of_what_has_no_papers_offers_none(shop):
    assert not shop.get("/catalogs/toy_good").html.select("form[action^='/print/']")


# --- many: in the background ---------------------------------------------------------------


def test_many_papers_are_made_in_the_background_with_progress_and_a_notice(many):
    page = ordered(many)
    assert "are being made" in many.get(page).text
    run_due(many.house, limit=1)
    bar = many.get(page).html.select_one("#export progress")
    assert (bar["value"], bar["max"]) == ("10", "13")
    assert many.get("/me/work").html.select("progress")
    run_due(many.house)
    ready = many.get(page)
    assert "The file is ready" in ready.text
    made = many.get(f"{page}/file")
    assert made.content_type == "application/pdf"
    assert made.body[:4] == b"%PDF"
    notices = many.get("/me/notices").html.select(f"a[href='{page}']")
    assert "13 papers are ready" in notices[0].text


def test_word_files_are_numbered_on_through_all_portions(many):
    page = ordered(many, media="docx")
    run_due(many.house)
    names = zipfile.ZipFile(io.BytesIO(many.get(f"{page}/file").body)).namelist()
    assert [int(one.split()[0]) for one in names] == list(range(1, 14))


def test_it_is_cancelled_and_gone_on_with(many):
    page = ordered(many)
    run_due(many.house, limit=1)
    many.send(page, {"do": "cancel"}, status=303, part=False)
    assert run_due(many.house) == 0
    assert "Printing was cancelled" in many.get(page).text
    many.get(f"{page}/file", 303)
    many.send(page, {"do": "again"}, status=303, part=False)
    run_due(many.house)
    assert "The file is ready" in many.get(page).text


def test_what_was_asked_for_is_nobody_elses(many):
    page = ordered(many)
    many.user("bob", "toy_order.read")
    many.sign_in("bob")
    many.get(page, 404)
    many.get(f"{page}/file", 404)
    many.send(page, {"do": "cancel"}, status=404, part=False)


def test_whose_right_is_gone_meanwhile_gets_no_papers(many):
    many.user("bob", "toy_order.read")
    many.sign_in("bob")
    page = ordered(many)
    with many.house.work() as work:
        users = Users(work)
        users.take(users.by_name("bob"), "of_bob")
    run_due(many.house)
    many.get(page, 403)
    with many.house.work(reads_only=True) as work:
        assert [one.ready_at for one in work.session.query(Export)] == [None]


def test_more_than_a_file_holds_is_refused(shop, monkeypatch):
    shop.keys = [shop.add(1) for _n in range(3)]
    told = ask(shop, 200, copies="20", media="docx")
    assert told.content_type == "application/zip"  # Word files are made once
    monkeypatch.setattr(batches, "MOST", 50)
    assert "50" in ask(shop, 422, copies="20").text
