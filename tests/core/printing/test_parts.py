"""The small things papers are made of: numbers, words, bars, pages."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from jinja2 import TemplateNotFound
from jinja2.exceptions import SecurityError, UndefinedError

from tradepost.core.errors import Invalid
from tradepost.core.printing import Formats, bar_code, pdf, qr_code
from tradepost.core.printing.html import _environment, to_html

D = Decimal


def test_numbers_by_the_customs_of_the_language():
    ru, en = Formats("ru"), Formats("en")
    assert ru.exact(D("1234567.5"), "amount") == "1\xa0234\xa0567,50"
    assert en.exact(D("1234567.5"), "amount") == "1,234,567.50"
    assert ru.exact(D("2.500000"), "quantity") == "2,5"
    assert ru.exact(D("3"), "quantity") == "3"
    assert ru.exact(D("33.335"), "price") == "33,335"
    assert ru.exact(D("-0.005"), "amount") == "-0,01"
    assert ru.exact(D("99999999999999.9999"), "amount") == "100\xa0000\xa0000\xa0000\xa0000,00"


def test_other_values():
    ru = Formats("ru")
    assert ru.plain(date(2026, 3, 1), "day") == "01.03.2026"
    assert ru.plain(datetime(2026, 3, 1, 9, 5, tzinfo=UTC), "moment") == "01.03.2026 09:05"
    assert ru.plain({"цвет": "красный"}, "json") == "цвет: красный"
    assert ru.plain(["a", 1], "json") == "a, 1"
    assert ru.plain(value=True, kind="flag") == "да"


def test_a_bar_code_adds_its_check_digit():
    assert bar_code("460000000001", "ean13")["text"] == "4600000000015"


@pytest.mark.parametrize(
    ("text", "kind"), [("abc", "ean13"), ("", "code128"), ("1", "no_such"), ("x" * 2000, "code128"),
                       ("Чай", "code128")],
)  # fmt: skip
def test_what_bars_can_not_say_is_refused(text, kind):
    with pytest.raises(Invalid):
        bar_code(text, kind)


def test_a_qr_code_that_would_be_too_large_is_refused():
    assert qr_code("Привет, касса")["uri"].startswith("data:image/svg+xml")
    with pytest.raises(Invalid):
        qr_code("x" * 5000)


def test_the_png_of_a_mark_is_a_picture():
    import base64
    import io

    from PIL import Image

    for mark in (qr_code("https://example.com"), bar_code("ABC-123")):
        picture = Image.open(io.BytesIO(base64.b64decode(mark["png"]))).convert("1")
        assert picture.getpixel((0, 0))  # the quiet zone is white
        assert 0 < sum(picture.tobytes()) < 255 * len(picture.tobytes())


def test_a_pdf_opens_no_file_and_no_address(tmp_path, monkeypatch):
    import weasyprint.urls

    opened = []
    monkeypatch.setattr(
        weasyprint.urls.URLFetcher, "fetch", lambda self, url, headers=None: opened.append(url)
    )
    secret = tmp_path / "secret.txt"
    secret.write_text("<svg xmlns='http://www.w3.org/2000/svg'/>")
    html = (
        f"<link rel=stylesheet href='file://{secret}'><img src='file://{secret}'>"
        f"<link rel=attachment href='file://{secret}'><img src='http://127.0.0.1:9/x.png'>"
        "<style>@import 'http://127.0.0.1:9/x.css'; body {background: url(ftp://127.0.0.1/x)}</style>"
        "<object data='/etc/passwd'></object><img src='//127.0.0.1/x'>"
    )
    assert b"secret" not in pdf.to_pdf(html)
    assert opened == []


def test_without_weasyprint_the_browser_is_named(monkeypatch):
    import sys

    monkeypatch.setitem(sys.modules, "weasyprint", None)
    with pytest.raises(pdf.NoPdf) as refusal:
        pdf.to_pdf("<p>x")
    assert "browser" in str(refusal.value.remedy)


def test_a_template_sees_only_its_context_and_its_own_folder():
    environment = _environment("tradepost.core.printing")
    with pytest.raises(SecurityError):
        environment.from_string("{{ one.__class__.__mro__ }}").render(one={})
    with pytest.raises(SecurityError):
        environment.from_string("{{ one.append(1) }}").render(one=[])
    with pytest.raises(UndefinedError):
        environment.from_string("{{ nothing }}").render()
    for name in ("core/../forms.py", "../plugins.toml", "core/../../errors.py"):
        with pytest.raises(TemplateNotFound):
            to_html({}, name)
