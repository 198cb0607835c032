"""What a record hangs together with: the chain of documents, and where it is named."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from sqlalchemy import func, literal, literal_column, select, union_all

from ..core.database.ids import NONE
from ..core.errors import Unknown
from ..core.records.presentations import presentations
from ..core.records.read import get
from ..core.schema.document import Document, DocumentHead
from ..core.schema.fields import Field
from ..core.schema.record import Record, table_of
from ..core.texts import Text, Texts
from ..core.work import Work
from .editing import Editing
from .formats import Formats
from .panels import of_plugins
from .tables import DRAFT, MARKED, POSTED, State, state_of
from .undo import address_of

_ = Texts(__package__)

MOST = 200
"""So many documents of a chain are drawn."""
DEEPEST = 12
COUNTED = 100
"""So many uses of a kind are counted; beyond, there are simply many."""
LENGTH = 20
LOOKED = 4
"""Rows looked at for one record shown: a document may name an item in several of its rows."""


@dataclass(frozen=True)
class Link:
    """A document in a chain, with those that were made from it."""

    key: UUID
    title: Text | str
    number: str
    moment: Any
    amount: str
    address: str
    state: State
    here: bool
    children: list["Link"] = field(default_factory=list)


class Chain:
    """The documents one came from, and all that came from the first of them."""

    def __init__(self, work: Work, formats: Formats, document: Document) -> None:
        self.work = work
        self.formats = formats
        self.document = document

    def tree(self) -> Link | None:
        """The first document with everything below it; None where it stands alone.

        What this person may not see is passed over with what came from it, unless it leads
        to the document itself.
        """
        path = [self.document.id, *self._above()]
        parents: dict[UUID, UUID | None] = dict(zip(path, [*path[1:], None], strict=True))
        level = [path[-1]]
        for _step in range(DEEPEST):
            fresh = {
                k: up for k, up in self._children([*level, *path]).items() if k not in parents
            }
            if not fresh or len(parents) >= MOST:
                break
            parents |= fresh
            level = list(fresh)
        return self._drawn(parents, path)

    def _above(self) -> list[UUID]:
        found: list[UUID] = []
        key = self.document.based_on_id
        while key is not None and key not in found and len(found) < DEEPEST:
            found.append(key)
            key = self._source(key)
        return found

    def _source(self, key: UUID) -> UUID | None:
        kind = self.work.session.scalar(select(DocumentHead.kind).where(DocumentHead.id == key))
        cls: Any = self.work.schema.documents.get(kind or "")
        if cls is None:
            return None
        return self.work.session.scalar(select(cls.based_on_id).where(cls.id == key))

    def _children(self, keys: Sequence[UUID]) -> dict[UUID, UUID | None]:
        asked = [
            select(cls.id, cls.based_on_id).where(cls.based_on_id.in_(keys))
            for cls in self.work.schema.documents.values()
        ]
        rows = self.work.session.execute(union_all(*asked).limit(MOST))
        return {row[0]: row[1] for row in rows}

    def _drawn(self, parents: Mapping[UUID, UUID | None], path: Sequence[UUID]) -> Link | None:
        heads = self._heads(list(parents))
        sums = self._sums(heads)
        made = {key: self._link(head, sums.get(key, "")) for key, head in heads.items()}
        root: Link | None = None
        for key in sorted(made, key=lambda one: (heads[one].moment, one)):
            up = parents[key]
            while up is not None and up not in made and up in path:
                up = parents[up]  # one on the way that is out of sight
            if up in made:
                made[up].children.append(made[key])
            elif key in path:
                root = made[key]
        return root if root is not None and len(made) > 1 else None

    def _heads(self, keys: Sequence[UUID]) -> dict[UUID, DocumentHead]:
        found = self.work.session.scalars(select(DocumentHead).where(DocumentHead.id.in_(keys)))
        known, may = self.work.schema.documents, self.work.access.may
        return {one.id: one for one in found if one.kind in known and may(f"{one.kind}.read")}

    def _sums(self, heads: Mapping[UUID, DocumentHead]) -> dict[UUID, str]:
        """What each document comes to, with its currency: a select for each kind."""
        kinds: dict[str, list[UUID]] = defaultdict(list)
        for key, head in heads.items():
            kinds[head.kind].append(key)
        sums: dict[UUID, tuple[Any, UUID | None]] = {}
        pointers = []
        for kind, keys in kinds.items():
            cls: Any = self.work.schema.documents[kind]
            fields = cls.fields
            if "amount" not in fields or "amount" in self.work.access.hidden(kind):
                continue
            money = fields.get("currency")
            currency = getattr(cls, money.column) if money else literal(None)
            for key, amount, one in self.work.session.execute(
                select(cls.id, cls.amount, currency).where(cls.id.in_(keys))
            ):
                sums[key] = amount, one
                pointers.append((money.target if money else None, one))
        names: Mapping[UUID, str] = {}
        if len({one for _target, one in pointers}) > 1:  # else the sums say enough
            names = presentations(self.work, [one for one in pointers if one[1] is not None])
        return {
            key: f"{self.formats.of_type('amount', amount)} {names.get(one or NONE, '')}".rstrip()
            for key, (amount, one) in sums.items()
            if amount is not None
        }

    def _link(self, head: DocumentHead, amount: str) -> Link:
        cls = self.work.schema.documents[head.kind]
        state = MARKED if head.deleted else POSTED if head.posted else DRAFT
        address = f"/documents/{head.kind}/{head.id}"
        here = head.id == self.document.id
        return Link(head.id, cls.title[0], head.number, head.moment, amount, address, state, here)


@dataclass(frozen=True)
class Use:
    """A field that names records of a kind: of a record itself, or of its rows."""

    owner: Any
    home: Any
    field: Field

    @property
    def is_row(self) -> bool:
        """Whether it stands in rows."""
        return self.home is not self.owner

    @property
    def key(self) -> Any:
        """The key of the record that names."""
        return self.home.owner_id if self.is_row else self.home.id

    def names(self, key: UUID) -> Any:
        """The condition that a row names a record."""
        return getattr(self.home, self.field.column) == key


class Uses:
    """Where a record is named, kind by kind; nothing is ever counted to the end."""

    def __init__(self, work: Work, record: Record) -> None:
        self.work = work
        self.record = record
        sqlite = work.session.get_bind().dialect.name == "sqlite"
        # What SQLite's index of a reference goes on with; PostgreSQL reads backwards by key.
        self._place = (
            (lambda cls: literal_column(f"{table_of(cls).name}.rowid")) if sqlite else _id_of
        )

    def kinds(self) -> list[tuple[Any, int]]:
        """The kinds that name it, with how often, up to a hundred; one select for all."""
        uses = list(self._uses())
        if not uses:
            return []
        asked = []
        for place, use in enumerate(uses):
            named = select(use.key.label("key")).where(use.names(self.record.id))
            found = named.limit(COUNTED).subquery()
            asked.append(select(literal(place), func.count(found.c.key.distinct())))
        totals: dict[Any, int] = defaultdict(int)
        for place, count in self.work.session.execute(union_all(*asked)):
            if count:
                totals[uses[place].owner] += count
        return sorted(totals.items(), key=lambda one: -one[1])

    def of_kind(self, kind: str, after: Mapping[str, str]) -> tuple[list[Record], dict[str, str]]:
        """Records of a kind that name it, the latest first, and where to go on.

        Args:
            kind: of what names it.
            after: for each field, where the page before has come to.
        """
        uses = [one for one in self._uses() if one.owner.kind == kind]
        if not uses:
            raise Unknown(_("There is nothing at this address"))
        keys: dict[UUID, None] = {}
        on: dict[str, str] = {}
        for use in uses:
            name = f"{use.home.kind}.{use.field.name}" if use.is_row else use.field.name
            if after and name not in after:
                continue  # it has come to its end
            for key, place in self._keys(use, after.get(name, "")):
                keys[key] = None
                on[name] = place
            if name in on and not self._more(use, on[name]):
                del on[name]
        cls: Any = uses[0].owner
        found = self.work.session.scalars(select(cls).where(cls.id.in_(list(keys)))).all()
        order = "moment" if issubclass(cls, Document) else "changed_at"
        return sorted(found, key=lambda one: getattr(one, order), reverse=True), on

    def _keys(self, use: Use, after: str) -> Iterator[tuple[UUID, str]]:
        place = self._place(use.home)
        asked = select(use.key, place).where(use.names(self.record.id))
        asked = self._behind(asked, place, after).order_by(place.desc())
        seen: set[UUID] = set()
        for key, at in self.work.session.execute(asked.limit(LENGTH * LOOKED)):
            seen.add(key)
            yield key, str(at)
            if len(seen) == LENGTH:
                return

    def _more(self, use: Use, after: str) -> bool:
        place = self._place(use.home)
        asked = self._behind(select(literal(1)).where(use.names(self.record.id)), place, after)
        return self.work.session.scalar(asked.limit(1)) is not None

    def _behind(self, asked: Any, place: Any, after: str) -> Any:
        if not after:
            return asked
        try:
            at = UUID(after) if self._place is _id_of else int(after)
        except ValueError as why:
            raise Unknown(_("There is nothing at this address")) from why
        return asked.where(place < at)

    def _uses(self) -> Iterator[Use]:
        access = self.work.access
        for kind, cls in self.work.schema.records.items():
            if not access.may(f"{kind}.read"):
                continue
            for one in cls.fields.values():
                if one.type == "lines":
                    line = one.target
                    yield from self._in(cls, line, access.hidden(line.kind))
            yield from self._in(cls, cls, access.hidden(kind))

    def _in(self, owner: Any, home: Any, hidden: frozenset[str]) -> Iterator[Use]:
        for name, one in home.fields.items():
            if name not in hidden and name != "based_on" and self._points(one):
                yield Use(owner, home, one)

    def _points(self, one: Field) -> bool:
        mine = type(self.record)
        if one.type == "reference":
            return one.target is mine or one.target == mine.kind
        if one.type != "document":
            return False
        if isinstance(one.target, tuple):
            return mine.kind in one.target
        return issubclass(mine, Document)


def _id_of(cls: Any) -> Any:
    return cls.id


def panel(request: Any) -> dict[str, Any]:
    """The chain of documents it stands in, where it is named, and what plugins show."""
    record, work = _record(request), request.work
    chain = Chain(work, request.formats, record).tree() if isinstance(record, Document) else None
    return {
        "record": record, "chain": chain, "uses": Uses(work, record).kinds(),
        "tables": of_plugins(work, request.formats, record), "counted": COUNTED,
        "address": address_of(record),
    }  # fmt: skip


def used(request: Any) -> dict[str, Any]:
    """The records of one kind that name it, a page at a time."""
    record, given = _record(request), request.GET
    kind = given.get("kind", "")
    after = {n.removeprefix("after."): v for n, v in given.items() if n.startswith("after.")}
    found, on = Uses(request.work, record).of_kind(kind, after)
    rows = [
        (address_of(one), one.presentation, getattr(one, "moment", None), state_of(one))
        for one in found
    ]
    more = "&".join(f"after.{name}={place}" for name, place in on.items())
    path = f"{address_of(record)}/panel/used?kind={kind}"
    return {"rows": rows, "more": f"{path}&{more}" if more else ""}


def _record(request: Any) -> Record:
    editing = Editing(request)
    assert editing.key is not None  # noqa: S101 -- the route has it
    return get(request.work, editing.cls.kind, editing.key)


def includeme(config: Any) -> None:
    """The routes of links."""
    base = "/{group:catalogs|documents}/{kind}/{id:[0-9a-fA-F-]{36}}/panel"
    for name, view, template in (
        ("links", panel, "panel_links.jinja2"),
        ("used", used, "links_used.jinja2"),
    ):
        config.add_route(f"panel_{name}", f"{base}/{name}")
        config.add_view(
            view, route_name=f"panel_{name}", request_method="GET", renderer=template,
            right="{kind}.read",
        )  # fmt: skip
