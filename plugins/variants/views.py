"""The page that makes the variants of an item, and the table of them in a document."""

import json
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from pyramid.httpexceptions import HTTPSeeOther

from ...core import Refusal, Texts, calls
from ...core.errors import Invalid, Unknown
from ...core.records.choosing import Choosing
from ...core.records.readers import is_key
from ...web.grids import GridTool
from ...web.shell import tell
from ...web.tables import Column, cell
from ..items import ItemBarcode, Variant
from .known import values_of
from .making import make_variants
from .matrix import Matrix, matrix_of

_ = Texts(__package__)


def begin(request: Any) -> Any:
    """From the list of items to the page of the one that was chosen."""
    keys = [one for one in request.POST.get("keys", "").split(",") if is_key(one)]
    if not keys:
        raise Invalid(_("No item is chosen"), remedy=_("Tick one item in the list"))
    return HTTPSeeOther(f"/variants/of/{keys[0]}")


def show(request: Any) -> dict[str, Any]:
    """What may be made, and the variants there are."""
    matrix = matrix_of(request.work, _key(request.matchdict["id"]))
    known = values_of(request.work, [one.id for one in matrix.properties])
    return {
        "matrix": matrix,
        "properties": [(one, known[one.id]) for one in matrix.properties],
        "facts": _facts(request, matrix),
        "chosen": set(request.POST.getall("value")),
        "refusal": None,
    }


def make(request: Any) -> Any:
    """Make what the ticked values give together."""
    key = _key(request.matchdict["id"])
    try:
        chosen: dict[UUID, list[UUID]] = {}
        for text in request.POST.getall("value"):
            one, _dot, value = text.partition(".")
            chosen.setdefault(_key(one), []).append(_key(value))
        made = make_variants(request.work, key, chosen)
    except Refusal as why:
        request.tm.doom()
        request.response.status = why.status
        return {**show(request), "refusal": why}
    told = _.n("{count} variant is made", "{count} variants are made", len(made))
    return tell(request, HTTPSeeOther(f"/variants/of/{key}"), told)


def table(request: Any) -> dict[str, Any]:
    """The variants of an item as a table that quantities are typed into."""
    matrix = matrix_of(request.work, _key(request.params.get("item")))
    item = [matrix.item.presentation, str(matrix.item.id)]
    cells = {
        one.id: json.dumps({"item": item, "variant": [one.name, str(one.id)]}, ensure_ascii=False)
        for one in matrix.variants
    }
    return {"matrix": matrix, "cells": cells, "facts": _facts(request, matrix)}


def _facts(request: Any, matrix: Matrix) -> Mapping[UUID, list[str]]:
    """What plugins tell beside variants, in words: what lies in stock."""
    keys = [one.id for one in matrix.variants]
    if not keys:
        return {}
    asked = Choosing(Variant.kind, keys, matrix.item, ItemBarcode)
    found: dict[UUID, list[str]] = {}
    for fact in calls.choice_facts(request.work.hooks, request.work, asked):
        column: Any = Column("fact", fact.title, fact.type)
        for key, value in fact.values.items():
            told = cell(request.formats, column, value).text
            found.setdefault(key, []).append(f"{request.formats.text(fact.title)}: {told}")
    return found


def _key(text: Any) -> UUID:
    if not isinstance(text, str) or not is_key(text):
        raise Unknown(_("There is nothing at this address"))
    return UUID(text)


def includeme(config: Any) -> None:
    """The routes of variants."""
    place = "tradepost.plugins.variants:templates/"
    config.add_route("variants_begin", "/variants/of")
    config.add_route("variants", "/variants/of/{id:[0-9a-fA-F-]{36}}")
    config.add_route("variants_table", "/variants/table")
    add = config.add_view
    add(begin, route_name="variants_begin", request_method="POST", right="variant.read")
    page = f"{place}variants.jinja2"
    add(show, route_name="variants", request_method="GET", renderer=page, right="variant.read")
    add(make, route_name="variants", request_method="POST", renderer=page, right="variant.create")
    add(
        table, route_name="variants_table", request_method="GET",
        renderer=f"{place}table.jinja2", right="variant.read",
    )  # fmt: skip
    config.add_grid_tool(
        GridTool(
            _("By variants"), "/variants/table", "item", "table", ("item", "variant", "quantity")
        )
    )
