"""Sight: every select and every write of a session passes here, below all services.

Row rules hold in one place, whichever door a question comes through. Only `house_view`
switches them off, for what must see all rows: posting, numbering, uniqueness.
"""

from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID

from sqlalchemy import Alias, ColumnClause, SelectBase, Table, event, inspect, select
from sqlalchemy.orm import ORMExecuteState, Session, UOWTransaction, sessionmaker
from sqlalchemy.orm.base import MANYTOONE
from sqlalchemy.orm.context import FromStatement
from sqlalchemy.orm.util import LoaderCriteriaOption
from sqlalchemy.sql.visitors import HasTraverseInternals

from ..errors import Forbidden
from ..schema.extension import Extension
from ..schema.record import Declared, Lines
from ..texts import Texts
from .rows import FILTERED, Rules, options_of, references, rules_of, tables_of

_ = Texts("tradepost.core")

HOUSE = "house_view"


class Unfiltered(TypeError):
    """A select reads a table with hidden rows past the filter: a defect of whoever wrote it."""


class OutOfSight(Forbidden):
    """What is written would belong to, or point to, a record out of the person's sight."""

    code = "out_of_sight"


def watch(sessions: sessionmaker[Session]) -> None:
    """Filter and guard every session of a house."""
    event.listen(sessions, "do_orm_execute", _filter)
    event.listen(sessions, "before_flush", _guard)


def rules_in(session: Session) -> Rules | None:
    """The row rules in force in a session; None where all rows are seen."""
    work = session.info.get("work")
    if work is None or not work.access.rows or HOUSE in session.info:
        return None
    known = session.info.get("rules")
    if known is None or known[0] is not work.access:
        known = session.info["rules"] = (work.access, rules_of(work))
    rules: Rules | None = known[1]
    return rules


@contextmanager
def house_view(session: Session) -> Iterator[None]:
    """See all rows, for what has to: posting, numbering. The only way past the row rules.

    What was loaded inside is forgotten at the end, lest the person come across it later.
    """
    rules = rules_in(session)
    if rules is None:
        yield
        return
    before = {id(one) for one in session}
    _forget_references(session, lambda value: value is None)
    session.info[HOUSE] = True
    try:
        yield
    finally:
        del session.info[HOUSE]
        loaded = [one for one in session if id(one) not in before and one not in session.new]
        gone = [o for o in loaded if rules.of(type(o)) is not None and o not in session.dirty]
        for one in gone:
            session.expunge(one)
        _forget_references(session, lambda value: any(value is one for one in gone))


def _forget_references(session: Session, matches: Any) -> None:
    """Drop loaded references, so that they are loaded again as they may be seen now."""
    for one in session.identity_map.values():
        state: Any = inspect(one)
        for relation in state.mapper.relationships:
            held = relation.direction is MANYTOONE and relation.key in state.dict
            if held and matches(state.dict[relation.key]):
                del state.dict[relation.key]
                state.committed_state.pop(relation.key, None)


def _filter(state: ORMExecuteState) -> Any:
    rules = rules_in(state.session)
    if state.is_relationship_load:
        state.statement = _bare(state.statement)
    if rules is None or state.is_column_load:
        return None
    statement: Any = state.statement
    seen = _Seen(tables_of(rules))
    seen.scope(statement, frozenset())
    options = options_of(rules, eager=seen.joins)
    hidden = seen.classes & set(options)
    if seen.past or (state.is_insert and hidden):
        raise Unfiltered(f"past the row rules: {', '.join(sorted(seen.past)) or 'an insert'}")
    if isinstance(statement, FromStatement):
        raise Unfiltered("a select written as text shows hidden rows")
    if not hidden and not seen.joins:
        return None
    wanted = options if seen.joins else {cls: options[cls] for cls in hidden}
    if state.is_orm_statement:
        state.statement = statement.options(*wanted.values())
        return None
    # `select(exists().where(Move.place == …))`: a plain select around one of mapped classes
    subject = {"compile_state_plugin": "orm", "plugin_subject": inspect(next(iter(hidden)))}
    mapped: Any = statement._set_propagate_attrs(subject)  # noqa: SLF001 -- no public way
    return state.invoke_statement(statement=mapped.options(*wanted.values()))


def _bare(statement: Any) -> Any:
    """A load of related records without the conditions it was handed on: they may be others now."""
    kept = tuple(o for o in statement._with_options if not isinstance(o, LoaderCriteriaOption))  # noqa: SLF001 -- no public way
    if len(kept) < len(statement._with_options):  # noqa: SLF001 -- as above
        statement = statement._clone()  # noqa: SLF001 -- as above
        statement._with_options = kept  # noqa: SLF001 -- as above
    return statement


class _Seen:
    """What a statement reads: mapped classes, and tables without the class that speaks for them.

    Each select in it is a scope: a table may stand there by itself (keys are compared so)
    only where its class does, too, for the loader's conditions go with the class.
    """

    def __init__(self, hidden: Collection[Table]) -> None:
        self.hidden = hidden
        self.classes: set[Any] = set()
        self.past: set[str] = set()
        self.joins = False  # it loads or joins classes that can not be told from here
        self._been: set[int] = set()

    def scope(self, root: Any, around: frozenset[Any]) -> None:
        """Look at one select (or other statement) and those inside it."""
        if id(root) in self._been or root.get_execution_options().get(FILTERED):
            return
        self._been.add(id(root))
        self.joins = self.joins or bool(root._with_options or getattr(root, "_setup_joins", ()))  # noqa: SLF001 -- no public way
        classes: set[Any] = set()
        alone: list[Table] = []
        inner: list[Any] = []
        been: set[int] = set()  # a column leads to its table, and that to its columns
        waiting: list[Any] = list(HasTraverseInternals.get_children(root))
        while waiting:
            one = waiting.pop()
            if id(one) in been:
                continue
            been.add(id(one))
            entity = one._annotations.get("parententity")  # noqa: SLF001 -- as above
            if entity is not None:
                classes.add(entity.mapper.class_)
            if isinstance(one, SelectBase):
                inner.append(one)
            elif isinstance(one, Table):
                alone += [one] if entity is None and one in self.hidden else []
            elif entity is None and isinstance(one, Alias) and one.element in self.hidden:
                self.past.add(str(one.element))
            elif entity is None or not isinstance(one, Alias | ColumnClause):
                waiting += HasTraverseInternals.get_children(one)
        self.classes |= classes
        around |= {cls.__table__ for cls in classes}
        self.past |= {table.name for table in alone if table not in around}
        for one in inner:
            self.scope(one, around)


def _guard(session: Session, _context: UOWTransaction, _instances: Any) -> None:
    """Refuse to write what would be, or point to something, out of sight."""
    rules = rules_in(session)
    if rules is None:
        return
    wanted: dict[Any, set[UUID]] = {}
    for one in session.new:
        if isinstance(one, Declared):
            _own(rules, one)
            _collect(rules, wanted, one, [field.column for field in references(type(one))])
    for one in session.dirty:
        if isinstance(one, Declared):
            changed: Any = inspect(one)
            names = [f.column for f in references(type(one))]
            changed_names = [n for n in names if changed.attrs[n].history.has_changes()]
            _collect(rules, wanted, one, changed_names)
    for target, ids in wanted.items():
        _must_see(session, rules, target, ids)


def _own(rules: Rules, one: Any) -> None:
    allowed = rules.rows.get(one.kind)
    if allowed is not None and one.id not in allowed:
        raise _refusal(one.kind)


def _collect(rules: Rules, wanted: dict[Any, set[UUID]], one: Any, columns: Iterable[str]) -> None:
    targets = {f.column: rules.target(f.target) for f in references(type(one))}
    pairs = [(targets[name], getattr(one, name)) for name in columns]
    if isinstance(one, Lines):
        pairs.append((type(one).owner, one.owner_id))
    elif isinstance(one, Extension):
        pairs.append((type(one).of, one.id))
    for target, key in pairs:
        if target is not None and key is not None:
            wanted.setdefault(target, set()).add(key)


def _must_see(session: Session, rules: Rules, target: Any, ids: set[UUID]) -> None:
    rule = rules.of(target)
    if rule is None:
        return
    ids = ids - {one.id for one in session.new if isinstance(one, target)}
    table = target.__table__
    asked = select(table.c.id).where(table.c.id.in_(ids), rule)
    if ids - set(session.connection().scalars(asked)):
        raise _refusal(target.kind)


def _refusal(kind: str) -> OutOfSight:
    return OutOfSight(_("This refers to a record that you may not see"), kind=kind)
