"""The wizard of imports as it is drawn: what can be imported, columns and fields, what came of it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from ...core import jobs
from ...core.arrangements import Arrangement, Arrangements
from ...core.errors import Refusal
from ...core.importing import Import, Imports, Plan, Target, guess, targets_of
from ...core.importing.file import Book, first_rows, open_file
from ...core.importing.guessing import title_key
from ...core.importing.keeping import (
    CHECKED,
    CHECKING,
    DONE,
    NEW,
    SHOWN_FAULTS,
    TAKING,
    UNDOING,
)
from ...core.importing.plan import MODES
from ...core.importing.table import Row, head_row
from ...core.importing.targets import GROUP
from ...core.records.presentations import presentations
from ...core.records.readers import is_key, read_key
from ...core.texts import Text, Texts
from ...core.work import Work
from ..tables import State, target_of
from .import_words import COUNTS, EXAMPLES, MAPPING, STATES, STEPS, title_of

_ = Texts("tradepost.web")


@dataclass(frozen=True)
class Column:
    """A column of the file: its title, what stands in it, what it was matched with."""

    place: int
    title: str
    examples: Sequence[str]
    path: str


@dataclass(frozen=True)
class Same:
    """A field that can have one value in every row."""

    target: Target
    key: str
    text: str
    source: str
    open: bool

    @property
    def id(self) -> str:
        """Of its control."""
        return f"same-{self.target.path.replace('.', '-')}"


@dataclass
class Wizard:
    """One import as it is drawn."""

    work: Work
    one: Import
    refusal: Refusal | None = None
    sent: Plan | None = None
    unreadable: Refusal | None = None
    rows: Sequence[Row] = field(default_factory=list)
    book: Book | None = None

    def __post_init__(self) -> None:
        if self.one.state == NEW and not self.one.by_plugin and self.one.file:
            try:
                self.book = open_file(self.one.content)
                sheet = self.plan.sheet or self.book.sheets[0]
                self.rows = first_rows(self.book, sheet)
            except Refusal as why:
                self.unreadable = why

    @cached_property
    def plan(self) -> Plan:
        """As it was sent, stored, or nothing yet."""
        if self.sent is not None:
            return self.sent
        return Plan.of(self.one.plan) if self.one.plan else Plan(self.one.kind)

    @cached_property
    def targets(self) -> Mapping[str, Target]:
        """What columns can be matched with."""
        return {} if self.one.by_plugin else targets_of(self.work, self.one.kind)

    @property
    def title(self) -> Text | str:
        """What is imported."""
        return title_of(self.work, self.one.kind, by_plugin=self.one.by_plugin)

    @property
    def state(self) -> State:
        """In a word."""
        return STATES[self.one.state]

    @property
    def steps(self) -> Iterator[tuple[Text, str]]:
        """The steps of the wizard: done, current or ahead."""
        at = next(n for n, (_text, states) in enumerate(STEPS) if self.one.state in states)
        for n, (text, _states) in enumerate(STEPS):
            yield text, "done" if n < at else "current" if n == at else "ahead"

    @cached_property
    def head(self) -> int:
        """The row with the titles."""
        return self.plan.head or head_row(self.rows)

    @cached_property
    def titles(self) -> Sequence[str]:
        """Of the columns; those beyond the titles have none."""
        found = next((list(row.cells) for row in self.rows if row.number == self.head), [])
        widest = max((len(row.cells) for row in self._below), default=0)
        return found + [""] * max(0, widest - len(found))

    @cached_property
    def _below(self) -> Sequence[Row]:
        return [row for row in self.rows if row.number > self.head and row.cells]

    @cached_property
    def matched(self) -> Mapping[int, str]:
        """The path of each column: as it was said, else guessed."""
        if self.plan.columns or self.sent is not None:
            return self.plan.columns
        return guess(self.titles, self.targets, self.remembered.get("titles", {}))

    @cached_property
    def remembered(self) -> Mapping[str, Any]:
        """How files of the kind were matched last."""
        return Arrangements(self.work).opening(MAPPING, self.one.kind)

    @cached_property
    def saved(self) -> Sequence[Arrangement]:
        """The matchings kept under a name."""
        return [one for one in Arrangements(self.work).seen(MAPPING, self.one.kind) if one.title]

    @property
    def columns(self) -> Iterator[Column]:
        """The columns of the file."""
        for place, title in enumerate(self.titles):
            cells = [text for row in self._below if (text := row.cell(place))]
            shown = list(dict.fromkeys(cells))[:EXAMPLES]
            yield Column(place, title, shown, self.matched.get(place, ""))

    @property
    def offered(self) -> Iterator[tuple[Text | str, list[Target]]]:
        """What a column can be matched with, part by part."""
        parts: dict[str, list[Target]] = {}
        above: dict[str, Text | str] = {"": self.title}
        for one in self.targets.values():
            parts.setdefault(one.part, []).append(one)
            above.setdefault(one.part, one.above)
        for part, found in parts.items():
            yield above[part], found

    @property
    def keys(self) -> Sequence[Target]:
        """The fields records can be told apart by."""
        return [one for one in self.targets.values() if one.is_key]

    @cached_property
    def key(self) -> str:
        """The field records are told apart by: as it was said, else the best one matched."""
        if self.sent is not None or self.plan.columns:
            return self.plan.key
        used = set(self.matched.values())
        wish = (self.remembered.get("key", ""), "code", "number")
        found = [one.path for one in self.keys if one.path in used and one.path != "name"]
        best = next((path for path in wish if path in used), "")
        return best or (found[0] if found else "name" if "name" in used else "")

    @property
    def modes(self) -> Mapping[str, Text]:
        """What is done with new records and those that are there."""
        return MODES

    @cached_property
    def same(self) -> Sequence[Same]:
        """Fields with one value in every row; those a record needs stand open."""
        used = set(self.matched.values())
        found = [
            one for one in self.targets.values()
            if one.path not in used and one.path not in (GROUP, "code", "number")
            and (not one.part or one.part in self.plan.parts(self.targets) or one.required)
        ]  # fmt: skip
        given = self.plan.same
        named = presentations(self.work, [
            (target_of(one.field), read_key(given[one.path])) for one in found
            if one.points and is_key(given.get(one.path, ""))
        ])  # fmt: skip
        return [self._same(one, given.get(one.path, ""), named) for one in found]

    def _same(self, one: Target, given: str, named: Mapping[Any, str]) -> Same:
        key = given if one.points and is_key(given) else ""
        text = named.get(read_key(key), "") if key else given
        target = target_of(one.field) if one.points else ""
        kinds = target if isinstance(target, tuple) else (target,)
        names = [kind if isinstance(kind, str) else kind.kind for kind in kinds]
        source = f"/pick/{','.join(names)}" if one.points else ""
        needed = one.required and (not one.part or self._has(one.part))
        return Same(one, key, text, source, needed or bool(given))

    def _has(self, part: str) -> bool:
        return any(path.startswith(f"{part}.") for path in self.matched.values())

    @property
    def job(self) -> tuple[Any, Any] | None:
        """The work under way, and how far it is."""
        row = (
            None
            if self.one.job_id is None
            else self.work.session.get(jobs.JobRow, self.one.job_id)
        )
        return None if row is None else (row, jobs.how_far(self.work.house, row))

    @property
    def is_busy(self) -> bool:
        """Whether work is under way."""
        return self.one.state in (CHECKING, TAKING, UNDOING)

    @property
    def counts(self) -> Iterator[tuple[str, int, Text, str]]:
        """What became, or would become, of the rows."""
        for name, (text, tone) in COUNTS.items():
            count = int(self.one.counts.get(name, 0))
            if name in self.one.counts or name in ("created", "updated", "refused"):
                yield name, count, text, tone if count else ""

    @cached_property
    def faults(self) -> Sequence[Sequence[Any]]:
        """What is wrong."""
        return self.one.listed

    @property
    def shown(self) -> Sequence[Sequence[Any]]:
        """The first of it."""
        return self.faults[:SHOWN_FAULTS]

    @property
    def good(self) -> int:
        """How many records would be taken."""
        return sum(int(self.one.counts.get(n, 0)) for n in ("created", "updated"))

    @cached_property
    def before(self) -> Import | None:
        """The same file taken earlier."""
        return Imports(self.work).before(self.one) if self.one.state in (NEW, CHECKED) else None

    @property
    def can_undo(self) -> bool:
        """Whether what was made can be taken back."""
        if self.one.state != DONE or self.one.by_plugin:
            return False
        return Imports(self.work).made_by(self.one) > 0

    @property
    def is_fact(self) -> bool:
        """Whether it is of values by key and moment, not of records."""
        return not self.one.by_plugin and self.one.kind in self.work.schema.facts

    @property
    def is_mine(self) -> bool:
        """Whether the person sent it himself."""
        return self.one.user_id == self.work.access.user_id

    @property
    def address(self) -> str:
        """The list of what was imported; empty where there is none."""
        schema = self.work.schema
        if self.one.by_plugin or self.one.kind not in schema.records:
            return ""
        group = "documents" if self.one.kind in schema.documents else "catalogs"
        return f"/{group}/{self.one.kind}"


def remember(wizard: Wizard, plan: Plan, title: str = "") -> None:
    """Keep how the columns were matched, for the next file of the kind."""
    titles = {
        title_key(wizard.titles[place]): path
        for place, path in plan.columns.items()
        if place < len(wizard.titles) and title_key(wizard.titles[place])
    }
    kept = {"titles": titles, "key": plan.key, "mode": plan.mode}
    arrangements = Arrangements(wizard.work)
    arrangements.keep(MAPPING, plan.kind, kept)
    if title.strip():
        arrangements.keep(MAPPING, plan.kind, kept, title=title[:80])
