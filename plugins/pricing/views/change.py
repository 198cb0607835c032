"""The page on which many prices are changed at once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from pyramid.httpexceptions import HTTPSeeOther

from ....core import Refusal, Texts
from ....core.errors import Invalid, refuse_all
from ....core.records.listing import page
from ....core.records.query import Query
from ....core.records.readers import is_key
from ....core.schema.fields import Field
from ....core.values import ZERO
from ....web.navigation import PAGES, Entry
from ....web.shell import tell
from ....web.typing_in import Reader, read_number
from ...items import ItemGroup
from ...parties import Party
from ..errors import WrongPrices
from ..models import PriceType
from ..prices import Priced
from ..repricing import (
    SOURCES,
    Asked,
    Change,
    every_type,
    follow,
    held,
    proposed,
    settable_types,
)
from ..setting import set_prices

_ = Texts("tradepost.plugins.pricing")

PRICE, MOMENT = Field("price", _("Price"), "price"), Field("moment", _("From"), "moment")
LISTED = 200  # suppliers and receipts to choose from
OF = {"type": "of_type", "supplier": "supplier", "receipt": "receipt"}


@dataclass
class Page:
    """What the page shows.

    Attributes:
        given: what was asked for, as it was typed.
        table: goods with old and new prices; None before anything was asked for.
        typed: prices as they were typed, by the name of their field.
        refusal: what stands in the way.
    """

    given: Any
    table: Change | None = None
    typed: Mapping[str, str] | None = None
    refusal: Refusal | None = None


def show(request: Any) -> dict[str, Any]:
    """What may be asked for; the table of what was."""
    shown = Page(request.GET)
    try:
        if request.GET.get("source"):
            shown.table = proposed(request.work, _asked(request, request.GET))
    except Refusal as why:
        request.response.status = why.status
        shown.refusal = why
    return _drawn(request, shown)


def act(request: Any) -> Any:
    """Work the types that follow out from the typed prices, or set all of them."""
    shown = Page(request.POST, typed=request.POST)
    try:
        asked = _asked(request, request.POST)
        shown.table = held(request.work, asked, _goods(request.POST))
        _take(request, shown.table)
        if request.POST.get("act") != "set":
            follow(request.work, shown.table, asked.moment)
            shown.typed = None
            return _drawn(request, shown)
        made = set_prices(request.work, shown.table, asked.moment)
    except Refusal as why:
        request.tm.doom()
        request.response.status = why.status
        shown.refusal = why
        return _drawn(request, shown)
    numbers = ", ".join(one.number for one in made)
    told = _("Prices are set: {numbers}", numbers=numbers)
    return tell(request, HTTPSeeOther("/documents/price_setting"), told)


def _asked(request: Any, given: Any) -> Asked:
    types = [UUID(one) for one in given.getall("type") if is_key(one)]
    source = given.get("source", "")
    if not types:
        raise WrongPrices(_("No price type is chosen"), path="type", remedy=_("Tick one"))
    if source not in SOURCES:
        raise Invalid(_("The choice can not be read"), remedy=_("Load the page again"))
    reader = Reader(request.work.clock.now(), request.formats.zone)
    moment = reader.read(MOMENT, given.get("moment", "")) or request.work.clock.now()
    percent = read_number(given.get("percent", "").strip() or "0", "percent")
    of = _key(given.get(OF.get(source, ""), ""))
    return Asked(types, moment, source, _key(given.get("group", "")), of, percent)


def _goods(given: Any) -> list[Priced]:
    found = []
    for name in given.getall("row"):
        item, _dot, variant = name.partition(".")
        key = _key(item)
        if key is not None:
            found.append(Priced(key, _key(variant)))
    return found


def _take(request: Any, table: Change) -> None:
    """Put the typed prices into the table; all that can not be read is told together."""
    reader = Reader(request.work.clock.now(), request.formats.zone)
    faults: list[Refusal] = []
    for row in table.rows:
        for kind in table.types:
            name = field_name(kind, row)
            try:
                price = reader.read(PRICE, request.POST.get(name, ""))
            except Invalid as why:
                faults.append(_at(why, row, kind, name))
                continue
            row.prices[kind.id].new = price
            if price is not None and price < ZERO:
                below = WrongPrices(_("A price may not be below zero"))
                faults.append(_at(below, row, kind, name))
    refuse_all(faults)


def _at(why: Refusal, row: Any, kind: PriceType, name: str) -> WrongPrices:
    text = _("{item}, {type}: {why}", item=row.item.name, type=kind.name, why=why.message)
    return WrongPrices(text, path=name, remedy=why.remedy)


def field_name(kind: PriceType, row: Any) -> str:
    """The name of the field for the new price of goods by a type."""
    variant = row.variant.id if row.variant else ""
    return f"price.{kind.id}.{row.item.id}.{variant}"


def _drawn(request: Any, shown: Page) -> dict[str, Any]:
    work = request.work
    return {
        "shown": shown,
        "types": settable_types(work),
        "every": every_type(work),
        "groups": page(work, ItemGroup.kind, Query(limit=LISTED)).records,
        "suppliers": _suppliers(request),
        "receipts": _receipts(request),
        "sources": {
            name: title
            for name, title in SOURCES.items()
            if name in ("kept", "type") or _may_buy(request, name)
        },
        "field_name": field_name,
        "chosen": shown.given.getall("type"),
    }


def _may_buy(request: Any, source: str) -> bool:
    kind = {"supplier": "supplier_prices", "receipt": "goods_receipt"}[source]
    access = request.work.access
    return f"{kind}.read" in (access.known or ()) and bool(access.may(f"{kind}.read"))


def _suppliers(request: Any) -> Sequence[Any]:
    if not _may_buy(request, "supplier") or not request.work.access.may("party.read"):
        return []
    query = Query(limit=LISTED).where("is_supplier", "true")
    return page(request.work, Party.kind, query).records


def _receipts(request: Any) -> Sequence[Any]:
    if not _may_buy(request, "receipt"):
        return []
    query = Query(sort=("-moment",), limit=LISTED).where("posted", "true")
    return page(request.work, "goods_receipt", query).records


def _key(text: str) -> UUID | None:
    return UUID(text) if is_key(text) else None


def includeme(config: Any) -> None:
    """The routes of the page."""
    template = "tradepost.plugins.pricing:templates/change.jinja2"
    config.add_route("price_change", "/prices/change")
    config.add_page(
        Entry(
            _("Change prices"),
            "/prices/change",
            "price_setting.create",
            "sales",
            PAGES,
            "percentage",
        )
    )
    add = config.add_view
    add(
        show, route_name="price_change", request_method="GET", renderer=template,
        right="price_setting.create",
    )  # fmt: skip
    add(
        act, route_name="price_change", request_method="POST", renderer=template,
        right="price_setting.post",
    )  # fmt: skip
