"""Imports as they are kept: the file while it is worked on, the log of what it brought."""

import hashlib
import json
import zlib
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index, func, select
from sqlalchemy.orm import Mapped, mapped_column

from ..access.models import TABLE, User
from ..database.base import Base
from ..database.ids import new_id
from ..errors import Conflict, Unknown
from ..texts import Texts
from ..work import Work
from .plan import Plan
from .table import Table
from .targets import require_importable

_ = Texts("tradepost.core")

RIGHT = "core.import_files"
SEE_ALL = "core.read_audit"
NEW, CHECKING, CHECKED = "new", "checking", "checked"
TAKING, DONE, REFUSED, UNDOING, UNDONE = "taking", "done", "refused", "undoing", "undone"
BUSY = (CHECKING, TAKING, UNDOING)
OPEN = (NEW, CHECKED, REFUSED)
SHOWN_FAULTS = 200
MOST_FAULTS = 20_000
"""So many are kept; the first are shown, all of them written into the file that comes back."""


class Import(Base):
    """One file that is, or was, taken.

    Attributes:
        kind: of what: a kind of record, a register of facts, or a plugin's kind of file.
        by_plugin: whether a plugin reads the file.
        file: its bytes, packed; gone some time after it was taken.
        rows: the table that was read from it, packed.
        digest: of the bytes, to know it again.
        plan: how it is to be taken (`Plan`), or how it was.
        counts: how many were created, updated, unchanged, refused; `total`.
        faults: what is wrong, packed (`Fault.plain`).
    """

    __tablename__ = "core_import"
    __table_args__ = (Index(None, "created_at"), Index(None, "digest"), TABLE)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    user_id: Mapped[UUID | None] = mapped_column(ForeignKey("core_user.id"), index=True)
    kind: Mapped[str]
    by_plugin: Mapped[bool] = mapped_column(default=False)
    file_name: Mapped[str]
    file: Mapped[bytes | None]
    rows: Mapped[bytes | None]
    digest: Mapped[str]
    plan: Mapped[dict[str, Any]]
    state: Mapped[str] = mapped_column(default=NEW)
    counts: Mapped[dict[str, Any]]
    faults: Mapped[bytes | None]
    job_id: Mapped[UUID | None]
    created_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]

    @property
    def content(self) -> bytes:
        """The file as it was sent; empty once it is gone."""
        return zlib.decompress(self.file) if self.file else b""

    @property
    def table(self) -> Table | None:
        """What was read from it; None before that, and once it is gone."""
        return Table.of(self.rows) if self.rows else None

    @property
    def listed(self) -> list[list[Any]]:
        """What is wrong: row, column, value, why, remedy."""
        return json.loads(zlib.decompress(self.faults)) if self.faults else []

    def list_faults(self, faults: Sequence[Sequence[Any]]) -> None:
        """Say what is wrong."""
        self.faults = zlib.compress(json.dumps(list(faults)).encode(), 6) if faults else None


class Made(Base):
    """A record that an import has made or changed, so that it can be undone.

    `before` is what stood in the fields it changed; None where it made the record. Of a fact,
    `record_id` is its recorder, and `before` has its values: `was` (None where there were
    none), `wrote`, and the `row` of the file that said so.
    """

    __tablename__ = "core_import_record"
    __table_args__ = (TABLE,)

    import_id: Mapped[UUID] = mapped_column(
        ForeignKey("core_import.id", ondelete="CASCADE"), primary_key=True
    )
    record_id: Mapped[UUID] = mapped_column(primary_key=True)
    version: Mapped[int]
    before: Mapped[dict[str, Any] | None]


class Imports:
    """The imports a person sees: his own, and everybody's for who reads the audit.

    Working on one takes the right `core.import_files`, and it to be his own.
    """

    def __init__(self, work: Work) -> None:
        self.work = work
        self.session = work.session

    def begin(
        self, kind: str, file_name: str, content: bytes, *, by_plugin: bool = False
    ) -> Import:
        """Keep a file that is to be taken.

        Raises:
            Forbidden: without the right to create what it holds.
            Unknown: for a kind there is not.
        """
        self.work.access.require(RIGHT)
        if not by_plugin:
            require_importable(self.work, kind)
        made = Import(
            kind=kind, by_plugin=by_plugin, file_name=file_name[:200], plan={}, counts={}
        )
        made.user_id, made.created_at = self.work.access.user_id, self.work.clock.now()
        made.file, made.digest = zlib.compress(content, 6), hashlib.sha256(content).hexdigest()
        self.session.add(made)
        self.session.flush()  # the next page asks for it
        return made

    def get(self, key: UUID, *, own: bool = False) -> Import:
        """One import.

        Raises:
            Unknown: where there is none, or none for this person.
        """
        found = self.session.get(Import, key)
        mine = found is not None and found.user_id == self.work.access.user_id
        if found is None or not (mine or (not own and self.work.access.may(SEE_ALL))):
            raise Unknown(_("There is no such import"))
        return found

    def listed(self, limit: int = 100) -> list[tuple[Any, str]]:
        """The latest imports with the names of who sent them; one select, no files."""
        self.work.access.require(RIGHT)
        names = (
            "id",
            "kind",
            "by_plugin",
            "file_name",
            "state",
            "counts",
            "created_at",
            "ended_at",
        )
        asked: Any = select(*(getattr(Import, one) for one in names), User.name.label("user"))
        asked = asked.join(User, User.id == Import.user_id, isouter=True)
        if not self.work.access.may(SEE_ALL):
            asked = asked.where(Import.user_id == self.work.access.user_id)
        rows = self.session.execute(asked.order_by(Import.created_at.desc()).limit(limit))
        return [(row, row.user or "") for row in rows]

    def before(self, one: Import) -> Import | None:
        """The same file taken earlier, if it was."""
        asked = select(Import).where(Import.digest == one.digest, Import.kind == one.kind)
        asked = asked.where(Import.state == DONE, Import.id != one.id)
        return self.session.scalar(asked.order_by(Import.created_at.desc()).limit(1))

    def plan(self, key: UUID, plan: Plan) -> Import:
        """Say how a file is to be taken; what was found out before counts no more.

        Raises:
            Conflict: while it is being taken, or once it was.
        """
        one = self.open(key)
        if (plan.sheet, plan.head) != (one.plan.get("sheet", ""), one.plan.get("head", 0)):
            one.rows = None
        one.plan, one.state, one.counts, one.faults = plan.plain(), NEW, {}, None
        return one

    def open(self, key: UUID) -> Import:
        """An import that can still be changed.

        Raises:
            Conflict: while it is being taken, or once it was.
        """
        self.work.access.require(RIGHT)
        one = self.get(key, own=True)
        if one.state not in OPEN:
            raise Conflict(
                _("The import {name} is under way or done", name=one.file_name),
                remedy=_("Begin a new one"),
            )
        return one

    def drop(self, key: UUID) -> None:
        """Forget a file that was not taken."""
        self.session.delete(self.open(key))
        self.session.flush()  # the list is asked next

    def made_by(self, one: Import) -> int:
        """How many records could be undone."""
        asked = select(func.count()).select_from(Made).where(Made.import_id == one.id)
        return self.session.scalar(asked) or 0


def counted(counts: Mapping[str, Any], whats: Sequence[str]) -> dict[str, int]:
    """Counts with some more outcomes."""
    found = {name: int(value) for name, value in counts.items()}
    for what in whats:
        found[what] = found.get(what, 0) + 1
    return found
