"""Word templates that people have changed, kept in the base."""

import zipfile
from datetime import datetime
from io import BytesIO

from sqlalchemy.orm import Mapped, mapped_column

from ..database.base import Base
from ..errors import Invalid
from ..texts import Texts
from ..work import Work

_ = Texts("tradepost.core.printing")

RIGHT = "core.edit_print_forms"
LARGEST, UNPACKED = 5 << 20, 50 << 20
NEEDED = "word/document.xml"


class PrintTemplate(Base):
    """The Word template of one form of one kind, as people have changed it."""

    __tablename__ = "core_print_template"
    __table_args__ = ({"sqlite_strict": True, "info": {"plugin": "core"}},)

    kind: Mapped[str] = mapped_column(primary_key=True)
    form: Mapped[str] = mapped_column(primary_key=True)
    content: Mapped[bytes]
    changed_by: Mapped[str]
    changed_at: Mapped[datetime]


def own_template(work: Work, kind: str, form: str) -> bytes | None:
    """The template people have put in for a form, or None."""
    found = work.session.get(PrintTemplate, (kind, form))
    return None if found is None else found.content


def keep_template(work: Work, kind: str, form: str, content: bytes) -> None:
    """Put in a template for a form; from now on its Word files are made with it.

    Raises:
        Forbidden: without the right `core.edit_print_forms`.
        Invalid: where it is no Word file, or too large.
    """
    work.access.require(RIGHT)
    _require_word(content)
    known = work.session.get(PrintTemplate, (kind, form))
    if known is None:
        known = PrintTemplate(kind=kind, form=form)
        work.session.add(known)
    known.content = content
    known.changed_by, known.changed_at = work.access.name, work.clock.now()
    work.session.flush()  # the next print of this unit of work uses it


def drop_template(work: Work, kind: str, form: str) -> None:
    """Go back to the template of the house.

    Raises:
        Forbidden: without the right `core.edit_print_forms`.
    """
    work.access.require(RIGHT)
    known = work.session.get(PrintTemplate, (kind, form))
    if known is not None:
        work.session.delete(known)
        work.session.flush()  # as above


def _require_word(content: bytes) -> None:
    try:
        with zipfile.ZipFile(BytesIO(content)) as packed:
            names = packed.namelist()
            whole = sum(one.file_size for one in packed.infolist())
    except (zipfile.BadZipFile, NotImplementedError, OSError) as why:
        raise Invalid(_("This is not a Word file (.docx)"), path="content") from why
    if NEEDED not in names:
        raise Invalid(_("This is not a Word file (.docx)"), path="content")
    if len(content) > LARGEST or whole > UNPACKED:
        raise Invalid(_("The template is too large"), path="content")
