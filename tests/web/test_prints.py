"""Papers in the back office: the page they are chosen on, many at once, the editor of templates."""

import io

import docx
import pytest
from webtest import Upload

from tradepost.core.printing.templates import versions

FORM = "/administration/print/toy_order/document"


@pytest.fixture
def shop(office):
    office.ann = office.save("toy_buyer", name="Ann <b>", code="ann")
    tea = office.save("toy_good", name="<script>alert(1)</script>", code="tea", price="2.5")
    office.keys = [
        office.save(
            "toy_order", buyer=str(office.ann), lines=[{"good": str(tea), "quantity": str(n)}]
        )
        for n in (1, 2)
    ]
    office.path = f"/documents/toy_order/{office.keys[0]}"
    return office


def kept(office):
    with office.house.work(reads_only=True) as work:
        return [
            (one.media, one.number, one.content, one.changed_by, one.note)
            for one in versions(work, "toy_order", "document")
        ]


def edit(office, status=303, path=FORM, **fields):
    return office.send(path, {"tab": "html", **fields}, status=status, part=False)


# --- the page of a paper -------------------------------------------------------------------


def test_the_print_key_of_a_form_leads_to_the_page_of_its_papers(shop):
    button = shop.get(shop.path).html.select_one('a[data-key="Control+p"]')
    page = shop.get(button["href"])
    assert page.html.select_one("[data-print-look]")["src"].startswith(
        f"{shop.path}/print/document.html"
    )
    assert {"PDF", "Word", "HTML"} <= {
        one.get_text(strip=True).removesuffix("Ctrl ↵")
        for one in page.html.select(".tp-head .tp-button")
    }


def test_what_has_no_paper_says_so_and_leads_back(shop):
    page = shop.get(f"/catalogs/toy_buyer/{shop.ann}/print", 404)
    told = page.html.select_one("[role=alert]")
    assert "There is nothing to print here: Buyers" in told.text
    assert told.select("[data-back]")


def test_a_paper_in_the_browser_runs_nothing_and_fits_into_our_frame(shop):
    answer = shop.get(f"{shop.path}/print/document.html?language=ru")
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "script-src" not in policy
    assert "frame-ancestors 'self'" in policy
    assert answer.headers["X-Frame-Options"] == "SAMEORIGIN"
    assert "<script" not in answer.text
    assert "&lt;script&gt;" in answer.text
    assert '<html lang="ru">' in answer.text


def test_language_and_copies_are_taken_over_into_the_links(shop):
    page = shop.get(f"{shop.path}/print?language=ru&copies=3")
    link = page.html.select_one('a[data-key="Control+Enter"]')["href"]
    assert "language=ru" in link
    assert "copies=3" in link
    assert shop.get(link).content_type == "application/pdf"


@pytest.mark.parametrize("query", ["language=xx", "copies=0", "copies=21", "copies=x"])
def test_what_can_not_be_chosen_is_refused(shop, query):
    shop.get(f"{shop.path}/print?{query}", 422)
    shop.get(f"{shop.path}/print/document.pdf?{query}", 422)


# --- the editor ----------------------------------------------------------------------------


def test_the_forms_are_listed_and_each_has_an_editor(shop):
    page = shop.get("/administration/print")
    assert FORM in [one["href"] for one in page.html.select("tbody a")]
    editor = shop.get(FORM)
    assert "{% block paper %}" in editor.html.select_one("#source").text
    marks = [one["data-template-paste"] for one in editor.html.select("[data-template-paste]")]
    assert "{{ doc.buyer }}" in marks
    assert "{{ line.quantity }}" in marks


def test_what_is_saved_prints_and_stands_among_the_versions(shop):
    edit(shop, source="<p>Dear {{ doc.buyer }}</p>", do="keep", note="shorter")
    assert shop.get(f"{shop.path}/print/document.html").text == "<p>Dear Ann &lt;b&gt;</p>"
    assert kept(shop) == [("html", 1, b"<p>Dear {{ doc.buyer }}</p>", "boss", "shorter")]
    page = shop.get(f"{FORM}?tab=versions")
    assert "shorter" in page.text
    edit(shop, source="second", do="keep")
    key = page.html.select_one('input[name="version"]')["value"]
    edit(shop, do="back", version=key)
    assert "Dear" in shop.get(f"{shop.path}/print/document.html").text
    edit(shop, do="house")
    assert "<title>" in shop.get(f"{shop.path}/print/document.html").text
    assert [one[1] for one in kept(shop)] == [4, 3, 2, 1]
    assert "Print template changed" in shop.get("/administration/audit").text


def test_a_fault_names_its_line_and_loses_nothing(shop):
    source = "<p>\n{{ doc.buyer }}\n{{ doc.nothing }}"
    answer = edit(shop, 422, source=source, do="keep", note="n")
    assert answer.html.select_one("#source").text.strip() == source
    assert answer.html.select_one("[data-template-jump]")["data-template-jump"] == "3"
    assert answer.html.select_one("#note")["value"] == "n"
    assert "nothing" in answer.html.select_one("[role=alert]").text
    assert kept(shop) == []


def test_the_preview_shows_what_is_typed_and_keeps_nothing(shop):
    shown = edit(shop, 200, f"{FORM}/preview", source="<i>{{ number }}</i>")
    assert shown.text == "<i>000002</i>"
    assert "default-src 'none'" in shown.headers["Content-Security-Policy"]
    fault = edit(shop, 200, f"{FORM}/preview", source="\n{{ nothing }}")
    assert fault.html.select_one("[data-line]")["data-line"] == "2"
    refused = edit(shop, 200, f"{FORM}/preview", source="<script>alert(1)</script>")
    assert "<script" not in refused.text
    assert kept(shop) == []


def test_the_preview_is_of_the_record_that_is_chosen(shop):
    sample = str(shop.keys[0])
    shown = edit(shop, 200, f"{FORM}/preview", source="{{ number }}", sample=sample)
    assert shown.text == "000001"


def test_a_template_for_one_buyer_is_for_nobody_else(shop):
    bob = shop.save("toy_buyer", name="Bob", code="bob")
    other = shop.save("toy_order", buyer=str(bob))
    edit(shop, source="for Bob", do="keep", for_kind="toy_buyer", **{"for": "bob"})
    assert shop.get(f"/documents/toy_order/{other}/print/document.html").text == "for Bob"
    assert "for Bob" not in shop.get(f"{shop.path}/print/document.html").text
    shop.get(f"{FORM}?for_kind=toy_buyer&for=nobody", 422)


def word(text):
    paper = docx.Document()
    paper.add_paragraph(text)
    made = io.BytesIO()
    paper.save(made)
    return made.getvalue()


def test_a_word_template_is_taken_down_changed_and_put_back(shop):
    begin = shop.get(f"{FORM}/template.docx")
    assert "{{ heading }}" in docx.Document(io.BytesIO(begin.body)).paragraphs[0].text
    sample = shop.get(f"{FORM}/sample.docx")
    assert "000002" in docx.Document(io.BytesIO(sample.body)).paragraphs[0].text
    edit(shop, tab="docx", do="keep", file=Upload("mine.docx", word("No. {{ number }}!")))
    made = shop.get(f"{shop.path}/print/document.docx")
    assert docx.Document(io.BytesIO(made.body)).paragraphs[0].text == "No. 000001!"


@pytest.mark.parametrize("content", [b"", b"MZ...", word("{{ ''.__class__.__mro__ }}"),
                                     word("{{ nothing }}")])  # fmt: skip
def test_a_bad_word_file_is_refused_and_nothing_is_kept(shop, content):
    edit(shop, 422, tab="docx", do="keep", file=Upload("mine.docx", content))
    assert kept(shop) == []


def test_without_a_file_it_is_said(shop):
    assert "Choose a file" in edit(shop, 422, tab="docx", do="keep").text


EDITOR = [FORM, "/administration/print", "/administration/pictures", f"{FORM}/template.docx"]


@pytest.mark.parametrize("path", EDITOR)
def test_the_editor_is_for_who_may_change_forms(shop, path):
    shop.user("reader", "toy_order.*")
    shop.send("/sign-out", {}, status=303, part=False)
    shop.sign_in("reader")
    shop.get(path, 403)
    assert "/administration/print" not in shop.get(f"{shop.path}/print").text


@pytest.mark.parametrize("path", [FORM, f"{FORM}/preview", "/print/toy_order/document.pdf"])
def test_what_is_sent_without_its_token_is_not_taken(shop, path):
    shop.app.post(path, {"source": "x", "do": "keep", "ids": str(shop.keys[0])}, status=403)


def test_a_form_that_is_not_there_is_unknown(shop):
    shop.get("/administration/print/toy_order/no_such", 404)
    shop.get("/administration/print/no_such/document", 404)
