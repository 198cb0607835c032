import io
from datetime import date, timedelta, timezone
from decimal import Decimal

import docx
import pytest

from tradepost.core.access.access import Access
from tradepost.core.errors import Forbidden, Unknown
from tradepost.core.printing import forms_of, print_record
from tradepost.core.printing.making import file_name

D = Decimal


def printed(clerk, key, kind="toy_invoice", access=None, **options):
    given = {} if access is None else {"access": access}
    with clerk.house.work(reads_only=True, **given) as work:
        return print_record(work, kind, key, **options)


def page(clerk, key, **options):
    return printed(clerk, key, **options).content.decode()


@pytest.fixture
def invoice(clerk):
    return clerk.invoice(
        ("Чай <b>чёрный</b>", 1.5, 100), ("Сахар", 2, "33.335"), due_on=date(2026, 4, 15)
    )


def test_every_document_has_a_paper(clerk, invoice):
    assert list(forms_of(clerk.house, "toy_invoice")) == ["document", "label", "qr"]
    shown = page(clerk, invoice, language="ru")
    assert "<title>Invoice" in shown
    for text in ("Tea &amp; &lt;Sugar&gt;", "15.04.2026", "Чай &lt;b&gt;чёрный&lt;/b&gt;", "1,5",
                 "33,335", "216,67", "Двести шестнадцать рублей 67 копеек"):  # fmt: skip
        assert text in shown
    assert "<b>" not in shown


def test_the_paper_speaks_the_language_asked_for(clerk, invoice):
    english = page(clerk, invoice, language="en")
    assert "of March 31, 2026" in english
    assert "Two hundred and sixteen roubles and 67 kopecks" in english
    assert "Not posted" in english
    assert "Не проведён" in page(clerk, invoice, language="ru")


def test_the_day_is_that_of_the_zone(clerk, invoice):
    moscow = timezone(timedelta(hours=3))
    assert "April 1, 2026" in page(clerk, invoice, language="en", zone=moscow)


def test_a_column_that_is_empty_everywhere_is_left_out(clerk, invoice):
    assert "Variant" not in page(clerk, invoice)


def test_a_card_of_a_catalog_is_printed_too(clerk):
    shown = page(clerk, clerk.party.id, kind="toy_party", language="en")
    assert "Party: Tea &amp; &lt;Sugar&gt;" in shown
    assert "Not posted" not in shown


def test_a_form_of_a_plugin_adds_what_it_needs(clerk, invoice):
    shown = page(clerk, invoice, form="label")
    assert "Label 000012" in shown
    assert "4600000000015" in shown
    assert "data:image/svg+xml;base64," in shown


def test_what_is_hidden_is_not_on_paper(clerk, invoice):
    access = Access(
        None, "anna", rights=frozenset({"toy_invoice.read"}),
        masked={"toy_invoice": frozenset({"amount"}), "toy_invoice_line": frozenset({"price"})},
    )  # fmt: skip
    shown = page(clerk, invoice, access=access)
    assert "33.335" not in shown
    assert "To be paid" not in shown
    assert "roubles" not in shown.lower()
    word = words_of(printed(clerk, invoice, access=access, media="docx").content)
    assert "33" not in word.replace("216,67", "")


def test_without_the_right_nothing_is_printed(clerk, invoice):
    with pytest.raises(Forbidden):
        page(clerk, invoice, access=Access(None, "anna"))
    reader = Access(None, "anna", rights=frozenset({"toy_invoice.read"}))
    page(clerk, invoice, access=reader)
    with pytest.raises(Forbidden):
        page(clerk, invoice, access=reader, form="qr")


@pytest.mark.parametrize(
    "options",
    [{"form": "no_such"}, {"media": "exe"}, {"form": "other"}, {"kind": "no_such"}],
)
def test_what_is_not_there_is_unknown(clerk, invoice, options):
    with pytest.raises(Unknown):
        printed(clerk, invoice, **options)


def test_the_pdf_is_a_pdf_with_the_text_in_it(clerk, invoice):
    made = printed(clerk, invoice, media="pdf", language="ru")
    assert made.content.startswith(b"%PDF-")
    assert made.media == "application/pdf"
    assert made.name == "Invoice № 000012 от 31 марта 2026 г.pdf"


def words_of(content):
    paper = docx.Document(io.BytesIO(content))
    cells = [cell.text for table in paper.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(one.text for one in paper.paragraphs), *cells])


def test_the_word_file_says_the_same(clerk, invoice):
    shown = words_of(printed(clerk, invoice, media="docx", language="ru").content)
    for text in ("Tea & <Sugar>", "Чай <b>чёрный</b>", "33,335", "216,67", "Сахар",
                 "Двести шестнадцать рублей 67 копеек", "Отпустил"):  # fmt: skip
        assert text in shown
    assert "{{" not in shown
    assert "{%" not in shown


def test_a_mark_is_a_picture_in_word(clerk, invoice):
    made = printed(clerk, invoice, form="qr", media="docx")
    assert len(docx.Document(io.BytesIO(made.content)).inline_shapes) == 1


def test_a_paper_without_rows_is_printed_all_the_same(clerk):
    empty = clerk.invoice()
    for media in ("html", "docx", "pdf"):
        assert printed(clerk, empty, media=media).content


def test_a_long_paper_takes_the_same_number_of_queries(clerk):
    from sqlalchemy import event

    def count(key):
        seen = []
        listen = lambda *args: seen.append(args[2])
        event.listen(clerk.house.engine, "before_cursor_execute", listen)
        page(clerk, key)
        event.remove(clerk.house.engine, "before_cursor_execute", listen)
        return len(seen)

    short = clerk.invoice(("Tea", 1, 1), number="1")
    long = clerk.invoice(*[("Tea", 1, 1)] * 200, number="2")
    assert count(short) == count(long)


def test_the_name_of_a_file_bears_nothing_dangerous():
    assert file_name('a/../b"\r\n; rm -rf', "pdf") == "a_.._b_ _ rm -rf.pdf"
    assert len(file_name("я" * 500, "pdf")) < 130
