"""Called while the house starts: what a plugin brings along."""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import hookspec

if TYPE_CHECKING:
    from argparse import _SubParsersAction
    from collections.abc import Callable

    from pyramid.config import Configurator

    from ..exchange_kinds import Exporter, Importer
    from ..house import House
    from ..jobs import Job
    from ..printing import PrintForm
    from ..reporting import Report
    from ..reporting.first_steps import FirstStep
    from ..reporting.widgets import Widget
    from ..texts import Text
    from ..work import Work


@hookspec
def add_views(config: Configurator) -> None:
    """Add pages of the plugin's own to the back office, and endpoints to REST.

    Called once by the web application, after its own routes, in plugin order. Each view
    declares its right (`right=…`), or the start fails. Places in the menu are added by
    `config.add_page`, endpoints by `config.add_endpoints`.
    Answer: nothing.
    Since 0.1. Stable.
    """


@hookspec
def add_commands(commands: _SubParsersAction) -> None:  # type: ignore[type-arg]
    """Add commands to the `tradepost` command line.

    Called by the command line before it reads its arguments, in plugin order; each parser
    sets `run` to a function of (house, arguments) that answers the exit status.
    Answer: nothing.
    Since 0.1. Stable.
    """


@hookspec
def list_importers() -> list[Importer]:  # type: ignore[empty-body]
    """Name the kinds of files the plugin can read with `tradepost import KIND FILE`.

    Called by the command line and by the import screen.
    Answer: importers, each with its kind, title and right; an empty list for none.
    Since 0.1. Stable.
    """


@hookspec
def list_exporters() -> list[Exporter]:  # type: ignore[empty-body]
    """Name the kinds of files the plugin can write with `tradepost export KIND FILE`.

    Called by the command line and by the export screen.
    Answer: exporters, each with its kind, title and right; an empty list for none.
    Since 0.1. Stable.
    """


@hookspec
def list_jobs() -> list[Job]:  # type: ignore[empty-body]
    """Name the background work the plugin knows how to do.

    Called at the start of a worker and of the web process.
    Answer: jobs; a job with a schedule is put in the queue by itself.
    Since 0.1. Stable.
    """


@hookspec
def list_reports() -> list[Report]:  # type: ignore[empty-body]
    """Name the reports of the plugin: registers, dimensions, measures, right.

    Called at the start of the web process and of the API.
    Answer: reports; an empty list for none.
    Since 0.1. Stable.
    """


@hookspec
def list_widgets() -> list[Widget]:  # type: ignore[empty-body]
    """Offer boxes for the start page: what they show, to whom, on whose desktop they stand.

    Called at the start of the web process.
    Answer: widgets; an empty list for none.
    Since 0.1. Experimental.
    """


@hookspec
def list_first_steps() -> list[FirstStep]:  # type: ignore[empty-body]
    """Name what a person who has never seen the house does first, to come to a first own sale.

    Called at the start of the web process; the steps of all plugins are put in order of place.
    Answer: steps; an empty list for none.
    Since 0.1. Experimental.
    """


@hookspec
def list_print_forms() -> list[PrintForm]:  # type: ignore[empty-body]
    """Name the print forms of the plugin and the kinds they print.

    Called at the start of the web process and of the API.
    Answer: print forms; an empty list for none.
    Since 0.1. Stable.
    """


@hookspec
def on_installed(work: Work) -> None:
    """Put in the records that every base has (currencies, units of measure).

    Called by `tradepost init` after the migrations, in the transaction of that command, and
    again at each upgrade: do nothing where the records stand already.
    Answer: nothing.
    Since 0.1. Stable.
    """


@hookspec
def on_demo_made(house: House, say: Callable[[Text | str], None]) -> None:
    """Fill a demo base with a company and its days.

    Called by `tradepost init --demo` when a new base has everything `on_installed` puts in;
    a plugin opens its own units of work, for a year of days is more than one transaction.
    Where the command was cut short it is called again: go on from what stands already.
    `say` shows a line to the person (a password, a PIN); it is shown only once.
    Answer: nothing.
    Since 0.1. Stable.
    """
