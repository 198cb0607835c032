"""Many prices changed at once by programs: tried by one call, made by another."""

from collections.abc import Iterator, Sequence
from typing import Any

from ....core import Refusal, Texts
from ....core.errors import refuse_all
from ....core.records.wire import moment_text
from ....core.values import plain
from ....core.work import Work
from ....web.api.frame import Answer, Call, Endpoint
from ....web.api.schemas import COUNT, KEY, MOMENT, OWN_KEY, TEXT, Plain, nothing_or, number, table
from ..documents import PriceSetting
from ..errors import WrongPrices
from ..repricing import SOURCES, Change, GoodsRow, follow, held, proposed
from ..setting import set_before, set_prices
from .body import MOST, MOST_TYPES, Body, Wanted

_ = Texts("tradepost.plugins.pricing")


def tried(call: Call) -> Answer:
    """Answer the goods with the prices that hold and the new ones; nothing is set."""
    call.only()
    wanted = Body(call.work).read(call.table)
    found = _table(call.work, wanted)
    return Answer(
        {
            "moment": moment_text(wanted.asked.moment),
            "rows": [_row(found, one) for one in found.rows],
            "more": found.more,
        }
    )


def made(call: Call) -> Answer:
    """Set the prices; a change of a key that was made already is answered as it is."""
    call.only()
    wanted = Body(call.work).read(call.table)
    if wanted.change is not None:
        before = set_before(call.work, wanted.change, wanted.asked.types)
        if before:
            return Answer(_papers(before))
    found = _table(call.work, wanted)
    if found.more:
        raise WrongPrices(
            _("There are more than {most} goods", most=MOST),
            path="group",
            remedy=_("Change them group by group"),
        )
    papers = set_prices(call.work, found, wanted.asked.moment, wanted.change)
    return Answer(_papers(papers), status=201)


def _table(work: Work, wanted: Wanted) -> Change:
    """The goods with their new prices: proposed, or as they were given, with what follows."""
    if not wanted.entered:
        return proposed(work, wanted.asked)
    found = held(work, wanted.asked, {goods for goods, _type in wanted.entered})
    rows = {row.key: row for row in found.rows}
    faults: list[Refusal] = []
    for (goods, kind), (price, place) in wanted.entered.items():
        if goods in rows:
            rows[goods].prices[kind].new = price
        else:
            why = _("It is marked for deletion, or of another group")
            faults.append(WrongPrices(why, path=f"prices.{place}.item"))
    refuse_all(faults)
    follow(work, found, wanted.asked.moment, wanted.entered)
    return found


def _row(found: Change, row: GoodsRow) -> dict[str, Any]:
    return {
        "item": str(row.item.id),
        "variant": str(row.variant.id) if row.variant else None,
        "prices": [
            {
                "price_type": str(kind.id),
                "old": _said(row.prices[kind.id].old),
                "new": _said(row.prices[kind.id].new),
                "percent": _said(row.prices[kind.id].percent),
            }
            for kind in found.types
        ],
    }


def _said(value: Any) -> str | None:
    return None if value is None else plain(value)


def _papers(papers: Sequence[PriceSetting]) -> dict[str, Any]:
    return {
        "documents": [
            {"id": str(one.id), "number": one.number, "price_type": str(one.price_type_id)}
            for one in papers
        ]
    }


# --- the document of the API -------------------------------------------------------------

REFERENCE: Plain = {"type": "string", "maxLength": 400, "description": "key or code"}


def _list(of: Plain, most: int, **more: Any) -> Plain:
    return {"type": "array", "items": of, "maxItems": most, **more}


def _schemas() -> dict[str, Plain]:
    row = {
        "item": REFERENCE, "variant": nothing_or(REFERENCE), "price_type": REFERENCE,
        "price": number("price"),
    }  # fmt: skip
    given = {
        "id": OWN_KEY,
        "types": _list(REFERENCE, MOST_TYPES, minItems=1),
        "moment": nothing_or(MOMENT),
        "source": nothing_or({"enum": list(SOURCES)}),
        "of": nothing_or(REFERENCE | {"description": "the price type, supplier or receipt"}),
        "group": nothing_or(REFERENCE),
        "percent": nothing_or(number("percent")),
        "prices": _list(table(row, ["item", "price_type", "price"]), MOST),
    }
    number_or_nothing = nothing_or(TEXT)
    price = {"price_type": KEY, **dict.fromkeys(("old", "new", "percent"), number_or_nothing)}
    goods = {
        "item": KEY, "variant": nothing_or(KEY),
        "prices": {"type": "array", "items": table(price, list(price))},
    }  # fmt: skip
    tried = {
        "moment": MOMENT, "more": COUNT,
        "rows": {"type": "array", "items": table(goods, list(goods))},
    }  # fmt: skip
    paper = {"id": KEY, "number": TEXT, "price_type": KEY}
    papers = {"type": "array", "items": table(paper, list(paper))}
    return {
        "price_change.given": table(given, ["types"]),
        "price_change.trial": table(tried, list(tried)),
        "price_change": table({"documents": papers}, ["documents"]),
    }


def endpoints() -> Iterator[Endpoint]:
    """The endpoints of changing many prices."""
    schemas = _schemas()
    yield Endpoint(
        "POST", "/price-changes/trial", "price_setting.create", tried,
        "Try a change of many prices", takes="price_change.given", gives="price_change.trial",
        schemas=schemas,
    )  # fmt: skip
    yield Endpoint(
        "POST", "/price-changes", "price_setting.post", made, "Change many prices",
        takes="price_change.given", gives="price_change", schemas=schemas, creates=True,
    )  # fmt: skip
