"""What a base knows of itself: whether it is a demo, which program and plugins filled it."""

from dataclasses import dataclass

from sqlalchemy import select, text
from sqlalchemy.orm import Mapped, Session, mapped_column

from .base import Base


class About(Base):
    """One fact of the base itself, as text."""

    __tablename__ = "core_about"
    __table_args__ = ({"sqlite_strict": True, "info": {"plugin": "core"}},)

    name: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[str]


def about(session: Session, name: str) -> str | None:
    """A fact of the base, None where it was never told."""
    return session.scalar(select(About.value).where(About.name == name))


DEMO, DEMO_DONE, DEMO_REMOVED = "demo", "demo_done", "demo_removed"
"""Moments of a base with a demo company: begun, complete, taken out again."""


def is_sample(session: Session) -> bool:
    """Whether the base holds the demo company; one that was taken out never comes back."""
    asked = select(About.name).where(About.name.in_((DEMO, DEMO_REMOVED)))
    return set(session.scalars(asked)) == {DEMO}


def tell(session: Session, name: str, value: str) -> None:
    """Write a fact of the base."""
    known = session.get(About, name)
    if known is None:
        session.add(About(name=name, value=value))
    else:
        known.value = value
    session.flush()  # facts are read by plain selects


@dataclass(frozen=True)
class Sizes:
    """How large a base is, and the version of the engine under it."""

    bytes: int
    version: str


def sizes(session: Session) -> Sizes:
    """Ask the engine; neither question reads the data."""
    if session.get_bind().dialect.name == "postgresql":
        size = session.scalar(text("SELECT pg_database_size(current_database())"))
        return Sizes(int(size or 0), str(session.scalar(text("SHOW server_version"))))
    pages = session.scalar(text("SELECT page_count FROM pragma_page_count"))
    page = session.scalar(text("SELECT page_size FROM pragma_page_size"))
    version = session.scalar(text("SELECT sqlite_version()"))
    return Sizes(int(pages or 0) * int(page or 0), str(version))
