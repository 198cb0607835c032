"""Pictures on papers: only what is one is taken, and it stands on the papers that name it."""

import io

import pytest
from PIL import Image

from support.toy_papers import ToyInvoice, ToyParty
from tradepost.core.access.access import Access
from tradepost.core.errors import Forbidden, Invalid
from tradepost.core.printing import keep_template, print_record
from tradepost.core.printing.pictures import drop_picture, keep_picture, pictures_of
from tradepost.core.texts import Texts

_ = Texts("tradepost.core")


@pytest.fixture
def parties(monkeypatch):
    monkeypatch.setattr(ToyParty, "pictures", {"logo": _("Logo")}, raising=False)


def picture(kind="PNG", size=(40, 20)):
    made = io.BytesIO()
    Image.new("RGB", size, "navy").save(made, kind)
    return made.getvalue()


def put(clerk, content, name="logo", access=None):
    given = {} if access is None else {"access": access}
    with clerk.house.work(**given) as work:
        keep_picture(work, work.session.get(ToyParty, clerk.party.id), name, content)


@pytest.mark.usefixtures("parties")
@pytest.mark.parametrize(("kind", "media"), [("PNG", "image/png"), ("JPEG", "image/jpeg")])
def test_a_picture_stands_on_the_papers_that_name_its_record(clerk, kind, media):
    key = clerk.invoice(("Tea", 1, 10))
    put(clerk, picture(kind))
    with clerk.house.work() as work:
        logo = pictures_of(work, work.session.get(ToyInvoice, key))["party"]["logo"]
        assert (logo["width_mm"], logo["height_mm"]) == (60, 30)
        source = (
            b"{% if pictures.party.logo %}<img src='{{ pictures.party.logo.uri }}'>{% endif %}"
        )
        keep_template(work, "toy_invoice", "document", source, media="html")
        shown = print_record(work, "toy_invoice", key).content.decode()
        assert f"data:{media};base64," in shown
        assert print_record(work, "toy_invoice", key, media="pdf").content.startswith(b"%PDF")
        drop_picture(work, work.session.get(ToyParty, clerk.party.id), "logo")
        assert print_record(work, "toy_invoice", key).content == b""


BAD = [
    b"", b"GIF89a" + b"0" * 99, b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>",
    b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff\xe0", picture("PNG", (5000, 2)),
    picture() + b"0" * (1 << 20), b"\xff\xd8\xff" + b"\xff" * 500,
]  # fmt: skip


@pytest.mark.usefixtures("parties")
@pytest.mark.parametrize("content", BAD)
def test_what_is_no_picture_is_refused(clerk, content):
    with pytest.raises(Invalid):
        put(clerk, content)


@pytest.mark.usefixtures("parties")
def test_only_who_may_and_only_known_ones(clerk):
    with pytest.raises(Forbidden):
        put(clerk, picture(), access=Access(None, "anna"))
    with pytest.raises(Invalid):
        put(clerk, picture(), name="face")
