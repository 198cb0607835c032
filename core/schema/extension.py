"""Extensions: typed fields a plugin adds to another plugin's records or rows.

They live in a side table of their own, one row to one, so the other plugin's table is
never touched; lists load them with one extra select for the whole page.
"""

from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any, ClassVar, Self
from uuid import UUID

from sqlalchemy import ForeignKey, select
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from ..database import types
from ..texts import Text
from .record import Declared, Record

AT_HAND = "extensions"
"""Where a session keeps the extension rows of records that are being filled in, unsaved; None
for those a new record has not got yet."""


class Extension(Declared):
    """Fields added to the records of another class: `class Warranty(Extension, of=Item)`.

    The fields stand among the owner's own on screens and in REST; with a `tab` of their own
    they stand together in it.
    """

    __abstract__ = True

    of: ClassVar[type[Declared]]
    tab: ClassVar[Text | None] = None
    if TYPE_CHECKING:
        id: Mapped[UUID]

    def __init_subclass__(cls, of: type[Declared] | None = None, **options: Any) -> None:
        if of is not None:
            cls.of = of
            column = mapped_column(
                types.Key(),
                ForeignKey(f"{of.__tablename__}.id", ondelete="CASCADE"),
                primary_key=True,
            )
            cls.id = column
            cls.owner = relationship(of)
            hints = {"id": Mapped[UUID], "owner": Mapped[of]}  # type: ignore[valid-type]
            cls.__annotations__ = {**hints, **cls.__dict__.get("__annotations__", {})}
        super().__init_subclass__(**options)
        if of is not None:
            cls.fields = {
                n: replace(f, extension=cls, tab=f.tab or cls.tab) for n, f in cls.fields.items()
            }

    @classmethod
    def of_one(cls, session: Session, owner: UUID) -> Self | None:
        """The added fields of one record, or None where nothing was entered."""
        at_hand = session.info.get(AT_HAND, {})
        return at_hand[cls, owner] if (cls, owner) in at_hand else session.get(cls, owner)

    @classmethod
    def of_all(cls, session: Session, owners: Collection[UUID]) -> Mapping[UUID, Self]:
        """The added fields of many records, in one select."""
        found = session.scalars(select(cls).where(cls.id.in_(owners)))
        stored = {one.id: one for one in found}
        at_hand = session.info.get(AT_HAND, {})
        return stored | {key: at_hand[cls, key] for key in owners if at_hand.get((cls, key))}

    @classmethod
    def at_hand(cls, session: Session, owner: Record) -> Self:
        """The added fields of a record that is being filled in, made where there are none yet.

        To be called from `on_filling` and `complete`: what it makes is saved with the record.
        """
        found = cls.of_one(session, owner.id)
        if found is None:
            found = cls(id=owner.id, owner=owner)
            session.info[AT_HAND][cls, owner.id] = found
        return found
