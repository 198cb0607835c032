"""Taking facts: values by key and moment; the same file again changes nothing."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from ..errors import Invalid, Refusal
from ..posting.facts import record_and_tell
from ..schema.register import FactRegister, Movement
from ..texts import Texts
from ..values import exact
from ..work import Work
from .lookup import Lookup
from .outcomes import REFUSED, Outcome
from .plan import Plan
from .targets import AT
from .units import Fault, Unit, Units

_ = Texts("tradepost.core")


class FactTaker:
    """Takes facts of one register, a portion of rows at a time."""

    def __init__(self, work: Work, plan: Plan, units: Units, *_more: Any) -> None:
        self.work, self.plan, self.units = work, plan, units
        self.register: type[FactRegister] = work.schema.facts[plan.kind]
        self.lookup = Lookup(work)

    def take(self, units: Sequence[Unit]) -> list[Outcome]:
        """Take them; each is answered for, in order."""
        for unit in units:
            for one in self.units.pointing():
                if unit.values.get(one.path):
                    self.lookup.want(one.field, unit.values[one.path])
        self.lookup.look()
        facts = {id(unit): self._fact(unit) for unit in units}
        ready = [unit for unit in units if not unit.faults]
        outcomes = self._recorded(ready, facts)
        return [outcomes.get(id(unit)) or Outcome(unit, REFUSED, unit.faults) for unit in units]

    def _fact(self, unit: Unit) -> Movement | None:
        values: dict[str, Any] = {}
        for dimension in self.register.dimensions:
            text = unit.values.get(dimension.name)
            one = self.units.targets[dimension.name]
            if text:
                try:
                    values[dimension.name] = self.lookup.key(one.field, text)
                except Invalid as why:
                    column = self.units.column_of(one.path)
                    unit.faults.append(Fault.of(why, unit.number, column, text))
            elif one.required:
                self._missing(unit, one.path)
        for resource in self.register.resources:
            given = unit.values.get(resource.name)
            if given is None and resource.name in self.units.targets:
                self._missing(unit, resource.name)
            elif given is not None:
                whole = resource.type == "whole"
                values[resource.name] = given if whole else exact(given, resource.type)
        return None if unit.faults else self.register.record(at=self._at(unit), **values)

    def _at(self, unit: Unit) -> Any:
        text = unit.values.get(AT)
        return datetime.fromisoformat(text) if text else self.work.clock.now()

    def _missing(self, unit: Unit, path: str) -> None:
        if any(one.column == self.units.column_of(path) for one in unit.faults):
            return  # what stands there could not be read, and that is told already
        label = self.units.targets[path].label
        fault = Fault(
            unit.number, self.units.column_of(path), "", _("{label} is missing", label=label)
        )
        unit.faults.append(fault)

    def _recorded(
        self, units: Sequence[Unit], facts: Mapping[int, Movement | None]
    ) -> dict[int, Outcome]:
        """All at once; where something forbids that, one by one, to tell which."""
        try:
            with self.work.session.begin_nested():
                said = record_and_tell(self.work, [f for u in units if (f := facts[id(u)])])
        except Refusal as why:
            if len(units) == 1:
                fault = Fault.of(why, units[0].number)
                return {id(units[0]): Outcome(units[0], REFUSED, [fault])}
            found: dict[int, Outcome] = {}
            for unit in units:
                found |= self._recorded([unit], facts)
            return found
        return {
            id(unit): Outcome(unit, str(told.outcome), fact=told)
            for unit, told in zip(units, said, strict=True)
        }
