"""The house: settings, plugins, schema and database put together; no web in it."""

import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, MutableMapping
from contextlib import contextmanager
from functools import cached_property
from typing import Any, TypeVar
from uuid import UUID

import transaction
from sqlalchemy import Engine
from sqlalchemy.engine import make_url
from sqlalchemy.orm import Session, sessionmaker
from zope.sqlalchemy import register

from . import arrangements as _arrangements  # noqa: F401 -- its table is in every base
from . import beside, calls, migrations
from .access import audit, sight
from .access.access import SYSTEM, Access
from .access.models import User
from .access.policy import Policy
from .access.signing import PRUNE as PRUNE_SESSIONS
from .bulk import BULK
from .bulk import PRUNE as PRUNE_BULK
from .clock import Clock, SystemClock
from .database.engine import asks_again, open_engine
from .exports import EXPORT
from .exports import PRUNE as PRUNE_EXPORTS
from .importing import JOBS as IMPORTING
from .jobs import HOUSEKEEPING, Ended, Job
from .jobs.job import OURS
from .notices import PRUNE as PRUNE_NOTICES
from .notices import tell_ended
from .plugins import Plugin, Plugins
from .posting.order import Turn, turns
from .posting.service import RESTORE
from .printing.batches import PAPERS
from .schema.document import ZONE
from .schema.registry import Schema
from .schema.words import install_index
from .settings import CORE, Settings, database_url, read_settings, zone_named
from .upkeep import JOBS as UPKEEP
from .work import Work

Answer = TypeVar("Answer")


class House:
    """One running tradepost: what the web, the worker and every command stand on."""

    def __init__(
        self,
        settings: Settings,
        url: str,
        *,
        clock: Clock | None = None,
        extra: Iterable[Plugin] = (),
    ) -> None:
        """Put the house together.

        Args:
            settings: what `plugins.toml` says.
            url: of the database.
            clock: where the present comes from.
            extra: plugin objects that are on without being installed (tests).
        """
        self.settings = settings
        self.zone = zone_named(settings.of("core", CORE)["timezone"])
        """Where the days and months of the company begin."""
        self.url = make_url(url)
        self.clock = clock or SystemClock()
        self.plugins = Plugins(settings, extra=extra)
        self.schema = Schema(self.plugins.started)
        self.engine: Engine = open_engine(url)
        self.board: MutableMapping[UUID, Mapping[str, Any]] = {}
        """What running steps of background work have said in this process, by job."""
        self.making_sample = False
        """Whether what is created now is sample data; see `sample`."""
        self.sessions = sessionmaker(
            self.engine, expire_on_commit=False, autoflush=False, info={ZONE: self.zone}
        )
        sight.watch(self.sessions)
        audit.watch(self.sessions)

    @classmethod
    def open(cls, url: str | None = None, *, safe_mode: bool = False) -> "House":
        """The house that the settings file and the environment describe."""
        settings = Settings() if safe_mode else read_settings()
        return cls(settings, database_url(url))

    @cached_property
    def turns(self) -> Mapping[str, Turn]:
        """The order in which plugins are asked while a document is posted, by their names."""
        records = self.plugins.records
        needs = {name: records[name].needs for name in self.plugins.started}
        return turns(needs, self.schema.registers.values())

    @cached_property
    def policy(self) -> Policy:
        """The rights and roles there are."""
        hooks = self.plugins.manager.hook
        return Policy(self.schema, calls.rights(hooks), calls.roles(hooks))

    @cached_property
    def jobs(self) -> Mapping[str, Job]:
        """The background work there is, by name."""
        return {
            one.name: one
            for one in (
                *HOUSEKEEPING,
                PRUNE_NOTICES,
                PRUNE_SESSIONS,
                RESTORE,
                *IMPORTING,
                *UPKEEP,
                BULK,
                PRUNE_BULK,
                EXPORT,
                PRUNE_EXPORTS,
                PAPERS,
                beside.PRUNE,
                *OURS.values(),
                *calls.jobs(self.plugins.manager.hook),
            )
        }

    def stop(self, name: str, reason: str) -> None:
        """Go on without a plugin that failed, and without all that need it."""
        self.plugins.stop(name, reason)
        self.schema = Schema(self.plugins.started)
        for learned in ("turns", "policy", "jobs"):
            self.__dict__.pop(learned, None)

    def tell_ended(self, work: Work, ended: Ended) -> None:
        """Tell whoever started a piece of background work how it ended."""
        tell_ended(work, ended)

    def access_of(self, user_id: UUID) -> Access:
        """What a user may do now."""
        with self.work(reads_only=True) as work:
            return self.policy.access_of(work, work.session.get_one(User, user_id))

    def histories(self) -> Iterator[migrations.History]:
        """The migration histories of what is on, in order."""
        on = [(n, self._module(n)) for n in self.plugins.started]
        return migrations.histories(on)

    def _module(self, name: str) -> str:
        module = type(self.plugins.get(name)).__module__
        path = getattr(sys.modules[module], "__path__", None)
        return module if path else module.rpartition(".")[0]

    def migrate(self) -> list[str]:
        """Bring the base up to the code, in one transaction; answers the revisions run."""
        done: list[str] = []
        with migrations.changing(self.engine) as connection:
            for history in self.histories():
                done += history.run(connection)
            install_index(connection)
        return done

    def session_for(self, manager: transaction.TransactionManager, *, reads_only: bool) -> Session:
        """A session that lives and dies with the transaction of `manager`."""
        session = self.sessions()
        # "changed": plain SQL in a session counts as a change, or it would be lost silently.
        register(session, initial_state="changed", transaction_manager=manager)
        if reads_only:
            session.connection(execution_options={"reads_only": True})
        return session

    @contextmanager
    def sample(self) -> Iterator[None]:
        """Mark all records that are created meanwhile as sample data, which can be removed."""
        before, self.making_sample = self.making_sample, True
        try:
            yield
        finally:
            self.making_sample = before

    @contextmanager
    def work(self, access: Access = SYSTEM, *, reads_only: bool = False) -> Iterator[Work]:
        """Open a unit of work; it is made durable at the end, or leaves no trace."""
        manager = transaction.TransactionManager(explicit=True)
        manager.begin()
        session = self.session_for(manager, reads_only=reads_only)
        work = Work(self, session, access, self.clock, manager)
        session.info["work"] = work
        try:
            yield work
            manager.commit()
        except BaseException:
            manager.abort()
            raise
        finally:
            session.close()

    def attempt(
        self, do: Callable[[Work], Answer], access: Access = SYSTEM, times: int = 5
    ) -> Answer:
        """Do something in a unit of work, again where the database asks for another try."""
        for left in range(times - 1, -1, -1):
            try:
                with self.work(access) as work:
                    return do(work)
            except Exception as why:
                if not left or not asks_again(why):
                    raise
        raise AssertionError  # the last turn returned or raised

    def close(self) -> None:
        """Give the connections back."""
        self.engine.dispose()
