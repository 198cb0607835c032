"""What a base knows of itself: whether it is a demo, which program and plugins filled it."""

from sqlalchemy import select
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
