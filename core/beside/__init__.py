"""What people put beside a record: files and comments.

They belong to the record, not to its content: whoever may read it reads them, whoever may
change it adds to them, and a posted document or a closed period keeps nobody from doing so.
"""

from typing import Any

from sqlalchemy import func, select

from ..schema.record import Record
from ..work import Work
from .comments import Comment, Comments
from .files import Attachment, Attachments, Content
from .store import PRUNE, broken, pieces

__all__ = [
    "PRUNE",
    "Attachment",
    "Attachments",
    "Comment",
    "Comments",
    "Content",
    "broken",
    "counts",
    "pieces",
]


def counts(work: Work, record: Record) -> tuple[int, int]:
    """How many files and comments stand beside a record; one select."""
    asked: list[Any] = [
        select(func.count())
        .where(cls.record_id == record.id, cls.removed_at.is_(None))
        .scalar_subquery()
        for cls in (Attachment, Comment)
    ]
    files, comments = work.session.execute(select(*asked)).one()
    return files, comments
