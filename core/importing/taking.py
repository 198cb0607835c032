"""Taking rows: found, created by the many or changed one by one; every fault with its place."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import select

from ..database.ids import settled_id
from ..errors import Invalid, Refusal
from ..records.errors import UnknownReference
from ..records.many import create_many
from ..records.wire import to_wires
from ..records.write import save
from ..schema.catalog import Catalog
from ..schema.record import Record
from ..texts import Texts
from ..work import Work
from .lookup import Lookup, told_apart
from .outcomes import CREATED, REFUSED, UNCHANGED, UPDATED, Outcome, names_in, same_value
from .plan import CREATE, UPDATE, Plan
from .targets import Target
from .units import Fault, Unit, Units

_ = Texts("tradepost.core")


@dataclass
class _New:
    unit: Unit
    data: dict[str, Any]


class Taker:
    """Takes records of one kind, a portion of units at a time.

    Args:
        work: the unit of work; its rights and row rules apply.
        plan: how.
        units: the rows, readable.
        seed: tells this file from others: a row of it makes one record, however often.
        promised: names and codes that earlier rows of the file are going to make.
    """

    def __init__(
        self, work: Work, plan: Plan, units: Units, seed: str,
        promised: frozenset[str] = frozenset(),
    ) -> None:  # fmt: skip
        self.work, self.plan, self.units, self.seed = work, plan, units, seed
        self.cls: Any = work.schema.records[plan.kind]
        self.targets = units.targets
        self.pointing = list(units.pointing())
        self.lookup = Lookup(work)
        self.promised = promised
        self.outcomes: dict[int, Outcome] = {}
        self.new: list[_New] = []
        self.coming: set[str] = set()

    def take(self, units: Sequence[Unit]) -> list[Outcome]:
        """Take them; each is answered for, in order."""
        self._look_up(units)
        known = self._known(units)
        stored = self._stored({one for one in known.values() if isinstance(one, UUID)})
        for unit in units:
            self._one(unit, known.get(id(unit)), stored)
        self._make()
        return [self.outcomes[id(unit)] for unit in units]

    def _look_up(self, units: Sequence[Unit]) -> None:
        for unit in units:
            for one, text, _row, _home in self._references(unit):
                self.lookup.want(one.field, text)
        self.lookup.look()

    def _references(self, unit: Unit) -> Iterator[tuple[Target, str, int, dict[str, Any]]]:
        for one in self.pointing:
            name = one.path.rpartition(".")[2]
            homes = unit.parts.get(one.part, []) if one.part else [unit.values]
            places = unit.places.get(one.part, []) if one.part else [unit.number]
            for home, place in zip(homes, places, strict=False):
                text = home.get(name)
                if isinstance(text, str):
                    yield one, text, place, home

    def _known(self, units: Sequence[Unit]) -> dict[int, UUID | Refusal]:
        """The records that are there already, by unit."""
        tokens = {id(unit): token for unit in units if (token := self.token(unit))}
        if not tokens:
            return {}
        there = told_apart(self.work, self.cls, self.plan.key, set(tokens.values()))
        found: dict[int, UUID | Refusal] = {}
        for unit_id, token in tokens.items():
            keys = there.get(token, set())
            if len(keys) > 1:
                found[unit_id] = self._several(token)
            elif keys:
                found[unit_id] = next(iter(keys))
        return found

    def _several(self, token: str) -> Invalid:
        label = self.targets[self.plan.key].label
        return Invalid(
            _("{label}: several records have “{value}”", label=label, value=token[:60]),
            remedy=_("Tell records apart by their code"),
        )

    def token(self, unit: Unit) -> str:
        """What tells the record of a unit from others; empty where its cell is empty."""
        key = self.targets.get(self.plan.key)
        if key is None:
            return ""
        if not key.part:
            return str(unit.values.get(key.path) or "")
        rows = unit.parts.get(key.part, [])
        return str(rows[0].get(key.path.partition(".")[2]) or "") if rows else ""

    def _stored(self, keys: set[UUID]) -> dict[UUID, tuple[Any, dict[str, Any]]]:
        listed = list(keys)
        asked = select(self.cls).where(self.cls.id.in_(listed)).with_for_update()
        records = list(self.work.session.scalars(asked)) if listed else []
        return {
            record.id: (record, plain)
            for record, plain in zip(records, to_wires(self.work, records), strict=True)
        }

    def _one(self, unit: Unit, known: UUID | Refusal | None, stored: Mapping[UUID, Any]) -> None:
        if isinstance(known, Refusal):
            unit.faults.append(Fault.of(known, unit.number, self.units.column_of(self.plan.key)))
        token = self.token(unit)
        if token and token in self.coming:
            unit.faults.append(self._twice(unit, token))
        if any(self._waits_for(one, text) for one, text, *_rest in self._references(unit)):
            self._make()
        self._point(unit)
        if unit.faults:
            missing = [] if known is not None else list(self.units.missing(unit))
            self._refuse(unit, unit.faults + missing)
        elif isinstance(known, UUID) and known in stored:
            self._change(unit, *stored[known])
            self.coming |= {token} - {""}
        elif self.plan.mode == UPDATE:
            self._refuse(unit, [self._none(unit, token)])
        else:
            self.new.append(_New(unit, self._data(unit)))
            self.coming |= {token} - {""}

    def _twice(self, unit: Unit, token: str) -> Fault:
        return Fault(
            unit.number, self.units.column_of(self.plan.key), token,
            _("The file tells of it twice"), _("Leave one of the rows"),
        )  # fmt: skip

    def _none(self, unit: Unit, token: str) -> Fault:
        return Fault(
            unit.number, self.units.column_of(self.plan.key), token,
            _("There is no such record to change"),
            _("Create records, too, or take the row out"),
        )  # fmt: skip

    def _waits_for(self, one: Target, text: str) -> bool:
        """Whether a folder is meant that stands further up in the same portion."""
        if one.field.target is not self.cls or not self.new:
            return False
        missing = not self.lookup.found.get(self.cls, {}).get(text)
        return missing and any(text in names_in(new.unit) for new in self.new)

    def _point(self, unit: Unit) -> None:
        """Put keys in the place of texts."""
        for one, text, place, home in list(self._references(unit)):
            name = one.path.rpartition(".")[2]
            try:
                home[name] = self.lookup.key(one.field, text)
            except UnknownReference as why:
                if one.field.target is self.cls and text in self.promised:
                    del home[name]
                    continue
                unit.faults.append(Fault.of(why, place, self.units.column_of(one.path), text))
            except Invalid as why:
                unit.faults.append(Fault.of(why, place, self.units.column_of(one.path), text))

    def _data(self, unit: Unit) -> dict[str, Any]:
        key = settled_id(f"import:{self.plan.kind}", f"{self.seed}:{unit.token}")
        return {"id": str(key), **unit.values, **unit.parts}

    def _make(self) -> None:
        """Make the records that wait."""
        waiting, self.new = self.new, []
        if not waiting:
            return
        keys = [UUID(one.data["id"]) for one in waiting]
        asked = select(self.cls.id).where(self.cls.id.in_(keys))
        there = set(self.work.session.scalars(asked))
        if issubclass(self.cls, Catalog):
            answers: list[Any] = list(
                create_many(self.work, self.plan.kind, [one.data for one in waiting])
            )
        else:
            answers = [self._save(one.data) for one in waiting]
        for one, answer, key in zip(waiting, answers, keys, strict=True):
            if isinstance(answer, Refusal):
                self._refuse(one.unit, list(self._placed(one.unit, answer)))
            else:
                what = UNCHANGED if key in there else CREATED
                self.outcomes[id(one.unit)] = Outcome(one.unit, what, [], answer)
        self._learn(waiting)

    def _learn(self, made: Sequence[_New]) -> None:
        if any(one.field.target is self.cls for one in self.pointing):
            self.lookup.forget(self.cls)
            for one in made:
                for name in names_in(one.unit):
                    self.lookup.wanted.setdefault(self.cls, set()).add(name)
            self.lookup.look()

    def _save(self, data: Mapping[str, Any], key: UUID | None = None) -> Record | Refusal:
        try:
            with self.work.session.begin_nested():
                return save(self.work, self.plan.kind, data, id=key)
        except Refusal as why:
            return why

    def _change(self, unit: Unit, record: Any, stored: dict[str, Any]) -> None:
        if self.plan.mode == CREATE:
            self.outcomes[id(unit)] = Outcome(unit, UNCHANGED)
            return
        changes = {n: v for n, v in unit.values.items() if not same_value(stored.get(n), v)}
        for part, rows in unit.parts.items():
            merged = self._merged(stored.get(part, []), rows)
            if merged is not None:
                changes[part] = merged
        if stored.get("deleted"):
            changes["deleted"] = False
        before = {name: stored.get(name) for name in changes}
        if not changes:
            self.outcomes[id(unit)] = Outcome(unit, UNCHANGED)
            return
        answer = self._save(changes, record.id)
        if isinstance(answer, Refusal):
            self._refuse(unit, list(self._placed(unit, answer)))
        else:
            self.outcomes[id(unit)] = Outcome(unit, UPDATED, [], answer, before)

    def _merged(
        self, stored: Sequence[Mapping[str, Any]], rows: Sequence[Mapping[str, Any]]
    ) -> list[Mapping[str, Any]] | None:
        """The rows a part is to have; None where they stand there already.

        Rows of a catalog are added to those there are; those of a document are its lines.
        """

        def there(row: Mapping[str, Any], old: Mapping[str, Any]) -> bool:
            return all(same_value(old.get(name), value) for name, value in row.items())

        if issubclass(self.cls, Catalog):
            fresh = [row for row in rows if not any(there(row, old) for old in stored)]
            return [*({"id": one["id"]} for one in stored), *fresh] if fresh else None
        agree = len(stored) == len(rows) and all(map(there, rows, stored))
        return None if agree else list(rows)

    def _refuse(self, unit: Unit, faults: list[Fault]) -> None:
        self.outcomes[id(unit)] = Outcome(unit, REFUSED, faults)

    def _placed(self, unit: Unit, refusal: Refusal) -> Iterator[Fault]:
        """The faults of a record that could not be saved, by the columns they come from."""
        for one in refusal.each():
            part, _dot, rest = one.path.partition(".")
            place, path = unit.number, one.path
            if part in unit.parts and rest:
                row, _dot, name = rest.partition(".")
                path = f"{part}.{name}"
                if row.isdecimal() and int(row) < len(unit.places[part]):
                    place = unit.places[part][int(row)]
            column = self.units.column_of(path)
            value = self._shown(unit, place, path)
            yield Fault.of(one, place, column, value)

    def _shown(self, unit: Unit, number: int, path: str) -> str:
        place = self.plan.place_of(path)
        row = next((one for one in unit.rows if one.number == number), unit.rows[0])
        return "" if place is None else row.cell(place)
