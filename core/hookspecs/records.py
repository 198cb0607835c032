"""Called while catalogs and documents are read, filled in and saved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import hookspec

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID

    from ..bulk import BulkAction
    from ..errors import Refusal
    from ..posting.explain import Reason
    from ..records.choosing import ChoiceFact, Choosing, ScannedRow
    from ..records.derived import DerivedField
    from ..records.filling import Filling
    from ..records.panels import Panel
    from ..records.standings import Standings
    from ..schema.document import Document
    from ..schema.record import Lines, Record
    from ..work import Work


@hookspec
def on_filling(work: Work, record: Record) -> None:
    """Fill in what the caller left out, for a record that is about to be saved.

    Called for each save, before checks, in plugin order; screens call it too while a
    person types, without saving.
    Answer: nothing; set the record's empty fields.
    Since 0.1. Stable.
    """


@hookspec
def check_record(work: Work, record: Record) -> list[Refusal]:  # type: ignore[empty-body]
    """Object to a record that is about to be saved.

    Called after filling, before anything is written, in plugin order; the objections of all
    plugins are shown together.
    Answer: refusals; an empty list for no objection.
    Since 0.1. Stable.
    """


@hookspec
def on_saved(work: Work, record: Record) -> None:
    """Learn that a record was saved.

    Called after the record is written, in the same transaction.
    Answer: nothing.
    Since 0.1. Stable.
    """


@hookspec
def list_fillings() -> list[Filling]:  # type: ignore[empty-body]
    """Name the documents that can be created on the basis of others.

    Called at the start of the web process.
    Answer: fillings (source kind, target kind, how the target is filled).
    Since 0.1. Stable.
    """


@hookspec
def list_panels(work: Work, record: Record) -> list[Panel]:  # type: ignore[empty-body]
    """Show something about a record on its card.

    Called when a card or form of a saved record is shown.
    Answer: panels; an empty list for records the plugin has nothing to say of. Where a
    right is refused on the way (`Forbidden`), the person is shown no panel of this plugin.
    Since 0.1. Stable.
    """


@hookspec
def list_reasons(work: Work, document: Document) -> list[tuple[UUID, Reason]]:  # type: ignore[empty-body]
    """Tell why the numbers in the rows of a document are what they are.

    Called when a program asks why (`GET /documents/{kind}/{id}/explain`), in plugin order; a
    few questions to the base for the whole document, none for each row.
    Answer: the key of a row and a tree whose leaves are records, as many as there are numbers
    to explain; an empty list for documents the plugin has nothing to say of. Where a right is
    refused on the way (`Forbidden`), nothing of this plugin is told.
    Since 0.1. Experimental.
    """


@hookspec
def list_standings(work: Work, kind: str, keys: Sequence[UUID]) -> Standings:  # type: ignore[empty-body]
    """Say how far records have come: an order is shipped in part, reserved, paid.

    Called once for each page of a list, and for the form of a saved record, in plugin order.
    What is said follows from registers: a few questions to the base for the whole page, none
    for each record.
    Answer: words by key, the most telling first; an empty mapping for kinds the plugin has
    nothing to say of. Where a right is refused on the way (`Forbidden`), the person is told
    nothing by this plugin.
    Since 0.1. Experimental.
    """


@hookspec
def list_derived_fields() -> list[DerivedField]:  # type: ignore[empty-body]
    """Name fields that follow from registers: how far an order has come, whether it is paid.

    Called once, when a list or REST first asks. Lists are filtered, sorted, grouped and shown
    by them, and REST answers them. Nothing of them is kept: each is one expression in SQL.
    Answer: fields (kind, name, right, expression, values); an empty list for none.
    Since 0.1. Experimental.
    """


@hookspec
def list_bulk_actions() -> list[BulkAction]:  # type: ignore[empty-body]
    """Offer what can be done to many records of a list at once.

    Called when a list is shown and when a bulk change is tried, made or taken back. An action
    does one record at a time in a savepoint of its own, so what it refuses is told beside the
    record; it is tried first, each record is taken back, and nothing is sent outside.
    Answer: actions (kinds, right, what is asked for first, how it is done and undone); an
    empty list for none.
    Since 0.1. Experimental.
    """


@hookspec
def list_choice_facts(work: Work, choosing: Choosing) -> list[ChoiceFact]:  # type: ignore[empty-body]
    """Tell something about records that a person chooses rows from: what is free, what it costs.

    Called once for each page of choices, in plugin order; a few questions to the base for the
    whole page, none for each record.
    Answer: columns of facts; an empty list for records the plugin has nothing to say of. Where
    a right is refused on the way (`Forbidden`), the person is shown no column of this plugin.
    Since 0.1. Experimental.
    """


@hookspec(firstresult=True)
def choose_scanned(work: Work, line: type[Lines], code: str) -> ScannedRow | None:
    """Say what a code that a scanner has read stands for in a row of a document.

    Called when a scanner is heard in a form; the first answer wins.
    Answer: values of the row's fields and how many are added; None for a code that is not
    known, which leaves it to the next plugin, and at last to codes and names of records.
    Since 0.1. Experimental.
    """
