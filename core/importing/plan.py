"""How a file is to be taken: which column is which field, by what records are told apart."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from ..errors import Refusal, refuse_all
from ..texts import Texts
from .errors import NotPlanned
from .targets import GROUP, Target

_ = Texts("tradepost.core")

BOTH, CREATE, UPDATE = "both", "create", "update"
MODES = {
    BOTH: _("Create new records and change those that are there"),
    CREATE: _("Only create; leave alone what is there"),
    UPDATE: _("Only change what is there"),
}


@dataclass(frozen=True)
class Plan:
    """How a file is to be taken.

    Attributes:
        kind: of what.
        columns: path of the field by place of the column.
        key: path of the field records are told apart by; empty where all are new.
        mode: `both`, `create` or `update`.
        same: texts that hold for every row, by path, for fields no column is matched with.
        rounds: whether numbers are rounded to the decimals their field keeps.
        zone: in which days and hours of the file are meant.
        sheet: of the workbook.
        head: the row with the titles; found out where it is 0.
    """

    kind: str
    columns: Mapping[int, str] = field(default_factory=dict)
    key: str = ""
    mode: str = BOTH
    same: Mapping[str, str] = field(default_factory=dict)
    rounds: bool = False
    zone: str = "UTC"
    sheet: str = ""
    head: int = 0

    def plain(self) -> dict[str, Any]:
        """As it is stored."""
        columns = {str(place): path for place, path in self.columns.items()}
        return {**vars(self), "columns": columns, "same": dict(self.same)}

    @classmethod
    def of(cls, kept: Mapping[str, Any]) -> "Plan":
        """As it was stored."""
        columns = {int(place): path for place, path in kept.get("columns", {}).items()}
        return cls(**{**kept, "columns": columns})

    def place_of(self, path: str) -> int | None:
        """The column of a field."""
        return next((place for place, one in self.columns.items() if one == path), None)

    def parts(self, targets: Mapping[str, Target]) -> set[str]:
        """The tabular parts some column belongs to."""
        return {targets[path].part for path in self.columns.values() if path in targets} - {""}


def require_sound(plan: Plan, targets: Mapping[str, Target]) -> None:
    """Go on only with a plan by which something can be taken.

    Raises:
        Refusals: naming everything that is missing or stands there twice.
    """
    refuse_all(list(_faults(plan, targets)))


def _faults(plan: Plan, targets: Mapping[str, Target]) -> Iterator[Refusal]:
    used = list(plan.columns.values())
    for path in dict.fromkeys(used):
        if path not in targets:
            yield NotPlanned(_("There is no field “{name}”", name=path), path="columns")
        elif used.count(path) > 1:
            yield NotPlanned(
                _("Two columns are matched with “{label}”", label=targets[path].label),
                path="columns", remedy=_("Leave one of them out"),
            )  # fmt: skip
    if not [path for path in used if path != GROUP]:
        yield NotPlanned(
            _("No column is matched with a field"), path="columns",
            remedy=_("Choose at least one field"),
        )  # fmt: skip
    if plan.key and plan.key not in used:
        yield NotPlanned(
            _("Records are to be told apart by a field that no column is matched with"),
            path="key", remedy=_("Choose another field, or match a column with it"),
        )  # fmt: skip
    if plan.mode == UPDATE and not plan.key:
        yield NotPlanned(_("Say by which field records are told apart"), path="key")
    if plan.mode != UPDATE:
        yield from _absent(plan, targets, used)


def _absent(plan: Plan, targets: Mapping[str, Target], used: list[str]) -> Iterator[Refusal]:
    parts = plan.parts(targets)
    for path, one in targets.items():
        at_hand = path in used or plan.same.get(path, "").strip()
        if one.required and not at_hand and (not one.part or one.part in parts):
            yield NotPlanned(
                _("Nothing is matched with “{label}”, which every record needs", label=one.label),
                path=f"same.{path}",
                remedy=_("Match a column with it, or give a value for all rows"),
            )
