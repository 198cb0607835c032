"""What is asked of a list: words, filters, order, place, length; from an address or by hand.

?q=tea green &filter[kind]=goods &filter[price][ge]=10 &filter[group.name][like]=drinks
&filter[lines.item]=<key or code> &filter[moment][period]=last_30_days
&filter[price][between]=10,20 &sort=-moment,number &after=<cursor> &limit=100
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, tzinfo

from ..errors import Invalid
from ..texts import Texts
from .readers import read_text

_ = Texts(__package__)

OPERATORS = (
    *("eq", "ne", "gt", "ge", "lt", "le", "in", "between"),
    *("like", "starts", "empty", "under", "period"),
)
USUAL, MOST = 50, 500
_FILTER = re.compile(r"filter\[([a-z][a-z0-9_]*(?:\.[a-z][a-z0-9_]*)?)\](?:\[([a-z]+)\])?")
_MEANT = "\\,"
_NAME = re.compile(r"-?[a-z][a-z0-9_]*(?:\.[a-z][a-z0-9_]*)?")


@dataclass(frozen=True)
class Filter:
    """A condition on a field: of the record, of what it refers to, of its rows, one step deep.

    `value` is text as it stands in an address, or what a field of that type takes. Where
    there are several (`in`, `between`) commas stand between them; one that is meant is
    written with a backslash before it.
    """

    path: str
    operator: str
    value: object


@dataclass(frozen=True)
class Query:
    """What is asked of a list.

    Attributes:
        words: all of them have to be found in the record.
        filters: all of them have to hold.
        sort: fields in their order, `-` in front of those that fall; empty for the usual one.
        after: the cursor that the page before has answered.
        limit: how many records at most.
        zone: in which days and periods begin.
    """

    words: str = ""
    filters: Sequence[Filter] = ()
    sort: Sequence[str] = ()
    after: str = ""
    limit: int = USUAL
    zone: tzinfo = UTC

    def where(self, path: str, value: object, operator: str = "eq") -> "Query":
        """The same with one more condition."""
        return replace(self, filters=(*self.filters, Filter(path, operator, value)))


def several(value: object) -> list[object]:
    """The values of one condition that takes more than one."""
    if not isinstance(value, str):
        return list(value) if isinstance(value, Iterable) else [value]
    found: list[object] = []
    part, behind_slash = "", False
    for sign in value:
        if behind_slash:
            part += sign if sign in _MEANT else f"\\{sign}"
        elif sign == ",":
            found.append(part)
            part = ""
        elif sign != "\\":
            part += sign
        behind_slash = sign == "\\" and not behind_slash
    return [*found, part + ("\\" if behind_slash else "")]


def joined(values: Iterable[str]) -> str:
    """Several values as one text of an address; `several` takes them apart."""
    return ",".join(one.replace("\\", "\\\\").replace(",", "\\,") for one in values)


def address_of(one: Filter) -> tuple[str, str]:
    """Name and value of a condition as they stand in an address."""
    plain = one.value if isinstance(one.value, str) else str(one.value)
    return f"filter[{one.path}]" + ("" if one.operator == "eq" else f"[{one.operator}]"), plain


def read_filter(name: str, value: str) -> Filter | None:
    """The condition a parameter of an address stands for; None where it is none.

    Raises:
        Invalid: for a comparison nobody knows.
    """
    match = _FILTER.fullmatch(name)
    return Filter(match[1], _operator(match[2] or "eq", name), value) if match else None


OURS = ("q", "sort", "after", "limit")


def read_query(parameters: Iterable[tuple[str, str]], others: Iterable[str] = ()) -> Query:
    """Read the parameters of an address.

    Args:
        parameters: names and values, in order.
        others: names that are the caller's own.

    Raises:
        Invalid: for a parameter that is not known, or can not be read.
    """
    found = Query()
    for name, value in parameters:
        if name in others:
            continue
        condition = read_filter(name, value)
        if condition:
            found = replace(found, filters=(*found.filters, condition))
        elif name == "q":
            found = replace(found, words=_words(value))
        elif name == "sort":
            found = replace(found, sort=_sort(value))
        elif name == "after":
            found = replace(found, after=value)
        elif name == "limit":
            found = replace(found, limit=_limit(value))
        else:
            raise Invalid(
                _("There is no parameter “{name}”", name=name[:60]),
                path=name[:60],
                remedy=_("Parameters: {names}", names=", ".join([*OURS, "filter[…]", *others])),
            )
    return found


def _operator(given: str, name: str) -> str:
    if given not in OPERATORS:
        raise Invalid(
            _("There is no comparison “{name}”", name=given[:20]),
            path=name[:60],
            remedy=_("Comparisons: {names}", names=", ".join(OPERATORS)),
        )
    return given


def _sort(given: str) -> tuple[str, ...]:
    names = tuple(one for one in given.split(",") if one)
    if len(names) > 4 or not all(map(_NAME.fullmatch, names)):
        raise Invalid(_("The order can not be read"), path="sort")
    return names


def _limit(given: str) -> int:
    if not re.fullmatch(r"[0-9]{1,4}", given) or not 1 <= int(given) <= MOST:
        raise Invalid(_("From 1 to {most} records are answered", most=MOST), path="limit")
    return int(given)


def _words(given: str) -> str:
    try:
        return read_text(given, 400)
    except Invalid as fault:
        fault.path = "q"
        raise
