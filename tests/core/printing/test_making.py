"""Many papers at once, copies, options, the language of a paper, what is masked."""

import io
import zipfile
from dataclasses import replace
from datetime import date

import pytest

from tradepost.core.access.access import Access
from tradepost.core.errors import Forbidden, Invalid, Unknown
from tradepost.core.printing import (
    FormOption,
    PrintForm,
    keep_template,
    print_many,
    print_record,
)
from tradepost.core.printing.forms import forms_of
from tradepost.core.texts import Texts

_ = Texts("tradepost.core")
KIND = "toy_invoice"


def many(clerk, keys, access=None, **more):
    given = {} if access is None else {"access": access}
    with clerk.house.work(reads_only=True, **given) as work:
        return print_many(work, KIND, keys, **more)


def sheets(pdf):
    return pdf.count(b"/Type /Page\n") or pdf.count(b"/Type /Page ") or pdf.count(b"/Type /Page/")


@pytest.fixture
def keys(clerk):
    return [clerk.invoice(("Tea", 1, 10), number=f"{n:06}") for n in (3, 1, 2)]


def test_many_are_one_pdf_with_a_sheet_for_each(clerk, keys):
    made = many(clerk, keys)
    assert (made.media, made.name) == ("application/pdf", "Invoices.pdf")
    one = many(clerk, keys[:1])
    assert len(made.content) > len(one.content)
    assert page_count(made.content) == 3 * page_count(one.content)
    assert page_count(many(clerk, keys, copies=2).content) == 6


def page_count(pdf):
    import re
    import zlib

    text = pdf + b"".join(
        unpacked(zlib, part)
        for part in re.findall(rb"stream\r?\n(.*?)\r?\nendstream", pdf, re.DOTALL)
    )
    return max((int(n) for n in re.findall(rb"/Count (\d+)", text)), default=0)


def unpacked(zlib, part):
    try:
        return zlib.decompress(part)
    except zlib.error:
        return b""


def test_word_files_come_in_an_archive_in_the_order_asked_for(clerk, keys):
    made = many(clerk, keys, media="docx", forms=["document", "qr"], language="en")
    names = zipfile.ZipFile(io.BytesIO(made.content)).namelist()
    assert [name[:4] + name.split("No. ")[-1][:0] for name in names] == [
        f"{n:03d} " for n in range(1, 7)
    ]
    assert "000003" in names[0].replace("№", "")
    assert "000001" in names[2]


def test_too_many_and_none_are_refused(clerk, keys):
    with pytest.raises(Invalid, match="Choose what"):
        many(clerk, [])
    with pytest.raises(Invalid, match="At most 200"):
        many(clerk, keys, copies=67)
    with pytest.raises(Unknown):
        many(clerk, keys, media="html")


def test_one_that_may_not_be_seen_stops_all(clerk, keys):
    with pytest.raises(Forbidden):
        many(clerk, keys, Access(None, "anna"))
    reader = Access(None, "anna", rights=frozenset({"toy_invoice.read"}))
    with pytest.raises(Forbidden):
        many(clerk, keys, reader, forms=["document", "qr"])


def test_templates_of_people_make_many_as_well(clerk, keys):
    with clerk.house.work() as work:
        keep_template(work, KIND, "document", b"<p>{{ number }}", media="html")
    assert page_count(many(clerk, keys).content) == 3


def test_a_form_of_a_plugin_is_not_printed_for_who_may_not_see_what_it_shows(clerk, keys):
    blind = Access(
        None, "anna", rights=frozenset({"toy_invoice.read"}),
        masked={"toy_invoice_line": frozenset({"price"})},
    )  # fmt: skip
    with clerk.house.work(reads_only=True, access=blind) as work:
        with pytest.raises(Forbidden):
            print_record(work, KIND, keys[0], form="label")
        assert print_record(work, KIND, keys[0]).content


def test_of_forms_with_one_name_that_of_the_day_is_printed(clerk, keys, monkeypatch):
    same = PrintForm("law", _("Law"), KIND)
    old = replace(same, until=date(2026, 3, 30), template="core/no_such.html")
    new = replace(same, since=date(2026, 3, 31))
    monkeypatch.setattr(
        "tradepost.core.printing.forms.calls.print_forms", lambda _hooks: [new, old]
    )
    with clerk.house.work(reads_only=True) as work:
        assert print_record(work, KIND, keys[0], form="law").content
    assert forms_of(clerk.house, KIND)["law"] == new
    assert forms_of(clerk.house, KIND, date(2020, 1, 1))["law"] == old


def test_options_are_what_may_be_chosen_and_nothing_else():
    size = FormOption("size", _("Size"), {"a4": _("A4"), "a5": _("A5")})
    day = FormOption("since", _("Since"))
    assert (size.read(""), size.read("a5")) == ("a4", "a5")
    assert (day.read(""), day.read("2026-03-01")) == ("", "2026-03-01")
    for option, given in ((size, "a6"), (day, "1 March"), (day, "2026-13-01")):
        with pytest.raises(Invalid):
            option.read(given)
