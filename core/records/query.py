"""What is asked of a list: words, filters, order, place, length; from an address or by hand.

?q=tea green &filter[kind]=goods &filter[price][ge]=10 &filter[group.name][like]=drinks
&filter[lines.item]=<key or code> &sort=-moment,number &after=<cursor> &limit=100
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from ..errors import Invalid
from ..texts import Texts
from .readers import read_text

_ = Texts(__package__)

OPERATORS = ("eq", "ne", "gt", "ge", "lt", "le", "in", "like", "empty", "under")
USUAL, MOST = 50, 500
_FILTER = re.compile(r"filter\[([a-z][a-z0-9_]*(?:\.[a-z][a-z0-9_]*)?)\](?:\[([a-z]+)\])?")
_NAME = re.compile(r"-?[a-z][a-z0-9_]*")


@dataclass(frozen=True)
class Filter:
    """A condition on a field: of the record, of what it refers to, of its rows, one step deep.

    `value` is text as it stands in an address (several for `in`, with commas between), or
    what a field of that type takes.
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
    """

    words: str = ""
    filters: Sequence[Filter] = ()
    sort: Sequence[str] = ()
    after: str = ""
    limit: int = USUAL

    def where(self, path: str, value: object, operator: str = "eq") -> "Query":
        """The same with one more condition."""
        return replace(self, filters=(*self.filters, Filter(path, operator, value)))


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
        match = _FILTER.fullmatch(name)
        if match:
            found = found.where(match[1], value, _operator(match[2] or "eq", name))
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
