"""Pictures on papers: the logo, the stamp, a facsimile of a signature.

A catalog says which ones its records have (`pictures`), and a paper shows those of the
records it names. Only PNG and JPEG are taken, told by their first bytes.
"""

import base64
import struct
from collections.abc import Collection, Iterator, Mapping
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Mapped, mapped_column

from ..access.audit import note as remember
from ..database.base import Base
from ..errors import Invalid
from ..schema.record import Record
from ..texts import Text, Texts
from ..work import Work
from .marks import Mark
from .templates import RIGHT

_ = Texts("tradepost.core.printing")

LARGEST = 1 << 20
MOST_DOTS = 4000
"""So many dots a picture may be wide or high."""
WIDEST, HIGHEST = 60, 45
"""Millimetres a picture takes on paper at most; a form may say less."""
PNG, JPEG = "image/png", "image/jpeg"


class PrintPicture(Base):
    """One picture of one record."""

    __tablename__ = "core_print_picture"
    __table_args__ = ({"sqlite_strict": True, "info": {"plugin": "core"}},)

    record_id: Mapped[UUID] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(primary_key=True)
    kind: Mapped[str]
    media: Mapped[str]
    width: Mapped[int]
    height: Mapped[int]
    content: Mapped[bytes]
    changed_by: Mapped[str]
    changed_at: Mapped[datetime]

    @property
    def mark(self) -> Mark:
        """What a template shows: see `marks.py`."""
        scale = min(WIDEST / self.width, HIGHEST / self.height)
        packed = base64.b64encode(self.content).decode()
        return {
            "uri": f"data:{self.media};base64,{packed}",
            "png": packed,
            "width_mm": round(self.width * scale, 1),
            "height_mm": round(self.height * scale, 1),
            "text": "",
        }


def known_pictures(cls: type[Record]) -> Mapping[str, Text]:
    """The pictures that records of a class may have, with their titles."""
    found: Mapping[str, Text] = getattr(cls, "pictures", {})
    return found


def keep_picture(work: Work, record: Record, name: str, content: bytes) -> None:
    """Give a record a picture, in place of the one it had.

    Raises:
        Forbidden: without the right `core.edit_print_forms`.
        Invalid: where records of the kind have no such picture, or it is no PNG or JPEG, or
            too large.
    """
    work.access.require(RIGHT)
    if name not in known_pictures(type(record)):
        raise Invalid(_("There is no picture “{name}” here", name=name[:60]), path="picture")
    media, width, height = _looked_at(content)
    known = work.session.get(PrintPicture, (record.id, name))
    if known is None:
        known = PrintPicture(record_id=record.id, name=name, kind=record.kind)
        work.session.add(known)
    known.media, known.width, known.height, known.content = media, width, height, content
    known.changed_by, known.changed_at = work.access.name, work.clock.now()
    remember(work, "picture_kept", record, picture=name)
    work.session.flush()  # the next print of this unit of work shows it


def drop_picture(work: Work, record: Record, name: str) -> None:
    """Take a picture away.

    Raises:
        Forbidden: without the right `core.edit_print_forms`.
    """
    work.access.require(RIGHT)
    known = work.session.get(PrintPicture, (record.id, name))
    if known is not None:
        work.session.delete(known)
        remember(work, "picture_dropped", record, picture=name)
        work.session.flush()  # as above


def pictures_of(work: Work, record: Record) -> dict[str, dict[str, Mark | None]]:
    """The pictures of the records a paper names, by field and name; one select for all."""
    wanted = dict(_named(work, record))
    if not wanted:
        return {}
    keys = {key for _names, key in wanted.values() if key is not None}
    found = shown_pictures(work, keys)
    return {
        field: {name: found.get(key, {}).get(name) if key else None for name in names}
        for field, (names, key) in wanted.items()
    }


def shown_pictures(work: Work, keys: Collection[UUID]) -> dict[UUID, dict[str, Mark]]:
    """The pictures of records, by key and name."""
    found: dict[UUID, dict[str, Mark]] = {}
    asked = select(PrintPicture).where(PrintPicture.record_id.in_(keys))
    for one in work.session.scalars(asked):
        found.setdefault(one.record_id, {})[one.name] = one.mark
    return found


def _named(
    work: Work, record: Record
) -> Iterator[tuple[str, tuple[Mapping[str, Text], UUID | None]]]:
    hidden = work.access.hidden(record.kind)
    own = known_pictures(type(record))
    if own:
        yield "record", (own, record.id)
    for name, one in record.fields.items():
        target = one.target
        if one.type == "reference" and isinstance(target, type) and name not in hidden:
            names = known_pictures(target)
            if names:
                yield name, (names, getattr(record, one.column))


def _looked_at(content: bytes) -> tuple[str, int, int]:
    """Its medium, width and height."""
    if len(content) > LARGEST:
        raise Invalid(_("The picture is larger than 1 MB"), path="picture")
    try:
        if content.startswith(b"\x89PNG\r\n\x1a\n") and content[12:16] == b"IHDR":
            media, (width, height) = PNG, struct.unpack(">II", content[16:24])
        elif content.startswith(b"\xff\xd8\xff"):
            media, (width, height) = JPEG, _jpeg_size(content)
        else:
            raise Invalid(_("A picture is a PNG or JPEG file"), path="picture")
    except (struct.error, IndexError) as why:
        raise Invalid(_("The picture is damaged"), path="picture") from why
    if not (0 < width <= MOST_DOTS and 0 < height <= MOST_DOTS):
        raise Invalid(
            _("The picture is more than {most} dots wide or high", most=MOST_DOTS), path="picture"
        )
    return media, width, height


def _jpeg_size(content: bytes) -> tuple[int, int]:
    at = 2
    while content[at] == 0xFF:
        kind = content[at + 1]
        if 0xC0 <= kind <= 0xCF and kind not in (0xC4, 0xC8, 0xCC):
            height, width = struct.unpack(">HH", content[at + 5 : at + 9])
            return width, height
        at += 2 + int(struct.unpack(">H", content[at + 2 : at + 4])[0])
    raise IndexError(at)
