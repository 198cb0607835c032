"""Finding what cells refer to: by key, code, any text records are searched by, or name.

All texts of a portion of rows are looked up together: a few selects a kind, however many rows.
"""

from collections.abc import Collection, Iterator, Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import false, select

from ..errors import Invalid
from ..records.errors import UnknownReference
from ..records.readers import is_key
from ..schema.catalog import Catalog
from ..schema.document import Document, DocumentHead
from ..schema.fields import Field
from ..schema.record import search_key
from ..texts import Texts
from ..work import Work

_ = Texts("tradepost.core")

CHUNK = 5_000
Found = Mapping[str, set[UUID]]


class Lookup:
    """Records that texts stand for; what the person may not see counts as not there."""

    def __init__(self, work: Work) -> None:
        self.work = work
        self.wanted: dict[Any, set[str]] = {}
        self.found: dict[Any, dict[str, set[UUID]]] = {}

    def want(self, field: Field, text: str) -> None:
        """Have a text looked up with the others."""
        for cls in self._classes(field):
            if text not in self.found.get(cls, {}):
                self.wanted.setdefault(cls, set()).add(text)

    def look(self) -> None:
        """Look up everything that is wanted."""
        for cls, texts in self.wanted.items():
            known = self.found.setdefault(cls, {})
            known.update(self._all(cls, texts))
        self.wanted.clear()

    def key(self, field: Field, text: str) -> UUID:
        """The record a text stands for.

        Raises:
            UnknownReference: where there is none.
            Invalid: where several are called so.
        """
        found: set[UUID] = set()
        for cls in self._classes(field):
            found |= self.found.get(cls, {}).get(text, set())
        if len(found) == 1:
            return next(iter(found))
        if found:
            raise Invalid(
                _("{label}: several records are called “{value}”", label=field.label,
                  value=text[:60]),
                remedy=_("Give the code instead of the name"),
            )  # fmt: skip
        raise UnknownReference(
            _("{label}: there is no “{value}”", label=field.label, value=text[:60]),
            remedy=_("Enter it first, or give the code of a record that exists"),
            field=field.name,
            value=text[:60],
        )

    def forget(self, cls: Any) -> None:
        """Look a kind up anew: records of it were made meanwhile."""
        self.found.pop(cls, None)

    def _classes(self, field: Field) -> list[Any]:
        target, known = field.target, self.work.schema.records
        if field.type == "document" and not target:
            return [DocumentHead]
        if isinstance(target, tuple):
            return [known[kind] for kind in target if kind in known]
        if isinstance(target, str):
            return [known[target]] if target in known else []
        return [target] if target is not None else []

    def _all(self, cls: Any, texts: Collection[str]) -> Found:
        keys = {text for text in texts if is_key(text)}
        found: dict[str, set[UUID]] = {text: set() for text in texts}
        for row in self._rows(cls, "id", [UUID(one) for one in keys]):
            found[str(row[1])].add(row[1])
        rest = texts - keys if isinstance(texts, set) else set(texts) - keys
        if cls is DocumentHead or issubclass(cls, Document):
            return self._exactly(cls, ("number",), found, rest)
        may_search = self.work.access.may(f"{cls.kind}.read")
        names = ("code", *(_searched(self.work, cls) if may_search else ()))
        self._exactly(cls, names, found, rest)
        if may_search:
            self._by_rows(cls, found, {one for one in rest if not found[one]})
            self._by_name(cls, found, {one for one in rest if not found[one]})
        return found

    def _exactly(
        self, cls: Any, names: Collection[str], found: dict[str, set[UUID]], rest: set[str]
    ) -> dict[str, set[UUID]]:
        for name in names:
            missing = [one for one in rest if not found[one]]
            for text, key in self._rows(cls, name, missing):
                found[text].add(key)
        return found

    def _by_name(self, cls: Any, found: dict[str, set[UUID]], rest: set[str]) -> None:
        by_key: dict[str, list[str]] = {}
        for text in rest:
            by_key.setdefault(search_key(text)[:200], []).append(text)
        for shown, key in self._rows(cls, "name_key", list(by_key)):
            for text in by_key.get(shown, ()):
                found[text].add(key)

    def _by_rows(self, cls: Any, found: dict[str, set[UUID]], rest: set[str]) -> None:
        for line, column in _searched_rows(cls):
            values = list(rest)
            for start in range(0, len(values), CHUNK):
                asked: Any = (
                    select(column, cls.id)
                    .join(cls, cls.id == line.owner_id)
                    .where(column.in_(values[start : start + CHUNK]))
                )
                for text, key in self.work.session.execute(asked):
                    found[text].add(key)

    def _rows(self, cls: Any, name: str, values: Collection[Any]) -> Iterator[tuple[Any, UUID]]:
        listed, column = list(values), getattr(cls, name)
        for start in range(0, len(listed), CHUNK):
            asked = select(column, cls.id).where(column.in_(listed[start : start + CHUNK]))
            if name != "id":
                asked = asked.where(cls.deleted == false())
            for row in self.work.session.execute(asked):
                yield row[0], row[1]


def told_apart(work: Work, cls: Any, path: str, tokens: Collection[str]) -> Found:
    """The records that have certain texts in the field they are told apart by.

    Those marked for deletion count where no other has the text.
    """
    part, _dot, name = path.rpartition(".")
    asked: Any
    by_name = path == "name" and issubclass(cls, Catalog)
    if part:
        line = cls.fields[part].target
        column = getattr(line, line.fields[name].column)
        asked = select(column, cls.id, cls.deleted).join(cls, cls.id == line.owner_id)
    else:
        column = cls.name_key if by_name else getattr(cls, cls.fields[name].column)
        asked = select(column, cls.id, cls.deleted)
    keyed: dict[str, list[str]] = {}
    for token in tokens:
        keyed.setdefault(search_key(token)[:200] if by_name else token, []).append(token)
    values, found = list(keyed), dict[str, dict[UUID, bool]]()
    for start in range(0, len(values), CHUNK):
        part_of = asked.where(column.in_(values[start : start + CHUNK]))
        for text, key, deleted in work.session.execute(part_of):
            for token in keyed[text]:
                found.setdefault(token, {})[key] = deleted
    return {
        token: {key for key, gone in keys.items() if not gone} or set(keys)
        for token, keys in found.items()
    }


def _searched_rows(cls: Any) -> Iterator[tuple[Any, Any]]:
    """The texts in rows by which a record is found: the class of the rows, and the column."""
    for part in cls.fields.values():
        for one in part.target.fields.values() if part.type == "lines" else ():
            if one.search and one.type == "text":
                yield part.target, getattr(part.target, one.column)


def _searched(work: Work, cls: type[Catalog]) -> Iterator[str]:
    hidden = work.access.hidden(cls.kind)
    for name, one in cls.fields.items():
        is_text = one.search and one.type == "text" and name not in ("code", "name")
        if is_text and name not in hidden:
            yield one.column
