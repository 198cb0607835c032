"""Many new records of a catalog at once: what imports and exchange save by.

The same door as `save`, with the questions to the base asked for all of them together:
references, codes, keys, one flush. Checks see the base without the others of the same call.
"""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from .. import calls
from ..access.sight import house_view
from ..database.faults import is_collision
from ..errors import Refusal, Refusals
from ..schema.catalog import Catalog
from ..schema.extension import AT_HAND
from ..schema.words import words_together
from ..texts import Texts
from ..work import Work
from .building import Building
from .errors import Collision, DuplicateKey
from .given import Given, Reader
from .numbers import number_many
from .read import class_of, find
from .write import build, stamp

_ = Texts(__package__)

CHUNK = 10_000


def create_many(
    work: Work, kind: str, many: Sequence[Mapping[str, Any]]
) -> list[Catalog | Refusal]:
    """Create records of a catalog; one that is refused does not hold up the others.

    Args:
        work: the unit of work; its rights and row rules apply.
        kind: of catalog.
        many: data as for `save`; a record whose `id` is there already is answered unchanged.

    Returns:
        for each, in order, its record or why it was refused.

    Raises:
        Forbidden: without `<kind>.create`.
        TypeError: for a kind of document; those are saved one by one.
    """
    cls = class_of(work, kind)
    if not issubclass(cls, Catalog):
        raise TypeError(f"{kind} is no catalog")
    work.access.require(f"{kind}.create")
    outer = work.session.info.get(AT_HAND)
    read = Reader.read_many(work, cls, many)
    known = _known(work, cls, [given.id for given, _faults in read if given.id])
    answers: list[Any] = []
    built: list[Building] = []
    for given, faults in read:
        if given.id in known:
            answers.append(find(work, cls, given.id) or _taken())
            continue
        if given.id is not None:
            known.add(given.id)  # a second one with the key of the first
        answer = _built(work, cls, given, faults)
        answers.append(answer.record if isinstance(answer, Building) else answer)
        built += [answer] if isinstance(answer, Building) else []
    refused = number_many(work, [one.record for one in built])  # type: ignore[misc]
    _write(work, [one for one in built if one.record not in refused])
    work.session.info[AT_HAND] = outer or {}
    return [refused.get(one, one) if isinstance(one, Catalog) else one for one in answers]


def _known(work: Work, cls: Any, keys: Sequence[UUID]) -> set[UUID]:
    found: set[UUID] = set()
    with house_view(work.session):
        for start in range(0, len(keys), CHUNK):
            asked = select(cls.id).where(cls.id.in_(keys[start : start + CHUNK]))
            found.update(work.session.scalars(asked))
    return found


def _taken() -> DuplicateKey:
    return DuplicateKey(_("The key is taken by another record"), path="id")


def _built(
    work: Work, cls: type[Catalog], given: Given, faults: list[Refusal]
) -> Building | Refusal:
    if faults:
        return faults[0] if len(faults) == 1 else Refusals(faults)
    building = Building.anew(work, cls, given.id)
    try:
        build(building, given)
    except Refusal as why:
        return why
    return building


def _write(work: Work, built: Sequence[Building]) -> None:
    for one in built:
        stamp(work, one.record)
        work.session.add(one.record)
        work.session.add_all(one.extras.values())
    try:
        with words_together(work.session):
            work.session.flush()  # hooks read the records by SQL
    except IntegrityError as why:
        if not is_collision(why):
            raise
        raise Collision(
            _("These records met another change of the same"), remedy=_("Try again")
        ) from why
    for one in built:
        work.session.info[AT_HAND] = one.extras
        calls.on_saved(work.hooks, work, one.record)
