"""Called while a document is posted or unposted, inside its transaction."""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import hookspec

if TYPE_CHECKING:
    from ..errors import Refusal
    from ..posting.posting import Posting
    from ..schema.document import Document
    from ..schema.register import Movement
    from ..work import Work


@hookspec
def list_movements(posting: Posting) -> list[Movement]:  # type: ignore[empty-body]
    """Add movements to those the document writes by itself.

    Called after `Document.movements`, after the plugins needed and in the order in which
    registers are locked, whatever order they are named in; `posting.movements` holds what was
    gathered before, `posting.balances` reads registers as of the document's moment and locks
    what it reads.
    Answer: movements; an empty list for documents that do not concern the plugin.
    Since 0.1. Stable.
    """


@hookspec
def check_posting(posting: Posting) -> list[Refusal]:  # type: ignore[empty-body]
    """Object to the posting of a document.

    Called when all movements are known and before any is written; the objections of all
    plugins are shown together.
    Answer: refusals; an empty list for no objection.
    Since 0.1. Stable.
    """


@hookspec
def on_posted(work: Work, document: Document, again: bool) -> None:
    """Learn that a document was posted; `again` when it had been posted before.

    Called after its movements are written, in the same transaction.
    Answer: nothing.
    Since 0.1. Stable.
    """


@hookspec
def on_unposted(work: Work, document: Document) -> None:
    """Learn that a document was unposted.

    Called after its movements are gone, in the same transaction.
    Answer: nothing.
    Since 0.1. Stable.
    """


@hookspec
def check_base(work: Work) -> list[str]:  # type: ignore[empty-body]
    """Prove what must always hold for the plugin's data, on the live base.

    Called by `tradepost verify`, reading only.
    Answer: one line for each broken invariant, naming record and difference.
    Since 0.1. Stable.
    """
