"""Post, unpost, re-post: one document or thousands, all or nothing.

The order inside one unit of work is always the same: the document's row, then totals as
`order.py` says.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import select

from .. import calls, jobs
from ..access.audit import note
from ..access.sight import house_view
from ..database.bulk import decoder
from ..errors import Conflict, Refusal, refuse_all
from ..records.presentations import presentations
from ..schema.document import Document, DocumentHead
from ..schema.register import BalanceRegister, Movement
from ..texts import Texts
from ..values import DIGITS
from ..work import Work
from . import sequence
from .bounds import bounds_of, exceeded, hold_wider
from .closing import require_open
from .encoding import Change, difference, negated
from .errors import MarkedForDeletion, NotPosted, Shortage
from .guard import Short, shortages
from .ledger import Ledger
from .order import has_guard, hold_first, in_order, is_guarded
from .posting import Posting
from .state import locked_version, put_posted

_ = Texts("tradepost.core")


def post(work: Work, document: Document) -> None:
    """Post a document; one that is posted already is posted again by its difference.

    Raises:
        Forbidden: without the right `<kind>.post`.
        ClosedPeriod: where its date, or the date it was posted at, is closed.
        Refusal: shortages and the objections of all plugins, together.
    """
    work.access.require(f"{document.kind}.post")
    with house_view(work.session):  # what posting reads is nobody's to restrict
        _Writer(work, document).post()


def unpost(work: Work, document: Document) -> None:
    """Take a document's movements back; registers are exactly as before it.

    Raises:
        Forbidden: without the right `<kind>.unpost`.
        NotPosted: where there is nothing to take back.
        ClosedPeriod, Shortage: as for posting.
    """
    work.access.require(f"{document.kind}.unpost")
    if not document.posted:
        raise NotPosted(
            _("{title} {number} is not posted", title=document.title[0], number=document.number),
            record=str(document.id),
        )
    with house_view(work.session):
        _Writer(work, document).unpost()


def post_many(work: Work, documents: Iterable[Document]) -> int:
    """Post many documents in the order of business, in one unit of work; answers how many."""
    ordered = sorted(documents, key=lambda one: (one.moment, one.id))
    for document in ordered:
        post(work, document)
    return len(ordered)


def unpost_many(work: Work, documents: Iterable[Document]) -> int:
    """Unpost many documents, the last one first, in one unit of work; answers how many."""
    ordered = sorted(documents, key=lambda one: (one.moment, one.id), reverse=True)
    for document in ordered:
        unpost(work, document)
    return len(ordered)


def restore_sequence(work: Work, limit: int = 50) -> int:
    """Post again about `limit` documents that stand after a back-dated change, in order.

    A register that has a `restorer` is left to it, which may do more at once.

    Returns:
        how many were posted again; fewer than `limit` when nothing is stale any more.
    """
    done = 0
    for register in work.schema.balances.values():
        if register.restorer is not None and done < limit:
            with house_view(work.session):
                done += register.restorer(work, limit - done)
    while done < limit and (found := sequence.next_stale(work)) is not None:
        _register, recorder = found
        with house_view(work.session):
            _Writer(work, find(work, recorder), restoring=True).post()
        done += 1
    return done


def _restore(work: Work, payload: jobs.Payload) -> jobs.Payload | None:
    """One step of the background work; each step is a unit of work of its own."""
    before = payload.get("done", 0)
    total = payload.get("total") or sequence.waiting(work)
    fresh = restore_sequence(work, STEP)
    done = before + fresh
    jobs.progress(work, done, max(total, done), _("Posting again, in order of time"))
    if fresh >= STEP:
        return {"done": done, "total": total}
    jobs.outcome(
        work, _.n("{count} document posted again", "{count} documents posted again", done)
    )
    return None


STEP = 20  # documents posted again in one unit of work: others wait no longer than for these
RESTORE = jobs.Job(
    sequence.JOB, _("Post again what follows a back-dated change"), "core.manage_jobs", _restore
)


def find(work: Work, recorder: UUID) -> Document:
    """The document of whatever kind behind a key."""
    kind = work.session.scalar(select(DocumentHead.kind).where(DocumentHead.id == recorder))
    document = work.session.get(work.schema.documents[kind or ""], recorder)
    if document is None:
        raise LookupError(recorder)
    return document


class _Writer:
    """Posts one document."""

    def __init__(self, work: Work, document: Document, *, restoring: bool = False) -> None:
        self.work = work
        self.document = document
        self.restoring = restoring
        work.session.flush()  # movements are written by plain SQL, beside the session
        self.connection = work.session.connection()
        self.ledger = Ledger(self.connection, work.schema.registers.values())
        self.held = self._lock()

    def post(self) -> None:
        document = self.document
        if document.deleted:
            raise MarkedForDeletion(
                _(
                    "{title} {number} is marked for deletion",
                    title=document.title[0],
                    number=document.number,
                ),
                remedy=_("Take the mark off first"),
                record=str(document.id),
            )
        self._require_open()
        posting = Posting(self.work, document, again=bool(self.held), restoring=self.restoring)
        self._gather(posting)
        objections = calls.posting_objections(self.work.hooks, posting, self.work.house.turns)
        changes = [] if posting.keeps else self._changes(posting.movements)
        if is_guarded(changes):
            hold_first(self.connection, changes, posting)
        refuse_all([*objections, *self._shortages(changes)])
        posting.require_still_so()
        self._write(changes, posted=True)
        calls.on_posted(self.work.hooks, self.work, document, again=bool(self.held))

    def unpost(self) -> None:
        self._require_open()
        codes = self.ledger.codes
        changes = in_order(negated(codes[kind], rows) for kind, rows in self.held.items())
        hold_first(self.connection, changes)
        refuse_all(self._shortages(changes))
        self._write(changes, posted=False)
        calls.on_unposted(self.work.hooks, self.work, self.document)

    def _lock(self) -> dict[str, list[tuple[int, Any]]]:
        """Hold the document's row; read what it has written before."""
        if locked_version(self.connection, self.document) != self.document.version:
            raise Conflict(
                _(
                    "{title} {number} was changed meanwhile",
                    title=self.document.title[0],
                    number=self.document.number,
                ),
                remedy=_("Open it again"),
                record=str(self.document.id),
            )
        if not self.document.posted:
            return {}
        ledger, me = self.ledger, self.document.id
        return {k: ledger.rows_of(ledger.codes[k], me) for k in ledger.touched(me)}

    def _require_open(self) -> None:
        if not self.restoring:
            require_open(self.work, self.document, self.document.moment, *self._held_moments())

    def _held_moments(self) -> set[datetime]:
        found = set()
        for kind, rows in self.held.items():
            code = self.ledger.codes[kind]
            read = decoder(code.register.movements.c.moment, code.dialect)
            found |= {read(content[0]) for _line, content in rows}
        return found

    def _gather(self, posting: Posting) -> None:
        posting.movements.extend(self.document.movements())
        calls.gather_movements(self.work.hooks, posting, self.work.house.turns)

    def _changes(self, movements: Sequence[Movement]) -> list[Change]:
        wanted: dict[str, list[Any]] = {kind: [] for kind in self.held}
        codes = self.ledger.codes
        moments: dict[str, Any] = {}
        for one in movements:
            kind = one.register.kind
            code = codes[kind]
            if kind not in moments:
                moments[kind] = code.moment(self.document.moment)
                wanted.setdefault(kind, [])
            wanted[kind].append(code.encode(one, moments[kind]))
        return in_order(
            difference(codes[kind], self.held.get(kind, ()), rows) for kind, rows in wanted.items()
        )

    def _shortages(self, changes: list[Change]) -> list[Refusal]:
        found: list[Short] = []
        bounds = bounds_of(self.ledger.codes)
        hold_wider(self.connection, bounds, changes)
        for change in changes:
            register = change.code.register
            if not change or not has_guard(register):
                continue
            if not self._may_go_negative(register):
                found += shortages(self.connection, change, self.document.id)
        for bound in bounds:
            outer: Any = bound.outer.register
            if not self._may_go_negative(outer):
                found += exceeded(self.connection, bound, changes, self.document.id)
        return [self._refusal(short) for short in found]

    def _may_go_negative(self, register: type[BalanceRegister]) -> bool:
        return bool(self.document.may_go_negative(register))

    def _refusal(self, short: Short) -> Shortage:
        code, register = short.code, short.code.register
        key = code.decode(short.keys, short.key)
        names = {n: self._named(register, n, v) for n, v in key.items() if v is not None}
        kind = next(one for one in register.resources if one.name == short.resource).type
        scale = 0 if kind == "whole" else -DIGITS[kind]
        return Shortage(
            f"{register.plugin}.shortage",
            what=", ".join(names.values()),
            wanted=Decimal(short.wanted).scaleb(scale).normalize(),
            available=Decimal(max(short.available, 0)).scaleb(scale).normalize(),
            register=register.kind,
            **{name: str(value) for name, value in key.items() if value is not None},
            names=names,
        )

    def _named(self, register: Any, name: str, key: UUID) -> str:
        target = next(one for one in register.dimensions if one.name == name).target
        if target == "document":
            return presentations(self.work, [(target, key)]).get(key, str(key))
        if isinstance(target, str):
            target = self.work.schema.records.get(target)
        record = None if target is None else self.work.session.get(target, key)
        return record.presentation if record is not None else str(key)

    def _write(self, changes: list[Change], *, posted: bool) -> None:
        now = self.work.clock.now()
        written = [change for change in changes if change]
        for change in written:
            register: Any = change.code.register
            free = issubclass(register, BalanceRegister) and self._may_go_negative(register)
            self.ledger.write(change, self.document.id, now, may_be_negative=free)
        # Marks are locked after all totals, see above.
        marked = [sequence.mark(self.work, one, self.document.id) for one in written]
        if any(marked) and not self.restoring:
            jobs.enqueue(self.work, sequence.JOB, key=sequence.JOB)
        self._note(written, posted=posted)
        if self.document.posted != posted:
            put_posted(self.connection, self.document, posted=posted, now=now)
        self.work.session.flush()  # the hooks below read what was written

    def _note(self, written: list[Change], *, posted: bool) -> None:
        done = "posted" if posted and not self.document.posted else "reposted"
        action = ("restored" if self.restoring else done) if posted else "unposted"
        if written or self.document.posted != posted:
            rows = sum(len(one.come) for one in written)
            note(self.work, action, self.document, movements=rows)
