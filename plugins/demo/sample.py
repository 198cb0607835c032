"""The sample data of a base: told apart from what people have entered, and taken out again."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import select

from ...core import Conflict, Text, Texts, Work
from ...core.access.audit import note
from ...core.access.chain import AuditEntry
from ...core.access.changes import CREATED, EDITED
from ...core.database.about import DEMO_REMOVED, about, is_sample, tell
from ...core.database.samples import forget_samples, mark_samples, marked_samples
from ...core.posting.purging import purging, referring
from ...core.records.presentations import presentations

_ = Texts(__package__)

AT_ONCE = 10_000  # keys in one statement; SQLite takes 32766 variables
REMOVING = "demo_removing"  # how many records go, told when the removal begins
NAMED = 20
"""So many records in the way are named."""
Records = Mapping[str, set[UUID]]


class HangsOnSample(Conflict):
    """What people have entered points to sample records, so these can not go."""

    code = "hangs_on_sample"


class NoSample(Conflict):
    """There is no sample data in this base."""

    code = "no_sample"


@dataclass(frozen=True)
class Sample:
    """The sample data as it stands.

    Attributes:
        records: by kind.
        changed: how many of them people have changed since.
        holding: records of people that point to them, by kind.
    """

    records: Records
    changed: int
    holding: Mapping[str, set[UUID]]

    def counted(self, work: Work) -> list[tuple[Text, int]]:
        """How many there are of each kind, the most numerous first."""
        named = [(work.schema.records[kind].title[1], len(keys)) for kind, keys in _full(self)]
        return sorted(named, key=lambda one: -one[1])

    @property
    def count(self) -> int:
        """How many there are in all."""
        return sum(map(len, self.records.values()))

    def names(self, work: Work) -> list[tuple[str, UUID, str]]:
        """The first records in the way: kind, key, what each is called."""
        first = [(kind, key) for kind, keys in self.holding.items() for key in sorted(keys)][
            :NAMED
        ]
        called = presentations(
            work, [("document" if k in work.schema.documents else k, key) for k, key in first]
        )
        return [(kind, key, called.get(key, str(key))) for kind, key in first]


def _full(sample: Sample) -> Iterator[tuple[str, set[UUID]]]:
    return ((kind, keys) for kind, keys in sample.records.items() if keys)


def look(work: Work) -> Sample:
    """What is sample in this base, and what stands in the way of taking it out.

    Raises:
        NoSample: where there is none.
    """
    if not is_sample(work.session):
        raise NoSample(_("There is no sample data in this base"))
    house = work.as_house()
    records = _sample_of(house)
    keys = {key for some in records.values() for key in some}
    holding = referring(house, keys)
    if _own_firm(house, records) is not None:
        holding["contract"] = holding.get("contract", set()) - set(_to_move(house, records))
    return Sample(records, _changed(house, keys), {k: v for k, v in holding.items() if v})


def remove(work: Work) -> int:
    """Take the sample data out in one go: what people have entered themselves stays.

    Returns:
        how many records are gone.

    Raises:
        NoSample: where there is none.
        HangsOnSample: where people's records point to sample ones; the first are named.
    """
    at: int | None = 0
    while at is not None:
        at, _of = remove_step(work, at)
    return int(about(work.session, REMOVING) or 0)


def remove_step(work: Work, at: int) -> tuple[int | None, int]:
    """Take the next step of the removal, in a unit of work of its own or together with others.

    Args:
        work: the unit of work.
        at: how many steps are done; 0 begins, or goes on with what was begun.

    Returns:
        how many steps are done then, None after the last; and of how many.

    Raises:
        NoSample, HangsOnSample: as `remove`.
    """
    house = work.as_house()
    if at == 0:
        _begin(work)
    elif not is_sample(work.session):
        raise NoSample(_("There is no sample data in this base"))
    records = _known(house, marked_samples(work.session))
    steps = purging(house, records)
    if at < len(steps):
        steps[at]()
        return at + 1, len(steps) + 1
    gone = int(about(work.session, REMOVING) or 0)
    forget_samples(work.session)
    tell(work.session, DEMO_REMOVED, work.clock.now().isoformat())
    note(work, "sample_removed", records=gone)
    return None, len(steps) + 1


def _begin(work: Work) -> None:
    """See that nothing is in the way, and mark what the house has written since."""
    house, sample = work.as_house(), look(work)
    if not sample.holding:
        _move_contracts(house, sample.records)
        sample = look(work)
    if sample.holding:
        names = "; ".join(
            f"{_titled(work, kind)} {name}" for kind, _key, name in sample.names(work)
        )
        raise HangsOnSample(
            _("These hang on sample records: {names}", names=names),
            remedy=_("Point them to records of your own, or mark them and purge them first"),
        )
    known = {key for keys in marked_samples(work.session).values() for key in keys}
    fresh = [(k, key) for k, keys in sample.records.items() for key in keys if key not in known]
    mark_samples(work.session.connection(), fresh)
    if about(work.session, REMOVING) is None:
        tell(work.session, REMOVING, str(sample.count))


def _titled(work: Work, kind: str) -> str:
    # A document is called with its title already.
    one = work.schema.records[kind]
    return "" if kind in work.schema.documents else one.title[0].into(work.language)


def _sample_of(work: Work) -> Records:
    """The records that were marked while the demo company was founded and lived.

    Papers the house has written for its organisations since are of them, too.
    """
    found = {kind: set(keys) for kind, keys in _known(work, marked_samples(work.session)).items()}
    for kind, keys in _written_since(work, found.get("organisation", set())):
        found.setdefault(kind, set()).update(keys)
    return {kind: set(_standing(work, kind, keys)) for kind, keys in found.items()}


def _known(work: Work, records: Records) -> Records:
    """Without those of plugins that are off: they stay, and so do their marks."""
    return {kind: keys for kind, keys in records.items() if kind in work.schema.records}


def _written_since(work: Work, firms: Collection[UUID]) -> Iterator[tuple[str, set[UUID]]]:
    for kind, document in work.schema.documents.items():
        cls: Any = document
        if "organisation" in cls.fields and firms:
            keys = list(work.session.scalars(select(cls.id).where(cls.organisation_id.in_(firms))))
            yield kind, set(keys) - set(_by_people(work, keys))


def _by_people(work: Work, keys: Sequence[UUID]) -> Iterator[UUID]:
    for start in range(0, len(keys), AT_ONCE):
        asked = select(AuditEntry.record_id).where(
            AuditEntry.record_id.in_(keys[start : start + AT_ONCE]),
            AuditEntry.action == CREATED,
            AuditEntry.user_id.is_not(None),
        )
        yield from (key for key in work.session.scalars(asked) if key is not None)


def _standing(work: Work, kind: str, keys: Collection[UUID]) -> Iterator[UUID]:
    cls: Any = work.schema.records[kind]
    rest = list(keys)
    for start in range(0, len(rest), AT_ONCE):
        yield from work.session.scalars(
            select(cls.id).where(cls.id.in_(rest[start : start + AT_ONCE]))
        )


def _own_firm(work: Work, records: Records) -> UUID | None:
    """The first organisation that people have entered."""
    cls: Any = work.schema.catalogs["organisation"]
    asked = select(cls.id).where(cls.id.not_in(records.get("organisation", set())), ~cls.deleted)
    return work.session.scalar(asked.order_by(cls.code).limit(1))


def _to_move(work: Work, records: Records) -> Iterator[UUID]:
    """Contracts of people's own parties that were made by themselves with the sample company."""
    cls: Any = work.schema.catalogs["contract"]
    theirs = records.get("contract", set())
    asked = select(cls.id, cls.party_id).where(
        cls.organisation_id.in_(records.get("organisation", set()))
    )
    for key, party in work.session.execute(asked):
        if key not in theirs and party not in records.get("party", set()):
            yield key


def _move_contracts(work: Work, records: Records) -> None:
    """A party's main contract is made by itself, with the first company: now with one's own."""
    firm, cls = _own_firm(work, records), work.schema.catalogs["contract"]
    for key in list(_to_move(work, records)):
        contract: Any = work.session.get(cls, key)
        contract.organisation_id = firm
    work.session.flush()  # what still refers to the company is looked for next


def _changed(work: Work, keys: Collection[UUID]) -> int:
    found: set[UUID | None] = set()
    rest = list(keys)
    for start in range(0, len(rest), AT_ONCE):
        asked = select(AuditEntry.record_id).where(
            AuditEntry.record_id.in_(rest[start : start + AT_ONCE]),
            AuditEntry.action == EDITED,
            AuditEntry.user_id.is_not(None),
        )
        found.update(work.session.scalars(asked))
    return len(found)
