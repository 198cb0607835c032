"""How the two sides of a paper are named on it: name, numbers, address, bank account."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from sqlalchemy import select

from ...core import Text, Texts, Work
from ...core.printing import Context, Formats

_ = Texts(__package__)

ADDRESSES = ("legal_address", "address", "postal_address")


class Sides:
    """Names organisations and parties for one paper, without what its reader may not see."""

    def __init__(self, work: Work, formats: Formats) -> None:
        self.work = work
        self.formats = formats

    def seen(self, side: Any, name: str) -> str:
        """A field as a text; empty where it is hidden, or there is no such side or field."""
        if side is None or name in self.work.access.hidden(side.kind):
            return ""
        return str(getattr(side, name, "") or "")

    def name(self, side: Any) -> str:
        """The full name, else the short one."""
        return self.seen(side, "full_name") or self.seen(side, "name")

    def address(self, side: Any) -> str:
        """The registered address, else the first there is; of a party from its contacts."""
        if side is None or hasattr(side, "address"):
            return self.seen(side, "address")
        return self._contact(side, ADDRESSES)

    def delivery(self, side: Any) -> str:
        """Where goods are brought."""
        if side is None or hasattr(side, "address"):
            return self.seen(side, "address")
        return self._contact(side, ("delivery_address", *ADDRESSES))

    def _contact(self, side: Any, kinds: Iterable[str]) -> str:
        if "contacts" in self.work.access.hidden(side.kind):
            return ""
        known = {one.kind_: one.value for one in reversed(side.contacts)}
        return next((known[kind] for kind in kinds if kind in known), "")

    def numbers(self, side: Any) -> str:
        """`7707083893 / 770701001`."""
        both = (self.seen(side, "tax_id"), self.seen(side, "kpp"))
        return " / ".join(one for one in both if one)

    def details(self, side: Any, *more: str) -> str:
        """Name, tax numbers, address and phone in one line, then whatever else is said."""
        tax_id, kpp = self.seen(side, "tax_id"), self.seen(side, "kpp")
        parts = [
            self.name(side),
            self._said(_("INN {number}", number=tax_id)) if tax_id else "",
            self._said(_("KPP {number}", number=kpp)) if kpp else "",
            self.address(side),
            self.seen(side, "phone"),
            *more,
        ]
        return ", ".join(one for one in parts if one)

    def account(self, organisation_id: UUID, currency_id: UUID | None) -> Context:
        """The first bank account of ours in a currency; empty texts where there is none."""
        empty = dict.fromkeys(("account", "bank", "bic", "correspondent"), "")
        place: Any = self.work.schema.catalogs.get("cash_place")
        if place is None or currency_id is None:
            return empty
        asked = select(place).where(
            place.kind_ == "account",
            place.organisation_id == organisation_id,
            place.currency_id == currency_id,
            place.account != "",
            ~place.deleted,
        )
        found = self.work.session.scalars(asked.order_by(place.code).limit(1)).first()
        return empty if found is None else {name: self.seen(found, name) for name in empty}

    def account_line(self, account: Context) -> str:
        """An account in one line."""
        parts = [account["account"], account["bank"]]
        if account["bic"]:
            parts.append(self._said(_("BIC {number}", number=account["bic"])))
        if account["correspondent"]:
            parts.append(self._said(_("corr. account {number}", number=account["correspondent"])))
        return ", ".join(one for one in parts if one)

    def basis(self, paper: Any) -> Context:
        """What a paper is made under: the contract, its number and day."""
        contract = getattr(paper, "contract", None)
        signed = None
        if contract is not None and "signed_on" not in self.work.access.hidden(contract.kind):
            signed = contract.signed_on
        day = self.formats.day(signed) if signed else ""
        name = self.seen(contract, "name")
        said = self._said(_("{name} of {day}", name=name, day=day)) if day else name
        return {"name": name, "number": self.seen(contract, "code"), "day": day, "said": said}

    def _said(self, text: Text) -> str:
        return self.formats.text(text)


def heading_of(title: Text, paper: Any, formats: Formats) -> str:
    """`Invoice No. 12 of 3 March 2026`."""
    day = formats.long_day(paper.moment)
    named = _("{title} No. {number} of {date}", title=title, number=paper.number, date=day)
    return formats.text(named)


def listed_fields(formats: Formats, given: Iterable[tuple[str, Text, str]]) -> list[Context]:
    """What a paper says at its head, without what is empty."""
    return [
        {"name": name, "label": formats.text(label), "value": value}
        for name, label, value in given
        if value
    ]


def day_of(paper: Any, formats: Formats) -> str:
    """The day of a paper in figures."""
    return formats.day(paper.moment.astimezone(formats.zone).date())
