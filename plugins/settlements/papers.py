"""The act of reconciliation: what two sides think they owe each other, document by document."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from ...core import Invalid, Texts, Work
from ...core.posting import readings
from ...core.printing import Context, Formats, FormOption, PrintForm
from ...core.printing.words import MOST, in_words
from ...core.records.presentations import presentations
from ...core.values import ZERO
from ..currencies import Currency
from ..organisations import Organisation
from ..parties import Contract, Party
from .models import Settlements

_ = Texts(__package__)

TITLE = _("Act of reconciliation")
OPTIONS = (
    FormOption("since", _("From the day")),
    FormOption("until", _("Up to the day")),
)
AT_ONCE, MOST_ROWS = 1000, 20_000
TICK = timedelta(microseconds=1)


def forms() -> list[PrintForm]:
    """With a party, of all contracts or of one."""
    same: dict[str, Any] = {
        "right": "settlements.read",
        "template": "forms/reconciliation.html",
        "package": __package__ or "",
        "options": OPTIONS,
        "shows": (),
    }
    return [
        PrintForm("reconciliation", TITLE, Party.kind, context=of_party, **same),
        PrintForm("reconciliation", TITLE, Contract.kind, context=of_contract, **same),
    ]


def of_party(work: Work, party: Party, formats: Formats, chosen: Mapping[str, str]) -> Context:
    """Everything between us and a party."""
    return _act(work, party, {"party": party.id}, formats, chosen)


def of_contract(
    work: Work, contract: Contract, formats: Formats, chosen: Mapping[str, str]
) -> Context:
    """What was done under one contract."""
    where = {"party": contract.party_id, "contract": contract.id}
    return _act(work, contract.party, where, formats, chosen)


def _act(
    work: Work, party: Any, where: dict[str, Any], formats: Formats, chosen: Mapping[str, str]
) -> Context:
    first, last = _period(work, formats, chosen)
    since, until = _start(first, formats), _start(last + timedelta(days=1), formats) - TICK
    opening = readings.balance(
        work, Settlements, at=since - TICK, by=("organisation", "currency"), where=where
    )
    rows = list(_movements(work, where, since, until))
    parts = Act(work, party, formats, opening, rows, last).parts()
    title = _(
        "{title} with {party} from {first} to {last}", title=TITLE, party=party.name,
        first=formats.day(first), last=formats.day(last),
    )  # fmt: skip
    return {
        "heading": formats.text(title),
        "fields": [],
        "tables": [part["table"] for part in parts],
        "act": {
            "parts": parts,
            "first": formats.day(first),
            "last": formats.day(last),
            "party": _name(work, party),
        },
    }


def _period(work: Work, formats: Formats, chosen: Mapping[str, str]) -> tuple[date, date]:
    """The days of the act: of this year up to today, where nothing else is said."""
    today = work.clock.now().astimezone(formats.zone).date()
    last = date.fromisoformat(chosen["until"]) if chosen["until"] else today
    first = (
        date.fromisoformat(chosen["since"]) if chosen["since"] else last.replace(month=1, day=1)
    )
    if first > last:
        raise Invalid(_("The period ends before it begins"), path="until")
    return first, last


def _start(day: date, formats: Formats) -> datetime:
    return datetime.combine(day, time(), formats.zone).astimezone(UTC)


def _movements(
    work: Work, where: Mapping[str, Any], since: datetime, until: datetime
) -> Iterator[dict[str, Any]]:
    after = None
    seen = 0
    while True:
        rows = readings.movements(
            work, Settlements, where=where, since=since, until=until, after=after, limit=AT_ONCE
        )
        yield from rows
        seen += len(rows)
        if seen > MOST_ROWS:
            raise Invalid(
                _("There are more than {most} documents in the period", most=MOST_ROWS),
                path="since", remedy=_("Choose a shorter period"),
            )  # fmt: skip
        if len(rows) < AT_ONCE:
            return
        tail = rows[-1]
        after = (tail["moment"], tail["recorder"], tail["line"])


Key = tuple[UUID, UUID]


def _key(row: Mapping[str, Any]) -> Key:
    return row["organisation"], row["currency"]


def _keys(*readings_: Iterable[Mapping[str, Any]]) -> list[Key]:
    """Organisations and currencies apart: each has an act of its own."""
    return list(dict.fromkeys(_key(row) for rows in readings_ for row in rows))


@dataclass(frozen=True)
class Act:
    """What the acts of one paper are made from."""

    work: Work
    party: Any
    formats: Formats
    opening: list[dict[str, Any]]
    moved: list[dict[str, Any]]
    last: date

    def parts(self) -> list[Context]:
        """One for each organisation and currency."""
        return [self._part(key) for key in _keys(self.opening, self.moved)]

    def _part(self, key: Key) -> Context:
        work, formats = self.work, self.formats
        ours, currency = work.session.get(Organisation, key[0]), work.session.get(Currency, key[1])
        code = currency.code if currency is not None else ""
        before = sum((row["amount"] for row in self.opening if _key(row) == key), ZERO)
        lines = list(_merged([row for row in self.moved if _key(row) == key]))
        up = sum((amount for _m, _r, amount in lines if amount > 0), ZERO)
        down = -sum((amount for _m, _r, amount in lines if amount < 0), ZERO)
        after = before + up - down
        sides = _name(work, ours), _name(work, self.party)
        rows = self._rows(lines)
        return {
            "organisation": sides[0],
            "director": _seen(work, ours, "director"),
            "currency": code,
            "rows": rows,
            "opening": _both(formats, before),
            "turnover": [_shown(formats, up), _shown(formats, down)],
            "closing": _both(formats, after),
            "said": _conclusion(formats, after, code, sides, self.last),
            "table": _table(formats, rows, code),
        }

    def _rows(self, lines: Sequence[tuple[datetime, UUID, Decimal]]) -> list[list[str]]:
        formats = self.formats
        wanted = (("document", recorder) for _moment, recorder, _amount in lines)
        names = presentations(self.work, wanted, formats.language)
        return [
            [
                formats.day(moment.astimezone(formats.zone).date()),
                names.get(recorder, ""),
                _shown(formats, amount if amount > 0 else ZERO),
                _shown(formats, -amount if amount < 0 else ZERO),
            ]
            for moment, recorder, amount in lines
        ]


def _merged(rows: list[dict[str, Any]]) -> Iterator[tuple[datetime, UUID, Decimal]]:
    """One line for each document."""
    sums: dict[tuple[datetime, UUID], Decimal] = {}
    for row in rows:
        place = (row["moment"], row["recorder"])
        sums[place] = sums.get(place, ZERO) + row["amount"]
    for (moment, recorder), amount in sums.items():
        yield moment, recorder, amount


def _both(formats: Formats, amount: Decimal) -> list[str]:
    """A balance as debit and credit."""
    return [
        formats.exact(max(amount, ZERO), "amount"),
        formats.exact(max(-amount, ZERO), "amount"),
    ]


def _shown(formats: Formats, amount: Decimal) -> str:
    return formats.exact(amount, "amount") if amount else ""


def _conclusion(
    formats: Formats, amount: Decimal, code: str, sides: tuple[str, str], last: date
) -> str:
    day = formats.long_day(last)
    if not amount:
        return formats.text(_("On {day} neither side owes the other anything.", day=day))
    owed, owing = sides if amount > 0 else sides[::-1]
    size = abs(amount)
    words = in_words(size, code, formats.language) if size < MOST else ""
    return formats.text(
        _("On {day} the debt to {whom} of {who} is {amount} {currency} ({words}).",
          day=day, whom=owed, who=owing, amount=formats.exact(size, "amount"), currency=code,
          words=words)
    )  # fmt: skip


def _table(formats: Formats, rows: list[list[str]], code: str) -> Context:
    """The same as a table, for Word."""
    named = (
        ("day", _("Day"), "left", 2),
        ("document", _("Document"), "left", 8),
        ("debit", _("Debit"), "right", 3),
        ("credit", _("Credit"), "right", 3),
    )
    return {
        "name": "lines",
        "title": code,
        "columns": [
            {"name": name, "title": formats.text(title), "align": align, "weight": weight}
            for name, title, align, weight in named
        ],
        "rows": rows,
        "totals": [],
    }


def _name(work: Work, side: Any) -> str:
    return _seen(work, side, "full_name") or _seen(work, side, "name")


def _seen(work: Work, side: Any, name: str) -> str:
    if side is None or name in work.access.hidden(side.kind):
        return ""
    return str(getattr(side, name, "") or "")
