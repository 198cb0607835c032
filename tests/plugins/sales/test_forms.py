"""The papers of selling by their official layouts, on documents that have everything on them."""

import re
from datetime import datetime, timedelta, timezone
from decimal import Decimal
from html import unescape
from io import BytesIO

import docx
import pytest
from bs4 import BeautifulSoup

from support.rich_papers import rows
from support.trade import day
from tradepost.core.printing import print_record

D = Decimal
MOSCOW = timezone(timedelta(hours=3))
FORMS = [
    ("customer_order", "document"), ("customer_order", "order"), ("customer_order", "invoice"),
    ("shipment", "document"), ("shipment", "invoice"), ("shipment", "delivery_note"),
    ("shipment", "upd"), ("customer_return", "return_note"),
]  # fmt: skip


def printed(shop, kind, key, form, language="ru", media="html"):
    made = shop.read(
        print_record, kind, key, form=form, language=language, media=media, zone=MOSCOW
    )
    return made.content.decode() if media == "html" else made.content


def soup(page):
    return BeautifulSoup(page, "html.parser")


def figures(cells):
    """The numbers of a column of a Russian paper."""
    texts = [cell.get_text(strip=True).replace("\xa0", "").replace(",", ".") for cell in cells]
    return [D(one) for one in texts if re.fullmatch(r"-?[\d.]+", one)]


@pytest.fixture
def papers(rich):
    """A key of each kind that is printed here."""
    found = {
        kind: rich.draft(kind, day(3), party="C", lines=rows())
        for kind in ("customer_order", "shipment")
    }
    back = [row for row in rows(9) if row["item"] != "DELIVERY"]
    found["customer_return"] = rich.draft("customer_return", day(5), party="C", lines=back)
    return rich, found


@pytest.mark.parametrize("language", ["ru", "en"])
@pytest.mark.parametrize(("kind", "form"), FORMS)
def test_nothing_in_a_field_is_run_or_laid_out(papers, kind, form, language):
    shop, keys = papers
    page = printed(shop, kind, keys[kind], form, language)
    body = page.partition("</head>")[2]
    assert "<script" not in page
    assert "onerror=alert(1)>" not in body
    assert not re.search(r"<img[^>]+src=x", page)
    assert "{{ 7*7 }}" in unescape(body)  # shown as it was typed, not worked out
    assert "49" not in re.findall(r"» (\S+)", body)


@pytest.mark.parametrize(("kind", "form"), FORMS)
def test_every_paper_is_a_pdf_and_a_word_file(papers, kind, form):
    shop, keys = papers
    assert printed(shop, kind, keys[kind], form, media="pdf").startswith(b"%PDF-")
    made = docx.Document(BytesIO(printed(shop, kind, keys[kind], form, media="docx")))
    assert made.tables


# --- ТОРГ-12 -------------------------------------------------------------------------------


def test_the_consignment_note_has_the_columns_of_the_form(papers):
    shop, keys = papers
    page = soup(printed(shop, "shipment", keys["shipment"], "delivery_note"))
    text = page.get_text(" ")
    for said in ("ТОРГ-12", "0330212", "Грузоотправитель", "Грузополучатель", "Поставщик",
                 "Плательщик", "Основание", "12345678", "Всего по накладной"):  # fmt: skip
        assert said in text
    heads = page.select("table.form thead")
    assert len(heads) >= 3  # 44 rows of goods take three sheets
    for head in heads:
        numbers = [one.get_text(strip=True) for one in head.find_all("tr")[-1].find_all("th")]
        assert numbers == [str(n) for n in range(1, 16)]


def test_services_are_not_handed_over_by_a_consignment_note(papers):
    shop, keys = papers
    page = soup(printed(shop, "shipment", keys["shipment"], "delivery_note"))
    bodies = page.select("table.form tbody tr:not(.sum)")
    assert len(bodies) == 44
    assert "Доставка" not in page.get_text()


def test_the_sheets_of_a_consignment_note_add_up_to_the_whole(papers):
    shop, keys = papers
    page = soup(printed(shop, "shipment", keys["shipment"], "delivery_note"))
    whole, parts = None, []
    for sheet in page.select(".sheet"):
        cells = sheet.select("tbody tr:not(.sum)")
        amounts = figures([row.find_all("td")[14] for row in cells])
        sums = list(sheet.select("tr.sum"))
        shown = figures([sums[0].find_all("td")[-1]])[0]
        assert sum(amounts) == shown
        parts.append(shown)
        if len(sums) > 1:
            whole = figures([sums[1].find_all("td")[-1]])[0]
    assert sum(parts) == whole
    lines = shop.document("shipment", keys["shipment"], "lines")
    goods = [one for one in lines if one.stocked]
    assert whole == sum(one.amount for one in goods)


def test_net_vat_and_gross_of_each_row_agree(papers):
    shop, keys = papers
    page = soup(printed(shop, "shipment", keys["shipment"], "delivery_note"))
    for row in page.select("table.form tbody tr:not(.sum)"):
        cells = row.find_all("td")
        bare, vat, gross = figures([cells[11], cells[13], cells[14]])
        assert bare + vat == gross
        rate = cells[12].get_text(strip=True).replace("\xa0", " ")
        assert rate in ("22 %", "10 %", "без НДС")
        assert (vat == 0) == (rate == "без НДС")


def test_records_mass_and_sum_stand_in_words(papers):
    shop, keys = papers
    text = soup(printed(shop, "shipment", keys["shipment"], "delivery_note")).get_text(" ")
    assert "сорок четыре" in text
    assert re.search(r"килограмм\w* \d+ грамм", text) or "килограмм" in text
    assert re.search(r"рубл\w+ \d\d копе", text)
    english = soup(printed(shop, "shipment", keys["shipment"], "delivery_note", "en")).get_text(
        " "
    )
    assert "forty-four" in english
    assert "CONSIGNMENT NOTE" in english


# --- УПД ---------------------------------------------------------------------------------


def upd(shop, **data):
    key = shop.draft("shipment", data.pop("at", day(3)), party="C", **data)
    return soup(printed(shop, "shipment", key, "upd"))


def numbers(page):
    last = page.select("table.form thead tr")[-1]
    return [one.get_text(strip=True) for one in last.find_all("th")]


def test_the_transfer_document_has_the_rows_and_columns_of_the_form(papers):
    shop, keys = papers
    page = soup(printed(shop, "shipment", keys["shipment"], "upd"))
    text = page.get_text(" ")
    for said in ("Счет-фактура № 000001 от 3 марта 2026", "(2а)", "(2б)", "(5а)", "(6б)", "(7)",
                 "(8)", "643", "[8]", "[9]", "[14]", "[19]", "№ 1096", "7707083893 / 770701001",
                 "Всего к оплате"):  # fmt: skip
        assert said in text.replace("\xa0", " "), said
    assert numbers(page) == ["А", "1", "1а", "1б", "2", "2а", "3", "4", "5", "6", "7", "8", "9",
                             "10", "10а", "11"]  # fmt: skip
    assert len(page.select("table.form tbody tr:not(.sum)")) == 45
    assert page.select_one(".status").get_text() == "1"


def test_its_columns_add_up_and_rows_without_vat_say_so(papers):
    shop, keys = papers
    page = soup(printed(shop, "shipment", keys["shipment"], "upd"))
    body = [row.find_all("td") for row in page.select("table.form tbody tr:not(.sum)")]
    total = page.select_one("tr.sum").find_all("td")
    for column, place in ((8, 1), (12, 4)):
        assert sum(figures([row[column] for row in body])) == figures([total[place]])[0]
    rates = {row[10].get_text(strip=True).replace("\xa0", " ") for row in body}
    assert rates == {"22 %", "10 %", "без НДС"}
    for row in body:
        if row[10].get_text(strip=True) == "без НДС":
            assert row[11].get_text(strip=True) == "без НДС"
        assert {row[n].get_text(strip=True) for n in (13, 14, 15)} == {"—"}


def test_the_form_is_that_of_the_day_of_the_paper(rich):
    line = [{"item": "TEA", "quantity": 1, "price": 122, "vat_rate": 20}]
    old = upd(rich, at=datetime(2020, 5, 5, 9, tzinfo=MOSCOW), lines=line)
    assert numbers(old)[:4] == ["А", "Б", "1", "1а"]
    assert "(5а)" not in old.get_text()
    assert "№ 981" in old.get_text()
    assert "20 %" in old.get_text().replace("\xa0", " ")
    middle = upd(rich, at=datetime(2022, 5, 5, 9, tzinfo=MOSCOW), lines=line)
    assert numbers(middle)[:4] == ["А", "1", "1а", "1б"]
    assert "№ 534" in middle.get_text()


def test_without_vat_it_is_of_the_second_status(rich):
    rich.change("organisation", rich.key("organisation", "01"), pays_vat=False)
    page = upd(rich, lines=[("TEA", 1, 100)])
    assert page.select_one(".status").get_text() == "2"
    assert "без НДС" in page.get_text()


def test_another_currency_is_named_with_its_code(rich):
    rich.add("contract", code="USD", name="In dollars", party="C", organisation="01",
             currency="USD", kind="customer")  # fmt: skip
    lines = [("TEA", 2, 10)]
    page = upd(rich, contract="USD", currency="USD", rate="90", lines=lines)
    assert "840" in page.get_text()
    key = rich.draft(
        "shipment", day(4), party="C", contract="USD", currency="USD", rate="90", lines=lines
    )
    invoice = printed(rich, "shipment", key, "invoice")
    assert "Двадцать долларов 00 центов" in invoice
    assert "QR-код" not in invoice  # such codes are for roubles alone


# --- invoice, order, return ----------------------------------------------------------------


def test_the_invoice_has_the_bank_the_code_and_what_is_to_be_paid(papers):
    shop, keys = papers
    page = printed(shop, "customer_order", keys["customer_order"], "invoice")
    for said in ("Банк получателя", "044525225", "30101810400000000225", "40702810900000000001",
                 "QR-код платежа", "Всего к оплате", "Скидка"):  # fmt: skip
        assert said in page


def test_the_language_of_the_party_is_that_of_its_papers(rich):
    rich.change("party", rich.key("party", "C"), language="en")
    key = rich.draft("shipment", day(3), party="C", lines=[("TEA", 1, 100)])
    made = rich.read(print_record, "shipment", key, form="invoice")
    assert "Invoice for payment No." in made.content.decode()


def test_a_return_is_a_note_of_goods_taken_back(papers):
    shop, keys = papers
    assert "Возврат товаров от покупателя № 000001" in printed(
        shop, "customer_return", keys["customer_return"], "return_note"
    )


@pytest.mark.parametrize("form", ["delivery_note", "upd", "invoice"])
def test_a_long_paper_asks_the_base_no_more_often(rich, form):
    seen = []
    for count in (2, 40):
        key = rich.draft("shipment", day(3), party="C", lines=rows(count))
        seen.append(rich.statements(lambda key=key: printed(rich, "shipment", key, form)))
    assert seen[1] <= seen[0] + 2
