"""The import wizard as a browser uses it: from the file to the records and back."""

import io

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from support.people import GOOD
from tradepost.core.jobs import Worker

LIST = "/administration/imports"
GOODS = "Code;Name;Price\nt1;Tea;2,50\nc1;Cup;x\n"


def upload(office, what, content, name="goods.csv", status=303):
    data = content if isinstance(content, bytes) else content.encode()
    headers = {"X-CSRF-Token": office.token(office.app.get("/"))}
    answer = office.app.post(
        LIST, {"what": what}, upload_files=[("file", name, data)], headers=headers, status=status
    )
    return answer.location.removeprefix("http://localhost") if status == 303 else answer


def send(office, address, do, *fields, status=303):
    answer = office.send(address, [*fields, ("do", do)], status=status, part=False)
    Worker(office.house).once()
    return answer


def form(office, address):
    """What the form of the columns holds, as a browser sends it."""
    page = office.get(address).html
    found = []
    for one in page.select(".tp-import-form select"):
        chosen = one.select_one("option[selected]") or one.select_one("option")
        found.append((one["name"], chosen.get("value", chosen.get_text())))
    for one in page.select(".tp-import-form input[name]"):
        if (
            one["type" if one.has_attr("type") else "name"] != "checkbox"
            and one["name"] != "csrf_token"
        ):
            found.append((one["name"], one.get("value", "")))
    return found


def counts(page):
    return {one.get_text(" ", strip=True).partition(" ")[2]: one.select_one("span").text
            for one in page.html.select(".tp-count")}  # fmt: skip


def test_the_whole_way_from_a_file_to_records_and_back(office):
    address = upload(office, "toy_good", GOODS)
    fields = form(office, address)
    assert [path for name, path in fields if name.startswith("column.")] == [
        "code",
        "name",
        "price",
    ]
    assert ("key", "code") in fields
    send(office, address, "check", *fields)
    page = office.get(address)
    assert counts(page) == {"created": "1", "changed": "0", "refused": "1"}
    [row] = page.html.select(".tp-faults tbody tr")
    assert row.get_text(" ", strip=True).startswith("3 Price x")
    send(office, address, "take", ("only_good", "yes"))
    page = office.get(address)
    assert "What came of it" in page.text
    assert [one.text for one in office.get("/catalogs/toy_good").html.select("tbody td a")][
        :1
    ] == ["t1"]
    send(office, address, "undo")
    assert "Undone" in office.get(address).html.h1.parent.text
    [line] = office.get(LIST).html.select("tbody tr")
    assert "goods.csv" in line.text and "boss" in line.text


def test_the_next_file_is_matched_as_the_last_one_was(office):
    address = upload(office, "toy_good", "Art;What;Cost\na;A;1\n")
    send(office, address, "check", ("column.0", "sku"), ("column.1", "name"), ("column.2", "price"),
         ("key", "sku"), ("keep_as", "From Ann"))  # fmt: skip
    again = upload(office, "toy_good", "Cost;What;Art\n1;B;b\n")
    fields = dict(form(office, again))
    assert [fields[f"column.{n}"] for n in range(3)] == ["price", "name", "sku"]
    assert fields["key"] == "sku"
    page = office.get(again)
    [kept] = page.html.select("#saved option")
    assert kept.text == "From Ann"
    send(office, again, "match", ("saved", kept["value"]))
    assert dict(form(office, again))["column.2"] == "sku"


def test_a_plan_that_is_not_sound_is_refused_and_kept_as_it_was_filled_in(office):
    address = upload(office, "toy_good", GOODS)
    page = send(
        office,
        address,
        "check",
        ("column.0", "code"),
        ("column.1", "code"),
        ("key", "sku"),
        status=422,
    )
    said = page.html.select(".tp-note-bad")[0].text
    assert "Two columns" in said and "Name" in said and "told apart" in said
    chosen = [one["value"] for one in page.html.select(".tp-match option[selected]")]
    assert chosen == ["code", "code"]


def test_a_value_for_all_rows_is_chosen_from_the_records(office):
    office.save("toy_buyer", name="Ann", code="ann")
    office.save("toy_good", name="Tea", code="t1")
    address = upload(office, "toy_order", "Number;Good;Quantity\n7;t1;2\n")
    assert "same.buyer:text" in dict(form(office, address))
    fields = [(n, v) for n, v in form(office, address) if not n.startswith("same.")]
    send(office, address, "check", *fields, ("same.buyer", ""), ("same.buyer:text", "ann"))
    send(office, address, "take")
    assert counts(office.get(address))["created"] == "1"


def test_another_sheet_and_another_row_of_titles(office):
    book = openpyxl.Workbook()
    book.active.append(["nothing"])
    page = book.create_sheet("Goods")
    for row in (["Our goods"], [], ["Code", "Name"], ["t1", "Tea"]):
        page.append(row)
    made = io.BytesIO()
    book.save(made)
    address = upload(office, "toy_good", made.getvalue(), "goods.xlsx")
    send(office, address, "look", ("sheet", "Goods"), ("head", "3"))
    fields = form(office, address)
    assert [v for n, v in fields if n.startswith("column.")] == ["code", "name"]
    assert dict(fields)["sheet"] == "Goods"
    send(office, address, "check", *fields)
    assert counts(office.get(address))["created"] == "1"


@pytest.mark.parametrize("media", ["csv", "xlsx"])
def test_the_file_comes_back_with_what_is_wrong_and_no_formula_in_it(office, media):
    address = upload(office, "toy_good", GOODS.replace("Tea", "'=1+1"))
    send(office, address, "check", *form(office, address))
    content = office.get(f"{address}/faults.{media}").body
    if media == "csv":
        lines = content.decode("utf-8-sig").splitlines()
        assert lines[0] == "Code,Name,Price,What is wrong"
        assert lines[1].startswith("t1,'=1+1,") and "Price: " in lines[2]
    else:
        rows = list(openpyxl.load_workbook(io.BytesIO(content)).active.iter_rows())
        assert rows[1][1].value == "=1+1" and rows[1][1].data_type == "s"
        assert "Price: " in rows[2][3].value


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "empty"), (b"%PDF-1.4", "another kind"), (b"\xd0\xcf\x11\xe0", "old Excel"),
        (b"PK\x03\x04", "can not be read"), (b"a\x00b", "not a text"),
    ],
)  # fmt: skip
def test_what_is_no_table_is_refused_on_the_page(office, content, told):
    page = upload(office, "toy_good", content, status=422)
    assert told in page.html.select(".tp-note-bad")[0].text
    assert page.html.select("#what option[selected]")[0]["value"] == "toy_good"
    assert "Nothing was imported yet" in office.get(LIST).text


def test_names_of_files_and_cells_are_text_and_nothing_more(office):
    name = '<img src=x onerror="alert(1)">.csv'
    address = upload(office, "toy_good", "Code;<b>Name</b>;Price\na;<script>x</script>;y\n", name)
    send(
        office, address, "check", ("column.0", "code"), ("column.1", "name"), ("column.2", "price")
    )
    for path in (address, LIST):
        page = office.get(path)
        assert not page.html.select("main img, main b, main script")


def test_without_a_file_or_a_kind_the_person_is_told(office):
    headers = {"X-CSRF-Token": office.token(office.app.get("/"))}
    page = office.app.post(LIST, {"what": "toy_good", "file": "x"}, headers=headers, status=422)
    assert "No file was chosen" in page.text
    upload(office, "", GOODS, status=422)
    upload(office, "no_such", GOODS, status=404)
    upload(office, "plugin:no_such", GOODS, status=404)


def test_everybody_sees_his_own_imports_and_imports_what_he_may_create(office):
    address = upload(office, "toy_good", GOODS)
    office.user("ann", "core.import_files", "toy_good.read", "toy_buyer.create")
    office.user("bob", "toy_good.create")
    office.send("/sign-out", [], status=303, part=False)
    office.sign_in("ann", GOOD)
    offered = [
        one["value"] for one in office.get(f"{LIST}/new").html.select("#what option[value]")
    ]
    assert offered == ["", "toy_buyer"]
    office.get(address, 404)
    office.get(f"{address}/faults.csv", 404)
    upload(office, "toy_good", GOODS, status=403)
    office.send("/sign-out", [], status=303, part=False)
    office.sign_in("bob", GOOD)
    for path in (LIST, f"{LIST}/new", address):
        office.get(path, 403)


def test_a_file_is_cancelled_and_forgotten(office):
    address = upload(
        office, "toy_good", "Code;Name\n" + "".join(f"g{n};{'N' * 60}{n}\n" for n in range(1200))
    )
    office.send(address, [*form(office, address), ("do", "check")], status=303, part=False)
    assert "Being checked" in office.part(address).text
    office.send(address, [("do", "stop")], status=303, part=False)
    Worker(office.house).once()
    assert "What stands where" in office.get(address).text
    office.send(address, [("do", "drop")], status=303, part=False)
    office.get(address, 404)


def test_the_wizard_asks_few_questions_however_many_columns(office):
    address = upload(office, "toy_good", GOODS)
    with office.statements() as few:
        office.get(address)
    wide = upload(
        office,
        "toy_good",
        ";".join(f"c{n}" for n in range(200)) + "\n" + ";".join("x" * 200) + "\n",
    )
    with office.statements() as many:
        office.get(wide)
    assert len(many) <= len(few) + 1 <= 20


def test_no_bytes_and_no_answers_whatever_are_an_error(office):
    headers = {"X-CSRF-Token": office.token(office.app.get("/"))}

    @settings(
        max_examples=40, deadline=None, suppress_health_check=list(HealthCheck), database=None
    )
    @given(st.binary(max_size=300), st.text(max_size=30))
    def sent(content, name):
        answer = office.app.post(
            LIST, {"what": "toy_good"}, headers=headers, expect_errors=True,
            upload_files=[("file", name.encode("utf-8", "replace").decode(), content)],
        )  # fmt: skip
        assert answer.status_int < 500
        if answer.status_int == 303:
            office.get(answer.location)

    sent()
    address = upload(office, "toy_good", GOODS)

    @settings(
        max_examples=40, deadline=None, suppress_health_check=list(HealthCheck), database=None
    )
    @given(
        st.dictionaries(
            st.sampled_from(
                [
                    "column.0",
                    "column.1",
                    "key",
                    "mode",
                    "sheet",
                    "head",
                    "same.group",
                    "same.price:text",
                    "saved",
                    "rounds",
                ]
            ),
            st.text(max_size=20),
        ),
        st.sampled_from(["check", "look", "take", "back", "undo", "stop", "x"]),
    )
    def acted(fields, do):
        answer = office.app.post(
            address, {**fields, "do": do}, headers=headers, expect_errors=True
        )
        assert answer.status_int < 500, answer.text

    acted()
