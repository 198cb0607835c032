"""The papers of packaging: the note that goes with it, and the statement of what is held."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from ...core import Text, Texts, Work
from ...core.posting import readings
from ...core.printing import Context, Formats, PrintForm
from ...core.values import ZERO, round_to
from ..items import Item
from ..orders import Sides, heading_of, listed_fields
from ..parties import Party
from ..stock import PaperColumn, paper_table
from .documents import WAYS
from .models import PackagingIn, PackagingOut

_ = Texts(__package__)

NOTE, STATEMENT = _("Packaging note"), _("Statement of packaging")


def forms() -> list[PrintForm]:
    """For a packaging note, and for a party."""
    return [
        PrintForm(
            "packaging_note", NOTE, "packaging_move", context=note,
            signs=(_("Released by"), _("Accepted by")),
        ),
        PrintForm(
            "packaging_statement", STATEMENT, Party.kind, context=statement,
            right="packaging_out.read", signs=(_("For us"), _("For them")),
        ),
    ]  # fmt: skip


def note(work: Work, paper: Any, formats: Formats) -> Context:
    """What goes where, for which deposit."""
    sides, lines = Sides(work, formats), paper.lines
    fields = [
        ("organisation", _("Organisation"), sides.details(paper.organisation)),
        ("party", _("Party"), sides.details(paper.party)),
        ("basis", _("Basis"), sides.basis(paper)["said"]),
        ("way", _("What happens"), formats.text(WAYS[paper.way])),
        ("warehouse", _("Warehouse"), sides.seen(paper.warehouse, "name")),
        ("reason", _("Reason"), paper.reason),
    ]
    rows = [(line.item, line.quantity, line.amount) for line in lines]
    label = formats.text(_("Deposit in all"))
    total = {"name": "amount", "label": label, "value": formats.exact(paper.amount, "amount")}
    return {
        "heading": heading_of(NOTE, paper, formats),
        "fields": listed_fields(formats, fields),
        **_table(formats, _("Packaging"), rows),
        "totals": [total],
    }


def statement(work: Work, party: Any, formats: Formats) -> Context:
    """What they hold of ours, and we of theirs, today."""
    sides = Sides(work, formats)
    title = _("{title}: {party}", title=STATEMENT, party=party.name)
    fields = [
        ("party", _("Party"), sides.details(party)),
        ("day", _("As of"), formats.day(work.clock.now().astimezone(formats.zone).date())),
    ]
    parts = [
        _table(formats, said, _held(work, register, party))
        for register, said in (
            (PackagingOut, _("Our packaging they hold")),
            (PackagingIn, _("Their packaging we hold")),
        )
        if work.access.may(f"{register.kind}.read")
    ]
    return {
        "heading": formats.text(title),
        "fields": listed_fields(formats, fields),
        "tables": [table for part in parts for table in part["tables"] if table["rows"]],
        "totals": [],
    }


def _held(work: Work, register: Any, party: Party) -> list[tuple[Any, Decimal, Decimal]]:
    rows = readings.balance(work, register, by=("item",), where={"party": party.id})
    get = work.session.get_one
    return [(get(Item, row["item"]), row["quantity"], row["amount"]) for row in rows]


def _table(formats: Formats, title: Text, rows: Sequence[tuple[Any, Decimal, Decimal]]) -> Context:
    each = [round_to(amount / quantity, 2) if quantity else ZERO for _i, quantity, amount in rows]
    columns = [
        PaperColumn("item", _("Packaging"), [item.name for item, _q, _a in rows], weight=9),
        PaperColumn("code", _("Code"), [item.code for item, _q, _a in rows], weight=2),
        PaperColumn(
            "quantity", _("Quantity"), [q for _i, q, _a in rows], "quantity", 2.4, summed=True
        ),
        PaperColumn("price", _("Deposit for a piece"), each, "amount", 3),
        PaperColumn("amount", _("Deposit"), [a for _i, _q, a in rows], "amount", 3, summed=True),
    ]
    return paper_table(formats, title, columns)
