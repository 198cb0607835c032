"""Choosing what a reference points to: choices while one types, and texts looked up whole.

A text is looked up by code, by a code in the record's rows (a barcode), by name, and at last
by its words, where they fit one record alone.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import false, select

from ..core.app import SIGNED_IN
from ..core.errors import Invalid, Unknown
from ..core.records.listing import page
from ..core.records.query import Filter, Query
from ..core.records.readers import is_fit, is_key
from ..core.records.shape import Shape, Slot, shape_of
from ..core.schema.catalog import Catalog
from ..core.schema.document import Document, DocumentHead
from ..core.schema.fields import Field
from ..core.schema.record import Declared, Lines, Record, search_key
from ..core.texts import Texts
from ..core.work import Work
from .formats import Formats

_ = Texts(__package__)

SHOWN = 12
RECENT = 8
MOST = 5000
AT_ONCE = 1000
BY_WORDS = 20
"""So many texts are looked up by their words, a select each."""
ANY = "document"


@dataclass(frozen=True)
class Choice:
    """One choice: what the field then shows, and what tells it from others."""

    key: UUID
    text: str
    more: str = ""


def narrowing(
    work: Work, target: Any, siblings: Mapping[str, Field], own: str = ""
) -> dict[str, str]:
    """The fields beside a reference that narrow its choices, by what they narrow.

    A contract has a party; so beside a field `party` of the same class only that party's
    contracts are offered; beside `to_item` and `item`, the field `to_variant` offers the variants
    of the former. This follows from the declarations alone.

    Args:
        work: the unit of work.
        target: what the reference points to.
        siblings: the fields beside it, by name.
        own: the name of the reference.
    """
    cls = work.schema.records.get(target) if isinstance(target, str) else target
    if cls is None or cls == ANY:
        return {}
    before = own.removesuffix(cls.kind) if own.endswith(cls.kind) else ""
    found = {}
    for name, one in cls.fields.items():
        beside = f"{before}{name}" if f"{before}{name}" in siblings else name
        if one.type == "reference" and beside in siblings and _same(one, siblings[beside]):
            found[name] = beside
    return found


def _same(one: Field, other: Field) -> bool:
    return other.type == "reference" and _kind(one.target) == _kind(other.target)


def _kind(target: Any) -> str:
    return target if isinstance(target, str) else str(target.kind)


def stands_back(record: Record) -> bool:
    """Whether a record is offered behind others of its page."""
    return isinstance(record, Catalog) and record.stands_back


def leading(shape: Shape) -> str:
    """The reference a row is about: the first one."""
    return next((name for name, slot in shape.slots.items() if slot.points), "")


def selectable(work: Work, line: type[Lines]) -> Slot | None:
    """The reference that rows are about, where its records can be chosen from a list."""
    shape = shape_of(work.schema, line)
    slot = shape.slots.get(leading(shape))
    if slot is None or not slot.loads or slot.field.readonly:
        return None
    cls = slot.field.target
    return slot if issubclass(cls, Catalog) and work.access.may(f"{cls.kind}.read") else None


class Picker:
    """Finds choices for one person."""

    def __init__(self, work: Work, formats: Formats) -> None:
        self.work = work
        self.formats = formats

    def choices(
        self, kind: str, words: str, filters: Mapping[str, str], limit: int = SHOWN
    ) -> list[Choice]:
        """What fits the words, as a list of the kind would find it.

        Raises:
            Forbidden, Unknown: as lists do.
        """
        conditions = [
            Filter(name, "in" if name == "id" else "eq", value) for name, value in filters.items()
        ]
        found = page(self.work, kind, Query(words, conditions, limit=limit)).records
        return [self._choice(one) for one in sorted(found, key=stands_back)]

    def documents(self, words: str) -> list[Choice]:
        """Documents of any kind this person may see, by the beginning of their number."""
        number = words.strip()
        kinds = [k for k in self.work.schema.documents if self.work.access.may(f"{k}.read")]
        asked = select(DocumentHead).where(DocumentHead.kind.in_(kinds))
        if number:
            asked = asked.where(DocumentHead.number.contains(number, autoescape=True))
        asked = asked.order_by(DocumentHead.moment.desc(), DocumentHead.id.desc()).limit(SHOWN)
        return [self._head(one) for one in self.work.session.scalars(asked)]

    def _head(self, head: DocumentHead) -> Choice:
        title = self.work.schema.documents[head.kind].title[0]
        day = self.formats.day(head.moment.astimezone(self.formats.zone).date())
        return Choice(head.id, f"{self.formats.text(title)} {head.number}, {day}")

    def _choice(self, record: Record) -> Choice:
        if isinstance(record, Document):
            moment = self.formats.moment(record.moment)
            title = self.formats.text(record.title[0])
            return Choice(record.id, f"{title} {record.number}", moment)
        code = record.code if isinstance(record, Catalog) else ""
        more = [code, *self._tokens(record)]
        return Choice(
            record.id, record.presentation, " · ".join(dict.fromkeys(filter(None, more)))
        )

    def _tokens(self, record: Record) -> Iterator[str]:
        hidden = self.work.access.hidden(record.kind)
        for name, one in record.fields.items():
            if one.search and one.shown and name not in ("code", "name") and name not in hidden:
                yield str(getattr(record, one.column) or "")

    def resolve(
        self, target: Any, texts: Collection[str], filters: Mapping[str, str] | None = None
    ) -> dict[str, UUID]:
        """Records that typed texts stand for; a text that fits none, or several, is left out.

        One select for each way and thousand of texts; one more for each text they miss, where
        those are few: a whole column of strange words is nothing a person has typed.
        """
        if isinstance(target, tuple):
            return self._among(target, texts)
        cls = self._class(target)
        if cls is None or not texts or not self.work.access.may(f"{cls.kind}.read"):
            return {}
        found: dict[str, UUID] = {}
        wanted = [one for one in dict.fromkeys(texts) if is_fit(one)]
        for start in range(0, len(wanted), AT_ONCE):
            found |= self._exact(cls, wanted[start : start + AT_ONCE])
        missing = [one for one in wanted if one not in found]
        for text in missing if len(missing) <= BY_WORDS else ():
            one = self.choices(cls.kind, text, filters or {}, limit=2)
            if len(one) == 1:
                found[text] = one[0].key
        return found

    def exact(self, cls: type[Record], text: str) -> UUID | None:
        """The record that a code stands for, where this person may see such records."""
        if not self.work.access.may(f"{cls.kind}.read") or not is_fit(text):
            return None
        return self._exact(cls, [text]).get(text)

    def _exact(self, cls: Any, texts: Sequence[str]) -> dict[str, UUID]:
        """Records known by the very text: a code of theirs, their name, a code in their rows."""
        found: dict[str, UUID] = {}
        for exact in (self._by_own, self._by_rows):
            missing: dict[str, list[str]] = {}
            for one in texts:
                if one not in found:
                    missing.setdefault(search_key(one), []).append(one)
            for shown, key in exact(cls, missing) if missing else ():
                for given in missing.get(search_key(shown), ()):
                    found.setdefault(given, key)
        return found

    def _among(self, kinds: tuple[str, ...], texts: Collection[str]) -> dict[str, UUID]:
        """What stands for a record of one of several kinds; the first kind that knows it."""
        found: dict[str, UUID] = {}
        for kind in kinds:
            found = {**self.resolve(kind, [one for one in texts if one not in found]), **found}
        return found

    def _class(self, target: Any) -> type[Record] | None:
        return self.work.schema.records.get(target) if isinstance(target, str) else target

    def _by_own(self, cls: Any, wanted: Mapping[str, list[str]]) -> Iterable[tuple[str, UUID]]:
        texts = [one for given in wanted.values() for one in given]
        if not issubclass(cls, Catalog):
            asked: Any = select(cls.number, cls.id).where(cls.number.in_(texts))
            return self._rows(asked)
        hidden = self.work.access.hidden(cls.kind)
        columns = [
            getattr(cls, one.column)
            for name, one in cls.fields.items()
            if one.search and one.type == "text" and name not in hidden and name != "name"
        ]
        found = []
        for column in (cls.code, *columns):
            asked = select(column, cls.id).where(column.in_(texts), cls.deleted == false())
            found.append(asked)
        named = select(cls.name, cls.id).where(
            cls.name_key.in_(list(wanted)), cls.deleted == false()
        )
        return [row for asked in (*found, named) for row in self._rows(asked)]

    def _by_rows(self, cls: Any, wanted: Mapping[str, list[str]]) -> Iterable[tuple[str, UUID]]:
        rows: list[tuple[str, UUID]] = []
        texts = [one for given in wanted.values() for one in given]
        for line in _searched_rows(cls):
            for one in line.fields.values():
                if one.search and one.type == "text":
                    column = getattr(line, one.column)
                    asked: Any = (
                        select(column, cls.id)
                        .join(cls, cls.id == line.owner_id)
                        .where(column.in_(texts), cls.deleted == false())
                    )
                    rows += self._rows(asked)
        return rows

    def _rows(self, asked: Any) -> list[tuple[str, UUID]]:
        found = self.work.session.execute(asked.limit(MOST))
        return [(row[0], row[1]) for row in found]


def _searched_rows(cls: type[Declared]) -> Iterator[Any]:
    for one in cls.fields.values():
        if one.type == "lines":
            yield one.target


def pick(request: Any) -> dict[str, Any]:
    """The choices for what has been typed so far."""
    kind = request.matchdict["kind"]
    filters = {
        name[7:-1]: value
        for name, value in request.params.items()
        if name.startswith("filter[") and value
    }
    words = request.params.get("q", "")
    choices = list(_choices(request, kind, words, filters))
    recent = [] if words.strip() else _recent(request, kind, filters)
    known = {one.key for one in recent}
    return {
        "recent": recent,
        "choices": [one for one in choices if one.key not in known],
        "creates": _creates(request.work, kind),
        "words": words.strip(),
    }


def _recent(request: Any, kind: str, filters: Mapping[str, str]) -> list[Choice]:
    """Those the person has chosen lately, as his browser remembers them; if they still fit."""
    keys = [one for one in request.params.get("recent", "").split(",")[:RECENT] if is_key(one)]
    if kind not in request.work.schema.catalogs or not keys:
        return []
    wanted = {**filters, "id": ",".join(keys)}
    found = Picker(request.work, request.formats).choices(kind, "", wanted, len(keys))
    return sorted(found, key=lambda one: keys.index(str(one.key)))


def _creates(work: Work, kind: str) -> bool:
    """Whether a record to point to can be made on the way."""
    return kind in work.schema.catalogs and work.access.may(f"{kind}.create")


def _choices(request: Any, kind: str, words: str, filters: Mapping[str, str]) -> Sequence[Choice]:
    picker = Picker(request.work, request.formats)
    if kind == ANY:
        return picker.documents(words)
    kinds = kind.split(",")
    if not set(kinds) <= set(request.work.schema.records):
        raise Unknown(_("There is nothing at this address"))
    each = SHOWN // len(kinds) or 1
    try:
        return [one for name in kinds for one in picker.choices(name, words, filters, each)]
    except Invalid:
        return []  # a half-typed neighbour narrows to nothing


def includeme(config: Any) -> None:
    """The routes of choices."""
    config.add_route("pick", "/pick/{kind}")
    config.add_view(
        pick, route_name="pick", request_method="GET", renderer="choices.jinja2", right=SIGNED_IN
    )
