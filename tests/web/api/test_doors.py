"""Every endpoint that answers, asked by programs of people who may not see all.

The addresses come from the table of endpoints itself, so a new one is asked, too.
"""

import io
import zipfile

import pytest

from support.api import program
from support.people import People
from support.two_firms import PRICE, WORD, leaks_of_masks, leaks_of_rows
from tradepost.core.reporting import reports_of
from tradepost.web.api.table import Table

MEDIA = ("html", "docx")
DATES = "from=2026-03-01&to=2026-03-31"


@pytest.fixture
def programs(firms):
    people = People(firms.house)
    roles = {
        "chief": people.role("all", "*"),
        "ours": people.role("of_ours", "*", rows=firms.rows()),
        "blind": people.role("of_blind", "*", masks=firms.masks()),
    }
    app = None
    made = {}
    for name, role in roles.items():
        made[name] = program(firms.house, name, [role], app)
        app = made[name].app
    return made


def addresses(firms):
    """Every address that reads, of every kind, record and report there is."""
    schema = firms.house.schema
    for one in Table().endpoints:
        if one.method != "GET":
            continue
        if "{name}" in one.path:
            for name, report in reports_of(firms.house).items():
                asked = "at=2026-03-31" if report.as_of else DATES
                for form in ("json", "csv", "xlsx"):
                    yield f"{one.path.format(name=name)}?{asked}&format={form}"
            continue
        for kind in getattr(schema, one.kinds) if one.kinds else [""]:
            if "{id}" not in one.path:
                yield one.path.format(kind=kind)
                yield from _asked(one.path.format(kind=kind), schema, kind)
                continue
            for papers in (firms.dear, firms.hidden):
                if kind in papers:
                    for media in MEDIA if "{media}" in one.path else [""]:
                        yield one.path.format(
                            kind=kind, id=papers[kind], form="document", media=media,
                            file=papers[kind],
                        )  # fmt: skip


def _asked(path, schema, kind):
    """The same with questions: searches of lists, groupings and moments of registers."""
    if kind in schema.records:
        yield from (f"{path}?q={word}" for word in (WORD, "gem", "tea"))
    elif path.endswith("/balance"):
        first = schema.registers[kind].key()[0].name
        yield from (f"{path}?at=2026-03-20", f"{path}?by={first}", f"{path}?known_at=2026-04-01")
    elif path.endswith("/turnover"):
        yield f"{path}?{DATES}"
    elif path.endswith("/explain"):
        yield f"{path}?at=2026-03-20"


def told(program, firms):
    """The text of every answer by its address."""
    found = {}
    for path in addresses(firms):
        answer = program.app.get(f"/api/v1{path}", headers=program.headers, expect_errors=True)
        assert answer.status_int < 500, (path, answer.text)
        found[path] = _text(answer)
    return found


def _text(answer):
    if "openxml" in answer.content_type:
        book = zipfile.ZipFile(io.BytesIO(answer.body))
        return " ".join(book.read(name).decode(errors="replace") for name in book.namelist())
    return answer.body.decode(errors="replace")


def test_who_may_see_everything_is_told_the_hidden_words_and_figures(programs, firms):
    answers = told(programs["chief"], firms)
    assert sum(1 for one in answers.values() if leaks_of_rows(firms, one)) > 60
    assert sum(1 for one in answers.values() if leaks_of_masks(one)) > 40


def test_no_endpoint_tells_of_records_out_of_sight(programs, firms):
    answers = told(programs["ours"], firms)
    leaks = {path: leaks_of_rows(firms, text) for path, text in answers.items()}
    # A refusal repeats the key that it was asked for, and tells nothing else.
    leaks = {path: [one for one in found if one not in path] for path, found in leaks.items()}
    assert not {path: found for path, found in leaks.items() if found}
    assert any("gem" in text for text in answers.values())


def test_no_endpoint_tells_what_fields_are_masked(programs, firms):
    answers = told(programs["blind"], firms)
    leaks = {path: leaks_of_masks(text) for path, text in answers.items()}
    assert not {path: found for path, found in leaks.items() if found}
    assert any("gem" in text for text in answers.values())


def test_a_masked_field_can_not_be_guessed_by_filters_and_orders(programs, firms):
    blind, chief = programs["blind"], programs["chief"]
    for asked in (
        f"filter[amount]={PRICE}",
        f"filter[amount][ge]={PRICE}",
        f"filter[lines.price]={PRICE}",
        "sort=amount",
        "sort=-amount",
    ):
        path = f"/documents/shipment?{asked}"
        assert chief.get(path, 200)["rows"]
        assert set(blind.codes("GET", path, status=422).values()) == {"invalid"}


def test_a_masked_field_is_neither_written_nor_lost_by_saving(programs, firms):
    blind, chief = programs["blind"], programs["chief"]
    path = f"/documents/shipment/{firms.dear['shipment']}"
    chief.post(f"{path}/unpost", status=200)
    sold = blind.get(path)
    row = {"id": sold["lines"][0]["id"], "price": "1"}
    assert blind.codes("PATCH", path, {"lines": [row]}, 422) == {"lines.0.price": "unknown_field"}
    assert blind.codes("PATCH", path, {"amount": "1"}, 422) == {"amount": "unknown_field"}
    blind.patch(path, {"comment": "seen", "lines": sold["lines"]}, 200)
    assert chief.get(path)["lines"][0]["price"] == str(PRICE)


def test_many_calls_at_once_tell_and_do_no_more_than_each_alone(programs, firms):
    kind, key = "shipment", firms.hidden["shipment"]
    ours, blind = programs["ours"], programs["blind"]
    for call in (
        {"method": "GET", "path": f"/documents/{kind}/{key}"},
        {"method": "PATCH", "path": f"/documents/{kind}/{key}", "body": {"comment": "mine"}},
        {"method": "POST", "path": f"/documents/{kind}/{key}/unpost"},
        {"method": "DELETE", "path": f"/documents/{kind}/{key}"},
    ):
        ours.call("POST", "/bulk", [call], 404)
        alone = ours.app.request(
            f"/api/v1{call['path']}", method=call["method"], headers=ours.headers,
            **({"POST": b"{}", "content_type": "application/json"} if "body" in call else {}),
            expect_errors=True,
        )  # fmt: skip
        assert alone.status_int == 404
    reads = [
        {"method": "GET", "path": "/registers/sales/turnover"},
        {"method": "GET", "path": f"/documents/shipment/{firms.dear['shipment']}"},
        {"method": "GET", "path": "/reports/sales_analysis?" + DATES},
    ]
    assert not leaks_of_masks(blind.call("POST", "/bulk", reads, 200).text)


def test_what_is_out_of_sight_is_not_pointed_to(programs, firms):
    shipment = {"organisation": str(firms.theirs), "warehouse": "01", "party": "C"}
    assert "organisation" in programs["ours"].codes("POST", "/documents/shipment", shipment, 422)
    by_code = {**shipment, "organisation": "02"}
    assert "organisation" in programs["ours"].codes("POST", "/documents/shipment", by_code, 422)
    back = {"shipment": str(firms.hidden["shipment"])}
    assert programs["ours"].codes("POST", "/documents/customer_return", back, 422)
