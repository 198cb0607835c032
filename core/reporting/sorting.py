"""The order of rows, and the first of them told apart from the rest."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from ..errors import Invalid
from ..posting.axes import Axis
from ..schema.record import search_key
from ..texts import Texts
from .answer import Column, Row
from .asked import Params
from .figures import Figures, groups_of, key_of
from .naming import place_of

_ = Texts("tradepost.core.reporting")


def sort_rows(  # noqa: PLR0917 -- what an order is made of
    rows: list[Row],
    columns: Sequence[Column],
    axes: Mapping[str, Axis],
    by: Sequence[str],
    figures: Figures,
    params: Params,
) -> None:
    """By names, or by one column; what is equal in it stays in the order of names.

    Nested groups are sorted by their own sums, so that none is torn apart.

    Raises:
        Invalid: for a column the report has not.
    """
    name, falls = params.order.removeprefix("-"), params.order.startswith("-")
    known = [one.name for one in columns]
    if name and name not in known:
        raise Invalid(
            _("There is no column “{name}” to sort by", name=name),
            path="sort",
            remedy=_("Columns: {names}", names=", ".join(known)),
        )

    def place(row: Row) -> list[tuple[Any, ...]]:
        return [place_of(axes[one], row.keys[one], row.names[one]) for one in by]

    rows.sort(key=place)
    name = name if name in by else name.partition(".")[0]  # a share stands as what it is of
    if not name:
        return
    if name in by:
        rows.sort(
            key=lambda row: place_of(axes[name], row.keys[name], row.names[name]), reverse=falls
        )
    elif params.nested:
        for depth in range(len(by), 0, -1):
            sums = {
                key: _place(figures.total(group, by[:depth]), name)
                for key, group in groups_of(rows, by[:depth]).items()
            }
            rows.sort(key=lambda row, d=depth, s=sums: s[key_of(row, by[:d])], reverse=falls)  # type: ignore[misc]
        _together(rows, by)
    else:
        rows.sort(key=lambda row: _place(row, name), reverse=falls)


def _together(rows: list[Row], by: Sequence[str]) -> None:
    """Groups of equal sums put behind one another, each whole."""
    for depth in range(1, len(by)):
        groups = groups_of(rows, by[:depth])
        rows[:] = [row for group in groups.values() for row in group]


def _place(row: Row, name: str) -> tuple[Any, ...]:
    value = row.values.get(name)
    if isinstance(value, str):
        return (1, search_key(value))
    return (0, 0) if value is None else (1, value)


def first_measure(figures: Figures, params: Params) -> str:
    """The figure by which what matters is told from the rest."""
    order = params.order.removeprefix("-")
    numbers = [one.name for one in figures.measures if one.type != "text"]
    chosen = [name.partition(".")[0] for name in params.measures]
    wanted = [name for name in (order, *chosen) if name in numbers]
    return (wanted or numbers or [""])[0]


def ranked(
    rows: list[Row], figures: Figures, params: Params, by: Sequence[str], apart: Sequence[str]
) -> list[Row]:
    """The rows of the first groups, and one for all the others, for each of what stands apart."""
    inner = [name for name in by if name not in apart]
    if not params.top or not inner:
        return rows
    first = inner[0]
    name = first_measure(figures, params)
    sign = 1 if params.order and not params.order.startswith("-") else -1
    found: list[Row] = []
    for group in groups_of(rows, apart).values():
        sizes = {
            key: _number(figures.total(_members(each), ()).values.get(name))
            for key, each in groups_of(group, [first]).items()
        }
        order = sorted(sizes, key=lambda key: sign * sizes[key])
        kept = set(order[: params.top])
        found += [row for row in group if (row.keys[first],) in kept]
        others = [row for row in group if (row.keys[first],) not in kept]
        if others:
            found.append(_rest(others, figures, by, apart, len(order) - len(kept)))
    return found


def _rest(
    others: list[Row], figures: Figures, by: Sequence[str], apart: Sequence[str], count: int
) -> Row:
    members = _members(others)
    row = figures.total(members, apart)
    row.members, row.rest = members, True
    row.count = count
    for name in by:
        row.keys.setdefault(name, None)
        row.names.setdefault(name, "")
    return row


def _members(rows: Sequence[Row]) -> list[Row]:
    return [one for row in rows for one in row.members]


def _number(value: Any) -> Decimal:
    return value if isinstance(value, Decimal) else Decimal(0)
