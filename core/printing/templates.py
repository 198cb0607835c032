"""Templates that people have changed: kept version by version, chosen by whom a paper is for.

A template belongs to a form of a kind, in Word or in HTML, and may be narrowed: to papers
that name some record (an organisation, a party), to a language, to papers from a day on. The
narrowest that fits is used. Nothing is overwritten: every change is a version, and so is
going back to an older one or to the template of the house.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Index, func, select
from sqlalchemy.orm import Mapped, defer, mapped_column

from ..access.audit import note as remember
from ..database.base import Base
from ..database.ids import new_id
from ..errors import Invalid, Unknown
from ..texts import LANGUAGES, Texts
from ..work import Work
from .checking import WORD, require_sound

_ = Texts("tradepost.core.printing")

RIGHT = "core.edit_print_forms"
MOST = 200
"""So many versions one form may have."""


class PrintVersion(Base):
    """One version of people's own template of a form.

    Attributes:
        media: `html` or `docx`.
        for_kind, for_id: the record that papers must name for it to be used; None for all.
        language: of the papers; empty for all.
        valid_from: the first day of papers it is used for; None for all.
        number: counts the versions of one form and one narrowing.
        content: the template; empty where people have gone back to the house's.
        note: why it was changed.
    """

    __tablename__ = "core_print_version"
    __table_args__ = (
        Index(None, "kind", "form"),
        {"sqlite_strict": True, "info": {"plugin": "core"}},
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    kind: Mapped[str]
    form: Mapped[str]
    media: Mapped[str]
    for_kind: Mapped[str]
    for_id: Mapped[UUID | None]
    language: Mapped[str]
    valid_from: Mapped[date | None]
    number: Mapped[int]
    content: Mapped[bytes]
    note: Mapped[str]
    changed_by: Mapped[str]
    changed_at: Mapped[datetime]

    @property
    def scope(self) -> "Scope":
        """Which papers it is for."""
        return Scope(self.for_kind, self.for_id, self.language, self.valid_from)


@dataclass(frozen=True)
class Scope:
    """Which papers a template is for; all of them where nothing is said."""

    for_kind: str = ""
    for_id: UUID | None = None
    language: str = ""
    valid_from: date | None = None

    def fits(self, about: "About") -> bool:
        """Whether a paper is among them."""
        return (
            (self.for_id is None or self.for_id in about.named)
            and self.language in ("", about.language)
            and (self.valid_from is None or self.valid_from <= about.day)
        )

    @property
    def narrowness(self) -> tuple[bool, bool, date]:
        """What wins where several fit: whom it is for, the language, the later day."""
        return self.for_id is not None, bool(self.language), self.valid_from or date.min


ALL = Scope()


@dataclass(frozen=True)
class About:
    """What is to be known of a paper to choose its template: whom it names, language, day."""

    named: frozenset[UUID]
    language: str
    day: date


def versions(work: Work, kind: str, form: str, media: str = "") -> list[PrintVersion]:
    """The versions of a form without their contents, the latest first."""
    asked = select(PrintVersion).where(PrintVersion.kind == kind, PrintVersion.form == form)
    if media:
        asked = asked.where(PrintVersion.media == media)
    order = (PrintVersion.changed_at.desc(), PrintVersion.number.desc())
    return list(work.session.scalars(asked.options(defer(PrintVersion.content)).order_by(*order)))


def in_force(found: Iterable[PrintVersion]) -> list[PrintVersion]:
    """The last version of each narrowing."""
    last: dict[tuple[str, Scope], PrintVersion] = {}
    for one in found:
        known = last.get((one.media, one.scope))
        if known is None or known.number < one.number:
            last[one.media, one.scope] = one
    return list(last.values())


def own_template(work: Work, kind: str, form: str, media: str, about: About) -> bytes | None:
    """People's own template for a paper, or None."""
    fitting = [one for one in in_force(versions(work, kind, form, media)) if one.scope.fits(about)]
    for one in sorted(fitting, key=lambda one: one.scope.narrowness, reverse=True):
        if one.content:
            return one.content
    return None


def version(work: Work, key: UUID) -> PrintVersion:
    """One version.

    Raises:
        Unknown: where there is none.
    """
    found = work.session.get(PrintVersion, key)
    if found is None:
        raise Unknown(_("There is no such version of the template"))
    return found


def keep_template(
    work: Work,
    kind: str,
    form: str,
    content: bytes,
    *,
    media: str = WORD,
    scope: Scope = ALL,
    note: str = "",
) -> PrintVersion:
    """Put in a template for a form; from now on its papers are made with it.

    Raises:
        Forbidden: without the right `core.edit_print_forms`.
        Invalid: where it is no template of the medium, too large, or holds what no template may.
    """
    work.access.require(RIGHT)
    require_sound(content, media)
    _require_known(work, scope)
    return _add(work, (kind, form, media), scope, content, note)


def drop_template(
    work: Work, kind: str, form: str, *, media: str = WORD, scope: Scope = ALL
) -> None:
    """Go back to the template of the house; the versions stay.

    Raises:
        Forbidden: without the right `core.edit_print_forms`.
    """
    work.access.require(RIGHT)
    known = [one for one in in_force(versions(work, kind, form, media)) if one.scope == scope]
    if known and known[0].content:
        _add(work, (kind, form, media), scope, b"")


def go_back(work: Work, key: UUID) -> PrintVersion:
    """Use an older version again: it becomes the latest.

    Raises:
        Forbidden: without the right `core.edit_print_forms`.
        Unknown: where there is no such version.
    """
    work.access.require(RIGHT)
    old = version(work, key)
    told = _("version {number} again", number=old.number).into(work.language)
    return _add(work, (old.kind, old.form, old.media), old.scope, old.content, told)


def _add(
    work: Work, form: tuple[str, str, str], scope: Scope, content: bytes, note: str = ""
) -> PrintVersion:
    kind, name, media = form
    known = [one.number for one in versions(work, *form) if one.scope == scope]
    if len(known) >= MOST:
        raise Invalid(
            _("This form has {number} versions already", number=MOST),
            remedy=_("Narrow the template to other papers, or keep it outside"),
        )
    made = PrintVersion(
        kind=kind, form=name, media=media, for_kind=scope.for_kind, for_id=scope.for_id,
        language=scope.language, valid_from=scope.valid_from, number=max(known, default=0) + 1,
        content=content, note=note.strip()[:500], changed_by=work.access.name,
        changed_at=work.clock.now(),
    )  # fmt: skip
    work.session.add(made)
    action = "template_kept" if content else "template_dropped"
    remember(work, action, kind=kind, form=name, media=media, version=made.number, note=made.note)
    work.session.flush()  # the next print of this unit of work uses it
    return made


def _require_known(work: Work, scope: Scope) -> None:
    if scope.language and scope.language not in LANGUAGES:
        names = ", ".join(LANGUAGES)
        raise Invalid(_("Languages: {names}", names=names), path="language")
    if scope.for_id is None:
        return
    cls = work.schema.records.get(scope.for_kind)
    if cls is None or work.session.get(cls, scope.for_id) is None:
        raise Invalid(_("There is no such record for the template"), path="for_id")


def count_own(work: Work) -> dict[tuple[str, str], int]:
    """How many versions each form has, by kind and form."""
    asked = select(PrintVersion.kind, PrintVersion.form, func.count()).group_by(
        PrintVersion.kind, PrintVersion.form
    )
    return {(row[0], row[1]): row[2] for row in work.session.execute(asked)}
