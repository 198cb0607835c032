"""Variants of a report: those it is shipped with, a person's own, a role's, everybody's."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from ..arrangements import Arrangement, Arrangements
from ..errors import Invalid, Unknown
from ..texts import Text, Texts
from ..work import Work
from .report import Report

_ = Texts("tradepost.core.reporting")

KIND = "variant"
PLAIN = "plain"
"""The name of the report as it is without any variant."""
LONGEST = 100
Pairs = list[tuple[str, str]]


@dataclass(frozen=True)
class Saved:
    """A variant as it is offered.

    Attributes:
        name: by which it is opened: that of a shipped one, or the key of a kept one.
        title: what people read.
        whose: `report`, `mine`, `role` or `all`.
        pairs: what it asks, as in an address.
    """

    name: str
    title: Text | str
    whose: str
    pairs: Pairs


def variants_of(work: Work, report: Report) -> list[Saved]:
    """Every variant the person may choose, the shipped ones first."""
    found = [Saved(one.name, one.title, "report", one.pairs()) for one in report.variants]
    kept = Arrangements(work).seen(KIND, report.name)
    return found + [_saved(one) for one in kept if one.title]


def _saved(one: Arrangement) -> Saved:
    return Saved(str(one.id), one.title, one.whose, _pairs(one.content))


def _pairs(content: Mapping[str, Any]) -> Pairs:
    """What was kept, passing over what is none."""
    given = content.get("asked")
    found: Pairs = []
    for one in given if isinstance(given, list) else ():
        if isinstance(one, list) and len(one) == len(("name", "value")):
            found.append((str(one[0]), str(one[1])))
    return found


def opening(work: Work, report: Report) -> Pairs:
    """How a report opens: as the person, his role or everybody has set it up, or as shipped."""
    content = Arrangements(work).opening(KIND, report.name)
    if content:
        return _pairs(content)
    return report.variants[0].pairs() if report.variants else []


def variant_of(work: Work, report: Report, name: str) -> Saved:
    """The variant of a name.

    Raises:
        Unknown: where the person sees none of it.
    """
    if name == PLAIN:
        return Saved(PLAIN, report.title, "report", [("by", one) for one in report.by])
    for one in report.variants:
        if one.name == name:
            return Saved(one.name, one.title, "report", one.pairs())
    try:
        kept = Arrangements(work).get(UUID(name))
    except ValueError:
        raise _unknown(name) from None
    if kept.kind != KIND or kept.subject != report.name:
        raise _unknown(name)
    return _saved(kept)


def _unknown(name: str) -> Unknown:
    return Unknown(_("There is no variant “{name}”", name=name[:40]), path="variant")


def keep(
    work: Work,
    report: Report,
    asked: Iterable[tuple[str, str]],
    *,
    title: str = "",
    role: str = "",
    for_all: bool = False,
) -> Arrangement:
    """Keep a variant; without a title it is how the report opens.

    Raises:
        Forbidden: for a shared one, without the right to share.
        Invalid: for a title that is too long.
    """
    work.access.require(report.right)
    if len(title) > LONGEST:
        raise Invalid(_("A title has no more than {most} letters", most=LONGEST), path="title")
    content = {"asked": [[name, value] for name, value in asked]}
    return Arrangements(work).keep(
        KIND, report.name, content, title=title, role=role, for_all=for_all
    )


def merged(first: Sequence[tuple[str, str]], more: Sequence[tuple[str, str]]) -> Pairs:
    """A variant with what was said beside it: each name said takes the place of the variant's."""
    said = {name for name, _value in more}
    return [one for one in first if one[0] not in said] + list(more)
