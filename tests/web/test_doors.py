"""Every page of the back office, walked from link to link by people who may not see all.

Whatever page there is, or will be, is looked at: none may tell of a hidden record or field.
The control shows that the same walk finds them where nothing is hidden.
"""

import io
import re
import zipfile
from collections import Counter, deque
from html import unescape
from urllib.parse import parse_qsl, urlencode, urlsplit

import pytest
from pypdf import PdfReader

from support.back_office import Office
from support.two_firms import WORD, leaks_of_masks, leaks_of_rows
from tradepost.core.access.roles import Roles

LINK = re.compile(r"""(?:href|hx-get|data-address|data-url)="(/[^"#]*)""")
IDLE = {"sort", "after", "limit", "order"}
"""What changes the order of a page and not what it tells."""
MOST = 3000
FILES = (".csv", ".xlsx", ".pdf")
"""What these tell is gathered as for the page they are of: one file of each is enough."""
RECORD = re.compile("[0-9a-f]{8}-[0-9a-f-]{27}")
ALIKE = 2
"""So many pages of one form are looked at: of other records, or asked for with other values."""


class Walk:
    """Goes wherever links lead, each address once, reading only."""

    def __init__(self, office, seeds):
        self.office = office
        self.waiting = deque(seeds)
        self.been = set(seeds)
        self.asked = Counter()
        self.pages = {}

    def all(self):
        """The text of every page by its address."""
        while self.waiting and len(self.pages) < MOST:
            address = self.waiting.popleft()
            answer = self.office.app.get(address, expect_errors=True)
            assert answer.status_int < 500, address
            self.pages[address] = _text(answer) if answer.status_int < 400 else ""
            if "html" in answer.content_type:
                for link in LINK.findall(answer.text):
                    self._note(unescape(link))
        assert len(self.pages) < MOST, Counter(
            one.partition("?")[0] for one in self.been
        ).most_common(9)
        return self.pages

    def _note(self, link):
        parts = urlsplit(link)
        asked = [(name, one) for name, one in parse_qsl(parts.query) if name not in IDLE]
        address = f"{parts.path}?{urlencode(asked)}" if asked else parts.path
        skipped = (
            "/static/",
            "/sign-",
            "/administration/roles/",
            "/administration/print/",
            "/help",
        )
        form = (RECORD.sub("", parts.path), frozenset(name for name, _one in asked))
        enough = ALIKE
        if parts.path.endswith(FILES):
            form, enough = (form[0], frozenset()), 1
        known = address in self.been or self.asked[form] >= enough
        if not known and not parts.path.startswith(skipped):
            self.been.add(address)
            self.asked[form] += 1
            self.waiting.append(address)


def _text(answer):
    if "openxml" in answer.content_type:
        book = zipfile.ZipFile(io.BytesIO(answer.body))
        return " ".join(book.read(name).decode(errors="replace") for name in book.namelist())
    if answer.content_type == "application/pdf":
        return " ".join(one.extract_text() for one in PdfReader(io.BytesIO(answer.body)).pages)
    return answer.body.decode(errors="replace")


def seeds(firms):
    """The start page, and what no link leads to: what people type, and files."""
    house = firms.house
    found = ["/", "/administration/audit", f"/find?q={WORD}"]
    for kind in house.schema.records:
        found += [f"/pick/{kind}?q={WORD}", f"/pick/{kind}?q=gem", f"/pick/{kind}"]
        group = "documents" if kind in house.schema.documents else "catalogs"
        found += [f"/{group}/{kind}", f"/{group}/{kind}?q={WORD}"]
    found.append("/pick/document?q=")
    for papers in (firms.dear, firms.hidden):
        for kind, key in papers.items():
            base = f"/documents/{kind}/{key}"
            found += [base, f"{base}/print", f"{base}/print/document.html"]
            edited = f"/administration/print/{kind}/document"  # of each form as many pages again
            found += [f"{edited}?sample={key}&tab={tab}" for tab in ("html", "docx", "versions")]
            found.append(f"{edited}/sample.docx?sample={key}")
            found += [f"{base}/panel/{name}" for name in ("movements", "links", "history")]
    return found


@pytest.fixture
def office(firms):
    made = Office(firms.house)
    made.user("chief", "*")
    made.user("ours", "*")
    made.user("blind", "*")
    with firms.house.work() as work:
        roles = Roles(work)
        for kind, keys in firms.rows().items():
            roles.restrict("of_ours", kind, keys)
        for kind, names in firms.masks().items():
            roles.mask("of_blind", kind, names)
    return made


def walked(office, firms, name):
    office.sign_in(name)
    return Walk(office, seeds(firms)).all()


def test_who_may_see_everything_finds_the_hidden_words_and_figures(office, firms):
    pages = walked(office, firms, "chief")
    assert sum(1 for one in pages.values() if leaks_of_rows(firms, one)) > 30
    told = [address.partition("?")[0] for address, one in pages.items() if leaks_of_masks(one)]
    assert len(told) > 20
    assert {ending for ending in FILES if any(one.endswith(ending) for one in told)} == set(FILES)


def test_no_page_tells_of_records_out_of_sight(office, firms):
    pages = walked(office, firms, "ours")
    told = {address: leaks_of_rows(firms, text) for address, text in pages.items()}
    # A page that was asked for by a hidden word repeats the word, and tells nothing else.
    told = {a: [one for one in found if one not in a] for a, found in told.items()}
    assert not {address: found for address, found in told.items() if found}
    assert len(pages) > 100


def test_no_page_tells_what_fields_are_masked(office, firms):
    pages = walked(office, firms, "blind")
    told = {address: leaks_of_masks(text) for address, text in pages.items()}
    assert not {address: found for address, found in told.items() if found}
    assert len(pages) > 100
