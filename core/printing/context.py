"""What a print form is given: plain data, every value shown already in the paper's language.

No record, no session, nothing that can be called: a template can only lay out what is here.

    title, number, date, heading     the document and its day
    doc.<field>                      the fields, by name
    fields                           [{name, label, value}], those that are filled in
    parts.<part>                     rows of a table: [{n, <field>…}]
    sums.<part>.<field>              the sums under a table
    tables                           [{name, title, columns, rows, totals}], ready to be drawn
    totals                           [{label, value}]
    amount_in_words                  where the document has an amount and a currency
    draft                            whether it is not posted
    pictures.<field>.<name>          logo, stamp…; None where there is none
    printed_at
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from ..records.extras import Extras, holder, load_extras
from ..records.presentations import presentations
from ..records.shape import Shape, Slot, shape_of
from ..schema.document import Document
from ..schema.record import Declared, Record
from ..texts import Texts
from ..values import ONE, ZERO
from ..work import Work
from .formats import MOST, Formats
from .words import MOST as MOST_SAID
from .words import in_words

_ = Texts("tradepost.core.printing")

Context = dict[str, Any]
HEAD = ("number", "moment", "posted", "code", "name")
WEIGHTS = {
    "amount": 3.4, "price": 3.2, "quantity": 2.6, "rate": 2.6, "percent": 1.8, "whole": 2,
    "day": 3, "moment": 4,
}  # fmt: skip
"""How wide a column of a type is beside the others; of names, what the longest needs."""
LATE = ("based_on", "comment")  # what a paper says last


@dataclass
class Given:
    """What the context of one record is made from."""

    work: Work
    record: Record
    formats: Formats
    shape: Shape
    extras: Extras
    names: Mapping[UUID, str]

    def value(self, owner: Declared, slot: Slot) -> Any:
        """The stored value of a field, the plugins' added ones too."""
        home = holder(self.extras, owner, slot)
        return slot.empty() if home is None else getattr(home, slot.field.column)

    def shown(self, owner: Declared, slot: Slot) -> str:
        """The value as the paper shows it."""
        return self.formats.field(slot.field, self.value(owner, slot), self.names)

    def slots(self, shape: Shape) -> dict[str, Slot]:
        """The fields the person may see."""
        hidden = self.work.access.hidden(shape.cls.kind)
        return {name: slot for name, slot in shape.slots.items() if name not in hidden}

    def label(self, slot: Slot) -> str:
        """How the field is called."""
        return self.formats.text(slot.field.label)


def context_of(work: Work, record: Record, formats: Formats) -> Context:
    """The context every form begins with; plugins add to it.

    Args:
        work: the unit of work; fields its person may not see are left out.
        record: with its rows loaded.
        formats: the language and zone of the paper.
    """
    shape = shape_of(work.schema, type(record))
    extras = load_extras(work, [record], shape)
    given = Given(work, record, formats, shape, extras, {})
    given.names = presentations(work, _pointers(given), formats.language)
    doc = {name: given.shown(record, slot) for name, slot in given.slots(shape).items()}
    tables = [_table(given, name) for name in _parts(given) if getattr(record, name)]
    return {
        **_heading(given),
        "doc": doc,
        "fields": _fields(given, doc),
        "parts": {name: _rows(given, name) for name in _parts(given)},
        "tables": tables,
        "sums": {one["name"]: _sums(one) for one in tables},
        "totals": _totals(given),
        "amount_in_words": _words(given),
        "printed_at": formats.moment(work.clock.now()),
        "language": formats.language,
    }


def _pointers(given: Given) -> Iterable[tuple[Any, UUID | None]]:
    owners: list[tuple[Declared, Shape]] = [(given.record, given.shape)]
    for name, cls in given.shape.parts.items():
        shape = shape_of(given.work.schema, cls)
        owners += [(row, shape) for row in getattr(given.record, name)]
    for owner, shape in owners:
        for slot in shape.slots.values():
            if slot.points:
                target = slot.field.target or "document"
                yield target, given.value(owner, slot)


def _heading(given: Given) -> Context:
    record, formats = given.record, given.formats
    title = formats.text(record.title[0])
    if not isinstance(record, Document):
        name = record.presentation
        return {"title": title, "number": getattr(record, "code", ""), "date": "",
                "heading": f"{title}: {name}", "draft": False}  # fmt: skip
    date = formats.long_day(record.moment)
    heading = _("{title} No. {number} of {date}", title=title, number=record.number, date=date)
    return {"title": title, "number": record.number, "date": date,
            "heading": formats.text(heading), "draft": not record.posted}  # fmt: skip


def _fields(given: Given, doc: Mapping[str, str]) -> list[dict[str, str]]:
    names = [n for n in doc if n not in (*HEAD, *LATE, *_summed(given))]
    slots = given.shape.slots
    return [
        {"name": name, "label": given.label(slots[name]), "value": doc[name]}
        for name in (*names, *(one for one in LATE if one in doc))
        if doc[name] and _is_said(given, slots[name])
    ]


def _is_said(given: Given, slot: Slot) -> bool:
    """Whether a field is worth a line: not what is so by default, nor what the house keeps."""
    value = given.value(given.record, slot)
    plain = slot.field.type == "rate" and value == ONE  # no other currency is concerned
    return not slot.field.readonly and not plain and value not in (False, ZERO)


def _summed(given: Given) -> list[str]:
    """Amounts the house computes stand among the totals, not among the fields."""
    return [
        name
        for name, slot in given.slots(given.shape).items()
        if slot.field.readonly and slot.field.type == "amount"
    ]


def _parts(given: Given) -> list[str]:
    hidden = given.work.access.hidden(given.shape.cls.kind)
    return [name for name in given.shape.parts if name not in hidden]


def _rows(given: Given, part: str) -> list[dict[str, str]]:
    slots = given.slots(shape_of(given.work.schema, given.shape.parts[part]))
    return [
        {"n": str(n), **{name: given.shown(row, slot) for name, slot in slots.items()}}
        for n, row in enumerate(getattr(given.record, part), 1)
    ]


def _table(given: Given, part: str) -> Context:
    slots = given.slots(shape_of(given.work.schema, given.shape.parts[part]))
    rows: Sequence[Any] = getattr(given.record, part)
    used = {
        name: slot
        for name, slot in slots.items()
        if not _of_the_house(slot) and any(_filled(given.value(row, slot)) for row in rows)
    }
    columns = [{"name": "n", "title": "№", "align": "right", "weight": 1}]
    columns += [
        {
            "name": name,
            "title": given.label(slot),
            "align": "right" if _is_number(slot) else "left",
            "weight": WEIGHTS.get(slot.field.type) or _width(given, rows, slot),
        }
        for name, slot in used.items()
    ]
    shown = [
        [str(n), *(given.shown(row, slot) for slot in used.values())]
        for n, row in enumerate(rows, 1)
    ]
    totals = [given.formats.text(_("Total")), *(_sum(given, rows, s) for s in used.values())]
    title = given.work.schema.fields(given.shape.cls)[part].label
    return {
        "name": part,
        "title": given.formats.text(title),
        "columns": columns,
        "rows": shown,
        "totals": totals if any(totals[1:]) else [],
    }


def _sums(table: Context) -> dict[str, str]:
    names = [one["name"] for one in table["columns"]]
    return dict(zip(names, table["totals"] or [""] * len(names), strict=True))


def _of_the_house(slot: Slot) -> bool:
    """What the house works out for itself; sums are for the reader, too."""
    return slot.field.type == "flag" or (slot.field.readonly and slot.field.type != "amount")


def _width(given: Given, rows: Sequence[Any], slot: Slot) -> float:
    longest = max((len(given.shown(row, slot)) for row in rows), default=0)
    return min(14, max(2.5, longest / 3))


def _filled(value: Any) -> bool:
    return bool(value)  # an empty text, a zero and a no say nothing on paper


def _is_number(slot: Slot) -> bool:
    return slot.field.type in MOST or slot.field.type == "whole"


def _sum(given: Given, rows: Sequence[Any], slot: Slot) -> str:
    if slot.field.type != "amount":
        return ""
    whole = sum((given.value(row, slot) or ZERO for row in rows), ZERO)
    return given.formats.exact(whole, "amount")


def _totals(given: Given) -> list[dict[str, str]]:
    """The computed amounts; what is to be paid stands last."""
    slots, record = given.shape.slots, given.record
    whole = given.value(record, slots["amount"]) if "amount" in slots else None
    names = sorted(_summed(given), key=lambda name: name == "amount")
    return [
        {
            "name": name,
            "label": given.label(slots[name]),
            "value": given.shown(record, slots[name]),
        }
        for name in names
        if name == "amount" or given.value(record, slots[name]) not in (ZERO, whole)
    ]


def _words(given: Given) -> str:
    slots = given.slots(given.shape)
    amount = given.value(given.record, slots["amount"]) if "amount" in slots else None
    currency = getattr(given.record, "currency", None)
    if not isinstance(amount, Decimal) or currency is None or not 0 <= amount < MOST_SAID:
        return ""
    code: Any = getattr(currency, "code", "")
    return in_words(amount, str(code), given.formats.language)
