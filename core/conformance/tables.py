"""Tables and migrations: named after the plugin, in step with the code, up and down."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import inspect

from ..database.base import Base
from ..house import House
from ..migrations import History, changing
from ..texts import Text, Texts
from .subject import Subject

_ = Texts("tradepost.core.conformance")


def faults(subject: Subject) -> Iterator[Text]:
    """What is wrong with the tables and migrations of the plugin."""
    yield from _names(subject)
    yield from migrations(subject.house, subject.name)


def migrations(house: House, name: str) -> Iterator[Text]:
    """What is wrong with the migrations of a plugin, of `core` or of `web`."""
    history = next(one for one in house.histories() if one.name == name)
    heads = history.heads()
    if len(heads) > 1:
        yield _("migrations: the history forks: {heads}", heads=", ".join(heads))
        return
    try:
        house.migrate()
    except Exception as why:  # noqa: BLE001 -- whatever a stranger's migration raises
        yield _("migrations: going forward fails: {why}", why=_line(why))
        return
    yield from _step(house, history)
    yield from _back(house, history)


def _line(why: Exception) -> str:
    return f"{type(why).__name__}: {str(why).splitlines()[0]}"


def _mine(owner: str) -> set[str]:
    return {
        table.name for table in Base.metadata.tables.values() if table.info.get("plugin") == owner
    }


def _names(subject: Subject) -> Iterator[Text]:
    for mapper in Base.registry.mappers:
        cls = mapper.class_
        table = getattr(cls, "__table__", None)
        if table is None or not f"{cls.__module__}.".startswith(f"{subject.package}."):
            continue
        if table.info.get("plugin") != subject.name:
            yield _("{table}: does not say that it belongs to {plugin}", table=table.name,
                    plugin=subject.name)  # fmt: skip
        if not table.name.startswith(f"{subject.name}_"):
            yield _("{table}: the names of its tables begin with {plugin}_", table=table.name,
                    plugin=subject.name)  # fmt: skip


def _step(house: House, history: History) -> Iterator[Text]:
    """After the migrations, the base is what the code declares."""
    with house.engine.connect() as connection:
        for one in history.difference(connection):
            yield _("migrations: not in step with the code: {what}", what=_shown(one))


def _shown(change: Any) -> str:
    """One difference in a few words: what is missing, and where."""
    steps = change if isinstance(change, list) else [change]
    return "; ".join(" ".join(str(part) for part in step[:4])[:160] for step in steps)


def _back(house: House, history: History) -> Iterator[Text]:
    """Its migrations can be undone, and done again."""
    try:
        with changing(house.engine) as connection:
            history.run(connection, "base")
            left = _mine(history.name) & set(inspect(connection).get_table_names())
        if left:
            yield _("migrations: going back leaves {tables}", tables=", ".join(sorted(left)))
        house.migrate()
    except Exception as why:  # noqa: BLE001 -- whatever a stranger's migration raises
        yield _("migrations: going back fails: {why}", why=_line(why))
