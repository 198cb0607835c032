"""Documents: dated, numbered facts of business, and the head that all of them share."""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, ClassVar, cast
from uuid import UUID

from sqlalchemy import Connection, Index, UniqueConstraint, event, insert, text, update
from sqlalchemy.orm import Mapped, Mapper, mapped_column, object_session

from ..database.base import Base
from ..database.ids import NONE, new_id
from ..texts import Texts
from .fields import document_reference, field
from .record import Record

if TYPE_CHECKING:
    from .register import BalanceRegister, Movement

_ = Texts("tradepost.core")


ZONE = "zone"
"""Where a session keeps the zone in which the company's years begin (`Session.info`)."""


class DocumentHead(Base):
    """What is known of a document of any kind: links, journals and the sequence read it.

    Written only by the events below, in step with the document itself.
    """

    __tablename__ = "core_document"
    __table_args__ = (
        UniqueConstraint("kind", "scope", "year", "number"),
        Index(None, "moment", "id"),
        {"sqlite_strict": True, "info": {"plugin": "core"}},
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    kind: Mapped[str]
    scope: Mapped[UUID]
    year: Mapped[int]
    number: Mapped[str]
    moment: Mapped[datetime]
    posted: Mapped[bool]
    deleted: Mapped[bool]


class Document(Record):
    """A dated, numbered fact: draft, then posted; posting writes its movements.

    Its place in the order of business is (moment, id). Subclasses say what posting writes
    in `movements`; what needs readings of registers is added by plugins through hooks.
    """

    __abstract__ = True

    number: Mapped[str] = field(_("Number"), search=True, required=False)
    moment: Mapped[datetime] = field(_("Date"), required=False)
    posted: Mapped[bool] = field(_("Posted"), readonly=True)
    based_on_id: Mapped[UUID | None] = document_reference(_("Based on"), shown=False)
    comment: Mapped[str] = field(_("Comment"), default="", shown=False, long=True)

    sorted_by: ClassVar[tuple[str, ...]] = ("moment", "number")
    number_prefix: ClassVar[str] = ""
    number_width: ClassVar[int] = 6
    scoped_by: ClassVar[str] = ""
    """The kind of catalog whose record `number_scope` answers: each has its own closing date."""

    @property
    def presentation(self) -> str:
        """Its number; screens put title and date around it."""
        return self.number

    def number_scope(self) -> UUID:
        """Whose numbers it takes part in; documents of an organisation answer its key."""
        return NONE

    def movements(self) -> Iterable["Movement"]:
        """What posting writes, computed from the document alone."""
        return ()

    def may_go_negative(self, register: type["BalanceRegister"]) -> bool:
        """Whether posting may bring a guarded balance below zero; no, unless a rule says so."""
        return False


@event.listens_for(Document, "instrument_class", propagate=True)
def _index_drafts(mapper: Mapper[Any], _cls: type[Document]) -> None:
    """Drafts are few among the posted; people look for them often."""
    table: Any = mapper.local_table
    where: Any = {"sqlite_where": text("posted = 0"), "postgresql_where": text("NOT posted")}
    Index(f"ix_{table.name}_drafts", table.c.moment, table.c.id, **where)


def _head(document: Document) -> dict[str, Any]:
    session = object_session(document)
    zone = session.info.get(ZONE, UTC) if session is not None else UTC
    return {
        "kind": document.kind,
        "scope": document.number_scope(),
        "year": document.moment.astimezone(zone).year,
        "number": document.number,
        "moment": document.moment,
        "posted": bool(document.posted),
        "deleted": bool(document.deleted),
    }


@event.listens_for(Document, "before_insert", propagate=True)
def _write_head(_mapper: Mapper[Any], connection: Connection, document: Document) -> None:
    if cast("UUID | None", document.id) is None:
        document.id = new_id()
    connection.execute(insert(DocumentHead).values(id=document.id, **_head(document)))


@event.listens_for(Document, "before_update", propagate=True)
def _keep_head(_mapper: Mapper[Any], connection: Connection, document: Document) -> None:
    where = DocumentHead.id == document.id
    connection.execute(update(DocumentHead).where(where).values(**_head(document)))
