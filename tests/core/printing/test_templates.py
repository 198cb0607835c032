"""Word templates that people change: what they can do, and what they can not."""

import io
import zipfile

import docx
import pytest

from support.toy_papers import ToyInvoice
from tradepost.core.access.access import Access
from tradepost.core.errors import Forbidden, Invalid
from tradepost.core.printing import (
    Formats,
    confined,
    drop_template,
    form_of,
    keep_template,
    print_record,
    qr_code,
    word_template,
)
from tradepost.core.printing.confined import BadTemplate


def template(*texts):
    paper = docx.Document()
    for text in texts:
        paper.add_paragraph(text)
    made = io.BytesIO()
    paper.save(made)
    return made.getvalue()


def put(clerk, content, access=None):
    given = {} if access is None else {"access": access}
    with clerk.house.work(**given) as work:
        keep_template(work, "toy_invoice", "document", content)


def word(clerk, key):
    with clerk.house.work(reads_only=True) as work:
        made = print_record(work, "toy_invoice", key, media="docx", language="ru")
    return "\n".join(one.text for one in docx.Document(io.BytesIO(made.content)).paragraphs)


@pytest.fixture
def invoice(clerk):
    return clerk.invoice(("Tea", 2, 10), ("Sugar", 1, 5))


def test_people_print_with_a_template_of_their_own(clerk, invoice):
    put(
        clerk,
        template(
            "Dear {{ doc.party }}", "{% for line in parts.lines %}{{ line.item }};{% endfor %}"
        ),
    )
    assert word(clerk, invoice) == "Dear Tea & <Sugar>\nTea;Sugar;"
    with clerk.house.work() as work:
        drop_template(work, "toy_invoice", "document")
    assert word(clerk, invoice).startswith("Invoice № 000012")


def test_the_template_of_the_house_is_there_to_begin_with(clerk, invoice):
    with clerk.house.work(reads_only=True) as work:
        form = form_of(clerk.house, "toy_invoice", "document")
        begin = word_template(work, form, work.session.get(ToyInvoice, invoice), Formats("ru"))
    assert b"word/document.xml" in begin
    put(clerk, begin)
    assert "Двадцать пять рублей 00 копеек" in word(clerk, invoice)


def test_only_who_may_changes_it(clerk):
    with pytest.raises(Forbidden):
        put(clerk, template("mine"), Access(None, "anna"))


def archive(**files):
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in files.items():
            packed.writestr(name.replace("__", "/").replace("_xml", ".xml"), content)
    return made.getvalue()


@pytest.mark.parametrize(
    "content",
    [
        b"", b"PK\x03\x04", b"not a zip", archive(other=b"x"),
        archive(word__document_xml=b"0" * (51 << 20)),
    ],
)  # fmt: skip
def test_what_is_no_word_file_is_refused(clerk, content):
    with pytest.raises(Invalid):
        put(clerk, content)


ATTACKS = [
    "{{ ''.__class__.__mro__[1].__subclasses__() }}",
    "{{ doc.__class__ }}",
    "{{ doc.update({'party': 'x'}) }}",
    "{{ fields.append(1) }}",
    "{{ self._TemplateReference__context }}",
    "{{ cycler.__init__.__globals__.os.popen('id').read() }}",
    "{{ lipsum.__globals__ }}",
    "{{ namespace.__init__.__globals__ }}",
    "{{ ('%s' % doc)|attr('__class__') }}",
    "{{ '{0.__class__}'.format(doc) }}",
    "{{ '{0.__class__.__mro__}'.format_map({'0': doc}) }}",
    "{% import 'os' as os %}{{ os }}",
    "{% include '/etc/passwd' %}",
    "{{ mark._image }}",
    "{{ mark._image.tpl.save('/tmp/x') }}",
    "{{ no_such_thing }}",
    "{{ range(999999999) | list }}",
    "{{ 'x' * 9999999999 }}",
    "{{ doc.party",
    "{% for one in fields %}",
]


CONTEXT = {
    "doc": {"party": "Tea & Sugar"},
    "fields": [{"label": "Customer", "value": "Tea"}],
    "mark": qr_code("https://example.com"),
}


def test_the_sandbox_lets_honest_templates_through():
    made = confined.fill(CONTEXT, template("{{ doc.party }}", "{{ mark }}"))
    paper = docx.Document(io.BytesIO(made))
    assert paper.paragraphs[0].text == "Tea & Sugar"
    assert len(paper.inline_shapes) == 1


@pytest.mark.parametrize("attack", ATTACKS)
def test_a_template_reaches_nothing(attack):
    with pytest.raises(BadTemplate):
        confined.fill(CONTEXT, template(attack))


def test_a_template_that_goes_on_for_ever_is_ended(clerk, monkeypatch):
    monkeypatch.setattr(confined, "SECONDS", 2)
    endless = "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}"
    with pytest.raises(BadTemplate, match="too long"):
        confined.fill({}, template(endless))


def test_a_template_that_eats_memory_is_ended():
    greedy = "{% set x = 'x' * 99999999 %}{{ x }}{{ x }}{{ x }}{{ x }}{{ x }}{{ x }}{{ x }}{{ x }}"
    with pytest.raises(BadTemplate):
        confined.fill({}, template(greedy))


def test_the_confined_process_knows_nothing_of_the_base(monkeypatch):
    monkeypatch.setenv("TRADEPOST_DATABASE", "postgresql://secret")
    seen = {}
    real = confined.subprocess.run
    monkeypatch.setattr(
        confined.subprocess, "run", lambda *args, **kw: seen.update(kw) or real(*args, **kw)
    )
    confined.fill({}, template("plain"))
    assert set(seen["env"]) == {"PYTHONPATH"}
