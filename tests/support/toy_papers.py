"""A toy trade that writes invoices: everything a printed paper may have on it."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from sqlalchemy.orm import Mapped

from tradepost.core import (
    Amount,
    Catalog,
    Document,
    Lines,
    Percent,
    Plugin,
    Price,
    Quantity,
    Texts,
    field,
    hookimpl,
    lines_of,
    reference,
)
from tradepost.core.clock import FixedClock
from tradepost.core.database.base import Base
from tradepost.core.database.ids import new_id
from tradepost.core.house import House
from tradepost.core.printing import PrintForm, bar_code, qr_code
from tradepost.core.settings import Settings

_ = Texts("tradepost.core")
D = Decimal


class ToyParty(Catalog):
    plugin = "toy_papers"
    title = _("Party"), _("Parties")


class ToyCurrency(Catalog):
    plugin = "toy_papers"
    title = _("Currency"), _("Currencies")


class ToyInvoiceLine(Lines):
    plugin = "toy_papers"
    item: Mapped[str] = field(_("Item"))
    variant: Mapped[str] = field(_("Variant"), default="")
    quantity: Mapped[Quantity] = field(_("Quantity"))
    price: Mapped[Price] = field(_("Price"))
    amount: Mapped[Amount] = field(_("Amount"))
    vat_rate: Mapped[Percent | None] = field(_("VAT, %"))
    vat_amount: Mapped[Amount] = field(_("VAT"))


class ToyInvoice(Document):
    """Goods for money."""

    plugin = "toy_papers"
    title = _("Invoice"), _("Invoices")
    party: Mapped[ToyParty] = reference(_("Customer"))
    currency: Mapped[ToyCurrency] = reference(_("Currency"))
    due_on: Mapped[date | None] = field(_("Due on"))
    includes_vat: Mapped[bool] = field(_("Prices include VAT"))
    mode: Mapped[str] = field(_("Mode"), default="a", choices={"a": _("Sale"), "b": _("Gift")})
    vat_amount: Mapped[Amount] = field(_("VAT included"), readonly=True, default=D(0))
    amount: Mapped[Amount] = field(_("To be paid"), readonly=True, default=D(0))
    lines: Mapped[list[ToyInvoiceLine]] = lines_of(_("Goods"))


def label_context(work, record, formats):
    return {"mark": bar_code("460000000001", "ean13"), "heading": f"Label {record.number}"}


def qr_context(work, record, formats):
    return {"mark": qr_code("https://example.com/?a=1&b=2")}


class ToyPapersPlugin(Plugin):
    name = "toy_papers"
    title = _("Papers")

    @hookimpl
    def list_print_forms(self):
        return [
            PrintForm("label", _("Label"), "toy_invoice", context=label_context),
            PrintForm("qr", _("QR"), "toy_invoice", "toy_invoice.post", context=qr_context),
            PrintForm("other", _("Other"), "toy_party"),
        ]


def papers_house(url):
    clock = FixedClock(datetime(2026, 3, 31, 12, tzinfo=UTC))
    return House(Settings(), url, clock=clock, extra=[ToyPapersPlugin()])


def make_papers_base(url):
    house = papers_house(url)
    wanted = [
        t for t in Base.metadata.sorted_tables if t.info.get("plugin") in ("core", "toy_papers")
    ]
    Base.metadata.create_all(house.engine, wanted)
    house.close()


class Clerk:
    """The house that writes invoices, told what to do in few words."""

    def __init__(self, house):
        self.house = house
        now = house.clock.now()
        self.party = ToyParty(id=new_id(), code="7", name="Tea & <Sugar>", changed_at=now)
        self.currency = ToyCurrency(id=new_id(), code="RUB", name="Рубль", changed_at=now)
        with house.work() as work:
            work.session.add_all([self.party, self.currency])

    def invoice(self, *rows, number="000012", comment="", **fields):
        """Save an invoice; a row is (item, quantity, price)."""
        at = datetime(2026, 3, 31, 22, 30, tzinfo=UTC)
        lines = [
            ToyInvoiceLine(
                id=new_id(), position=n, item=item, quantity=D(str(q)), price=D(str(p)), amount=(D(str(q)) * D(str(p))).quantize(D("0.01")),
                vat_rate=D(20), vat_amount=(D(str(q)) * D(str(p)) / 6).quantize(D("0.01")),
            )
            for n, (item, q, p) in enumerate(rows)
        ]  # fmt: skip
        made = ToyInvoice(
            id=new_id(), number=number, moment=at, changed_at=at, posted=False, version=1,
            deleted=False, party_id=self.party.id, currency_id=self.currency.id, lines=lines,
            comment=comment, amount=sum((one.amount for one in lines), D(0)),
            vat_amount=sum((one.vat_amount for one in lines), D(0)), **fields,
        )  # fmt: skip
        with self.house.work() as work:
            work.session.add(made)
        return made.id


@pytest.fixture
def clerk(bases):
    house = papers_house(bases.like("toy_papers", make_papers_base))
    yield Clerk(house)
    house.close()
