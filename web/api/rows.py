"""Rows of registers as plain data, and what is asked of registers read from an address."""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from ...core import periods
from ...core.errors import Invalid
from ...core.posting.explain import Reason
from ...core.records.readers import read_day, read_moment
from ...core.records.references import References
from ...core.records.wire import moment_text
from ...core.schema.fields import Field
from ...core.schema.register import Dimension, Register
from ...core.texts import Texts
from ...core.values import plain
from ...core.work import Work
from .frame import Call

_ = Texts(__package__)

_FILTER = re.compile(r"filter\[([a-z][a-z0-9_]*)\]")
_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
EMPTY = "none"
"""Stands in a filter for a dimension that is left empty."""


def plain_row(register: type[Register], row: Mapping[str, Any]) -> dict[str, Any]:
    """Dimensions and resources of a row as plain data; amounts with two decimals at least."""
    types = {one.name: one.type for one in register.resources}
    return {name: _plain(types, name, value) for name, value in row.items()}


def _plain(types: Mapping[str, str], name: str, value: Any) -> Any:
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, datetime):
        return moment_text(value)
    kind = types.get(name) or types.get(re.sub(r"_(in|out)$", "", name))
    if value is None or kind is None:
        return value
    return value if kind == "whole" else plain(value, 2 if kind == "amount" else 0)


def plain_values(values: Mapping[str, Any]) -> dict[str, Any]:
    """Numbers as plain data, with as many decimals as they have."""
    return {name: plain(value) for name, value in values.items()}


def plain_reason(
    reason: Reason, values: Callable[[Mapping[str, Any]], dict[str, Any]]
) -> dict[str, Any]:
    """A tree of reasons as plain data; `values` makes the numbers of each node plain."""
    return {
        "label": reason.label,
        "values": values(reason.values),
        "kind": reason.kind or None,
        "recorder": None if reason.recorder is None else str(reason.recorder),
        "number": reason.number or None,
        "moment": None if reason.moment is None else moment_text(reason.moment),
        "because": [plain_reason(one, values) for one in reason.because],
    }


class Question:
    """What is asked of a register: dimensions to keep, values of dimensions, moments."""

    def __init__(self, call: Call, register: type[Register], known: Sequence[str]) -> None:
        """Read the parameters.

        Args:
            call: the call.
            register: what it is about.
            known: the names of parameters beside `filter[…]`.

        Raises:
            Invalid: for a parameter or dimension that is not known.
        """
        self.work = call.work
        self.register = register
        self.plain: dict[str, str] = {}
        self.where: dict[str, Any] = {}
        for name, value in call.parameters:
            match = _FILTER.fullmatch(name)
            if match:
                self.where[match[1]] = self._values(match[1], value, name)
            elif name in known:
                self.plain[name] = value
            else:
                raise Invalid(
                    _("There is no parameter “{name}”", name=name[:60]),
                    path=name[:60],
                    remedy=_("Parameters: {names}", names=", ".join([*known, "filter[…]"])),
                )

    @property
    def by(self) -> tuple[str, ...] | None:
        """The dimensions to keep; None for all."""
        names = [one.strip() for one in self.plain.get("by", "").split(",") if one.strip()]
        return tuple(dict.fromkeys(names)) or None

    def moment(self, name: str, *, last: bool = True) -> datetime | None:
        """A moment, or a day of the company's calendar for its first or last moment."""
        text = self.plain.get(name, "").strip()
        if not text:
            return None
        try:
            if _DAY.fullmatch(text):
                edge = periods.end if last else periods.start
                return edge(read_day(text), self.work.house.zone)
            # A plus in an address that was not encoded comes as a space.
            return read_moment(text.replace(" ", "+"))
        except Invalid as fault:
            fault.path = name
            raise

    def number(self, name: str, usual: int, most: int) -> int:
        """A whole number from 1 to `most`."""
        text = self.plain.get(name, "")
        if not text:
            return usual
        if not re.fullmatch(r"[0-9]{1,6}", text) or not 1 <= int(text) <= most:
            raise Invalid(_("A number from 1 to {most} is wanted", most=most), path=name)
        return int(text)

    def _values(self, name: str, text: str, path: str) -> list[UUID | None]:
        dimension = dimension_of(self.register, name, path)
        values = [one.strip() for one in text.split(",")]
        if len(values) > 1000:
            raise Invalid(_("More than {most} values", most=1000), path=path)
        return keys_of(self.work, dimension, values, [path] * len(values))


def dimension_of(register: type[Register], name: str, path: str) -> Dimension:
    """A dimension by name.

    Raises:
        Invalid: where the register has none of the name.
    """
    for one in register.dimensions:
        if one.name == name:
            return one
    raise Invalid(
        _("{register} has no dimension “{name}”", register=register.kind, name=name),
        path=path,
        remedy=_("Dimensions: {names}", names=", ".join(d.name for d in register.dimensions)),
    )


def keys_of(
    work: Work, dimension: Dimension, values: Sequence[Any], paths: Sequence[str]
) -> list[UUID | None]:
    """The keys that values of a dimension stand for: keys, codes, or nothing.

    Raises:
        UnknownReference, Invalid: naming the path of the value.
    """
    document = dimension.target == "document"
    declared = Field(
        dimension.name,
        dimension.label,
        "document" if document else "reference",
        target=None if document else dimension.target,
    )
    references = References(work)
    pointers = []
    for value, path in zip(values, paths, strict=True):
        empty = value in (None, "", EMPTY)
        try:
            found = None if empty else references.point(declared, value, path)
        except Invalid as fault:
            fault.path = path
            raise
        pointers.append(found)
    for refused in references.look_up():
        raise refused
    return [None if one is None else one.record.id for one in pointers]
