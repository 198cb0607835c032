"""One typed function per hook: the only callers of the plugins, so nobody else sees `Any`."""

from __future__ import annotations

from contextlib import suppress
from itertools import chain
from typing import TYPE_CHECKING, Any

from .errors import Forbidden

if TYPE_CHECKING:
    from argparse import _SubParsersAction
    from collections.abc import Callable, Mapping, Sequence
    from uuid import UUID

    from pyramid.config import Configurator

    from .access.rights import Right, Role
    from .bulk import BulkAction
    from .errors import Refusal
    from .exchange_kinds import Exporter, Importer
    from .house import House
    from .jobs import Job
    from .posting.explain import Reason
    from .posting.posting import Posting
    from .printing import PrintForm
    from .records.choosing import ChoiceFact, Choosing, ScannedRow
    from .records.derived import DerivedField
    from .records.filling import Filling
    from .records.panels import Panel
    from .records.standings import Standing
    from .reporting import Report
    from .reporting.first_steps import FirstStep
    from .reporting.widgets import Widget
    from .schema.document import Document
    from .schema.record import Lines, Record
    from .texts import Text
    from .work import Work


class HookFailed(Exception):
    """A plugin failed in a hook of the start; the house goes on without it."""

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(f"{name}: {reason}")
        self.name, self.reason = name, reason


def add_views(hooks: Any, config: Configurator) -> None:
    """Let every plugin add its pages.

    Raises:
        HookFailed: for the first plugin that can not, or whose views do not fit.
    """
    for one in reversed(hooks.add_views.get_hookimpls()):
        try:
            one.function(config=config)
            config.commit()  # a view without a right shows only here
        except Exception as why:
            raise HookFailed(one.plugin_name, _failed("add_views", why)) from why


def add_commands(hooks: Any, commands: _SubParsersAction[Any]) -> list[HookFailed]:
    """Let every plugin add its commands; answers what failed."""
    failed = []
    for one in reversed(hooks.add_commands.get_hookimpls()):
        try:
            one.function(commands=commands)
        except Exception as why:  # noqa: BLE001 -- whatever a stranger's plugin raises
            failed.append(HookFailed(one.plugin_name, _failed("add_commands", why)))
    return failed


def _failed(hook: str, why: Exception) -> str:
    return f"{hook} failed: {type(why).__name__}: {' '.join(str(why).split())[:300]}"


def importers(hooks: Any) -> list[Importer]:
    """Every kind of file that can be read."""
    return list(chain.from_iterable(hooks.list_importers()))


def exporters(hooks: Any) -> list[Exporter]:
    """Every kind of file that can be written."""
    return list(chain.from_iterable(hooks.list_exporters()))


def jobs(hooks: Any) -> list[Job]:
    """All background work the plugins know."""
    return list(chain.from_iterable(hooks.list_jobs()))


def reports(hooks: Any) -> list[Report]:
    """All reports of the plugins."""
    return list(chain.from_iterable(hooks.list_reports()))


def widgets(hooks: Any) -> list[Widget]:
    """All boxes for the start page."""
    return list(chain.from_iterable(hooks.list_widgets()))


def first_steps(hooks: Any) -> list[FirstStep]:
    """What a newcomer does first, in order."""
    found = chain.from_iterable(hooks.list_first_steps())
    return sorted(found, key=lambda one: one.place)


def print_forms(hooks: Any) -> list[PrintForm]:
    """All print forms of the plugins."""
    return list(chain.from_iterable(hooks.list_print_forms()))


def rights(hooks: Any) -> list[Right]:
    """The rights plugins declare beyond those of their kinds."""
    return list(chain.from_iterable(hooks.list_rights()))


def roles(hooks: Any) -> list[Role]:
    """The roles plugins offer, one entry a plugin."""
    return list(chain.from_iterable(hooks.list_roles()))


def fillings(hooks: Any) -> list[Filling]:
    """Which documents can be created on the basis of which."""
    return list(chain.from_iterable(hooks.list_fillings()))


def bulk_actions(hooks: Any) -> list[BulkAction]:
    """What plugins can do to many records of a list."""
    return list(chain.from_iterable(hooks.list_bulk_actions()))


def derived_fields(hooks: Any) -> list[DerivedField]:
    """What plugins tell of records that follows from registers."""
    return list(chain.from_iterable(reversed(hooks.list_derived_fields())))


def panels(hooks: Any, work: Work, record: Record) -> list[Panel]:
    """What plugins show on the card of a record; without those this person may not see."""
    found: list[Panel] = []
    given = {"work": work, "record": record}
    for one in reversed(hooks.list_panels.get_hookimpls()):
        with suppress(Forbidden):
            found += one.function(**{name: given[name] for name in one.argnames})
    return found


def reasons(hooks: Any, work: Work, document: Document) -> list[tuple[UUID, Reason]]:
    """Why the numbers in rows are what they are; without what this person may not see."""
    found: list[tuple[UUID, Reason]] = []
    given = {"work": work, "document": document}
    for one in reversed(hooks.list_reasons.get_hookimpls()):
        with suppress(Forbidden):
            found += one.function(**{name: given[name] for name in one.argnames})
    return found


def choice_facts(hooks: Any, work: Work, choosing: Choosing) -> list[ChoiceFact]:
    """What plugins tell beside choices; without what this person may not see."""
    found: list[ChoiceFact] = []
    given = {"work": work, "choosing": choosing}
    for one in reversed(hooks.list_choice_facts.get_hookimpls()):
        with suppress(Forbidden):
            found += one.function(**{name: given[name] for name in one.argnames})
    return found


def standings(
    hooks: Any, work: Work, kind: str, keys: Sequence[UUID]
) -> dict[UUID, list[Standing]]:
    """How far records have come; without what this person may not see."""
    found: dict[UUID, list[Standing]] = {}
    given = {"work": work, "kind": kind, "keys": keys}
    for one in reversed(hooks.list_standings.get_hookimpls()) if keys else ():
        with suppress(Forbidden):
            told = one.function(**{name: given[name] for name in one.argnames})
            for key, words in told.items():
                found.setdefault(key, []).extend(words)
    return found


def scanned(hooks: Any, work: Work, line: type[Lines], code: str) -> ScannedRow | None:
    """What a scanned code stands for in a row, or None."""
    found: ScannedRow | None = hooks.choose_scanned(work=work, line=line, code=code)
    return found


def on_installed(hooks: Any, work: Work) -> None:
    """Let every plugin put in the records that each base has."""
    hooks.on_installed(work=work)


def on_demo_made(hooks: Any, house: House, say: Callable[[Text | str], None]) -> None:
    """Let every plugin fill a demo base."""
    hooks.on_demo_made(house=house, say=say)


def fill(hooks: Any, work: Work, record: Record) -> None:
    """Let every plugin fill in what was left out of a record."""
    hooks.on_filling(work=work, record=record)


def record_objections(hooks: Any, work: Work, record: Record) -> list[Refusal]:
    """What forbids saving a record."""
    return list(chain.from_iterable(hooks.check_record(work=work, record=record)))


def on_saved(hooks: Any, work: Work, record: Record) -> None:
    """Tell that a record was saved."""
    hooks.on_saved(work=work, record=record)


def gather_movements(hooks: Any, posting: Posting, turns: Mapping[str, Any]) -> None:
    """Add every plugin's movements to the posting, each plugin seeing those before it.

    Args:
        hooks: of the house.
        posting: under way.
        turns: by name, the place of a plugin in the order in which registers are locked.
    """
    for one in _in_turn(hooks.list_movements, turns):
        posting.movements.extend(one.function(**dict.fromkeys(one.argnames, posting)))


def posting_objections(hooks: Any, posting: Posting, turns: Mapping[str, Any]) -> list[Refusal]:
    """What forbids posting a document; plugins are asked as for its movements."""
    asked = _in_turn(hooks.check_posting, turns)
    answers = (one.function(**dict.fromkeys(one.argnames, posting)) for one in asked)
    return list(chain.from_iterable(answers))


def _in_turn(hook: Any, turns: Mapping[str, Any]) -> list[Any]:
    return sorted(hook.get_hookimpls(), key=lambda one: turns[one.plugin_name])


def on_posted(hooks: Any, work: Work, document: Document, *, again: bool) -> None:
    """Tell that a document was posted."""
    hooks.on_posted(work=work, document=document, again=again)


def on_unposted(hooks: Any, work: Work, document: Document) -> None:
    """Tell that a document was unposted."""
    hooks.on_unposted(work=work, document=document)


def broken(hooks: Any, work: Work) -> list[str]:
    """Every broken invariant that the plugins find."""
    return list(chain.from_iterable(hooks.check_base(work=work)))
