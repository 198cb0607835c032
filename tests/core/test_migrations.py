"""Migrations written from the code, on bases with rows in them, forwards and back."""

from decimal import Decimal

import pytest
from sqlalchemy import CheckConstraint, Column, ForeignKey, Table, inspect, select, text
from sqlalchemy.exc import IntegrityError

from tradepost.core.database import types
from tradepost.core.database.base import Base
from tradepost.core.database.engine import open_engine
from tradepost.core.migrations import History, changing

MINE = {"sqlite_strict": True, "info": {"plugin": "toy_shift"}}


def first():
    """A shelf with boxes; a box goes with its shelf."""
    shelf = Table(
        "toy_shift_shelf", Base.metadata, Column("id", types.Whole(), primary_key=True),
        Column("width", types.scaled("amount"), nullable=False),
        CheckConstraint("width >= 0", name="width_not_negative"), **MINE,
    )  # fmt: skip
    box = Table(
        "toy_shift_box", Base.metadata, Column("id", types.Whole(), primary_key=True),
        Column("shelf_id", types.Whole(), ForeignKey(shelf.c.id, ondelete="CASCADE")), **MINE,
    )  # fmt: skip
    return shelf, box


def second():
    """Shelves stand in rooms, may be of no known width, and have things they always have."""
    room = Table(
        "toy_shift_room", Base.metadata, Column("id", types.Whole(), primary_key=True), **MINE
    )
    shelf = Table(
        "toy_shift_shelf", Base.metadata, Column("id", types.Whole(), primary_key=True),
        Column("width", types.scaled("amount"), nullable=True),
        Column("room_id", types.Whole(), ForeignKey(room.c.id), index=True),
        Column("height", types.scaled("amount"), nullable=False, default=Decimal("1.5")),
        Column("name", types.Words(), nullable=False, default=""),
        Column("open", types.YesNo(), nullable=False, default=True),
        CheckConstraint("width >= 0", name="width_not_negative"), **MINE,
    )  # fmt: skip
    box = Table(
        "toy_shift_box", Base.metadata, Column("id", types.Whole(), primary_key=True),
        Column("shelf_id", types.Whole(), ForeignKey(shelf.c.id, ondelete="CASCADE")), **MINE,
    )  # fmt: skip
    return shelf, box


def forget():
    for table in list(Base.metadata.tables.values()):
        if table.info.get("plugin") == "toy_shift":
            Base.metadata.remove(table)


@pytest.fixture
def engine(engine_url):
    engine = open_engine(engine_url)
    yield engine
    engine.dispose()
    forget()


@pytest.fixture
def history(tmp_path):
    """Two migrations of a plugin, written on a scratch base as its author writes them."""
    scratch = open_engine(f"sqlite:///{tmp_path}/scratch.sqlite")
    history = History("toy_shift", tmp_path / "migrations")
    for declare in (first, second):
        forget()
        declare()
        with scratch.connect() as connection:
            assert history.write(connection, declare.__name__) is not None
        with changing(scratch) as connection:
            history.run(connection)
    scratch.dispose()
    forget()
    return history


def test_rows_come_through_forwards_and_back(history, engine):
    with changing(engine) as connection:
        history.run(connection, "toy_shift_0001")
        connection.execute(text("insert into toy_shift_shelf values (1, 25000)"))
        connection.execute(text("insert into toy_shift_box values (7, 1)"))
    shelf, box = second()
    with changing(engine) as connection:
        assert history.run(connection) == ["toy_shift_0002"]
        assert history.difference(connection) == []
        (row,) = connection.execute(select(shelf)).mappings()
        assert dict(row) == {
            "id": 1, "width": Decimal("2.5"), "room_id": None, "height": Decimal("1.5"),
            "name": "", "open": True,
        }  # fmt: skip
        assert connection.execute(select(box)).all() == [(7, 1)]
    with changing(engine) as connection:
        history.run(connection, "-1")
        assert connection.execute(text("select * from toy_shift_shelf")).all() == [(1, 25000)]
        assert connection.execute(text("select * from toy_shift_box")).all() == [(7, 1)]
        history.run(connection, "base")
        assert not [n for n in inspect(connection).get_table_names() if n.startswith("toy_shift")]


def test_what_guarded_the_table_guards_it_still(history, engine):
    second()
    with changing(engine) as connection:
        history.run(connection)
    for statement in (
        "insert into toy_shift_shelf (id, width, name) values (2, -1, '')",
        "insert into toy_shift_shelf (id, room_id, name) values (2, 99, '')",
        "insert into toy_shift_box values (7, 99)",
    ):
        with pytest.raises(IntegrityError), engine.begin() as connection:
            connection.execute(text(statement))
    with engine.begin() as connection:
        connection.execute(text("insert into toy_shift_shelf (id, name) values (2, '')"))
        connection.execute(text("insert into toy_shift_box values (7, 2)"))
        connection.execute(text("delete from toy_shift_shelf"))
        assert connection.execute(text("select count(*) from toy_shift_box")).scalar() == 0


def test_rows_that_would_point_at_nothing_stop_the_migration(history, tmp_path):
    engine = open_engine(f"sqlite:///{tmp_path}/base.sqlite")  # PostgreSQL refuses the row itself
    second()
    with changing(engine) as connection:
        history.run(connection)
    with pytest.raises(ValueError, match="point at nothing"), changing(engine) as connection:
        connection.execute(text("insert into toy_shift_box values (7, 99)"))
    with engine.connect() as connection:
        assert connection.execute(text("select count(*) from toy_shift_box")).scalar() == 0
        assert connection.execute(text("pragma foreign_keys")).scalar() == 1
    engine.dispose()
    forget()
