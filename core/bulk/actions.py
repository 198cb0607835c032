"""What can be done to many records at once: our own actions, and those of plugins."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, cast

from .. import calls
from ..posting import service
from ..records.columns import UNTOLD
from ..records.shape import Slot, shape_of
from ..records.write import mark_deleted, save
from ..schema.document import Document
from ..schema.fields import Field
from ..schema.record import Record
from ..texts import Text, Texts
from ..work import Work

_ = Texts("tradepost.core")

Given = Mapping[str, Any]
Run = Callable[[Work, Record, Given], None]
ONE_OF_A_KIND = ("code", "number", "name")
"""Fields that tell records apart; no two are given the same."""


def _any(_cls: type[Record]) -> bool:
    return True


def _documents(cls: type[Record]) -> bool:
    return issubclass(cls, Document)


@dataclass(frozen=True)
class BulkAction:
    """Something that can be done to many records of a list.

    Attributes:
        name: `plugin.what_it_does`.
        title: what people read.
        right: who may; `{kind}` in it stands for the kind of the records.
        run: does it to one record, in the unit of work it is given; what it refuses is told
            beside the record and holds up no other.
        kinds: of records it is for; all of them without it.
        fits: whether it is for a class of records.
        icon: its sign.
        values: fields it asks for first; their values come to `run` by name, as plain data.
        undo: puts a record back; without it the fields that changed are saved as they stood.
        opens: an address where the chosen records are sent to instead (papers, a page of the
            plugin's own), `{kind}` in it as above; it is opened in another tab.
        careful: whether the button looks like one to be careful with.
    """

    name: str
    title: Text
    right: str = "{kind}.edit"
    run: Run | None = None
    kinds: tuple[str, ...] = ()
    fits: Callable[[type[Record]], bool] = _any
    icon: str = "checks"
    values: Sequence[Field] = field(default_factory=tuple)
    undo: Run | None = None
    opens: str = ""
    careful: bool = False

    def offered(self, work: Work, cls: type[Record]) -> bool:
        """Whether it is for these records and this person."""
        if (self.kinds and cls.kind not in self.kinds) or not self.fits(cls):
            return False
        return work.access.may(self.right.format(kind=cls.kind))


def _set(work: Work, record: Record, given: Given) -> None:
    save(work, record.kind, given, id=record.id)


def _mark(work: Work, record: Record, _given: Given) -> None:
    mark_deleted(work, record)


def _unmark(work: Work, record: Record, _given: Given) -> None:
    mark_deleted(work, record, deleted=False)


def _post(work: Work, record: Record, _given: Given) -> None:
    document = cast("Document", record)
    if not document.posted:
        service.post(work, document)


def _unpost(work: Work, record: Record, _given: Given) -> None:
    document = cast("Document", record)
    if document.posted:
        service.unpost(work, document)


SET, POST, UNPOST = "core.set", "core.post", "core.unpost"
MARK, UNMARK = "core.mark", "core.unmark"
OWN = (
    BulkAction(SET, _("Set a field"), run=_set, icon="pencil"),
    BulkAction(
        POST, _("Post"), "{kind}.post", _post, fits=_documents, icon="circle-check", undo=_unpost
    ),
    BulkAction(
        UNPOST, _("Undo posting"), "{kind}.unpost", _unpost,
        fits=_documents, icon="arrow-back-up", undo=_post,
    ),
    BulkAction(
        MARK, _("Mark for deletion"), "{kind}.delete", _mark,
        icon="trash", undo=_unmark, careful=True,
    ),
    BulkAction(
        UNMARK, _("Take the deletion mark off"), "{kind}.delete", _unmark,
        icon="refresh", undo=_mark,
    ),
)  # fmt: skip


def actions_for(work: Work, cls: type[Record]) -> list[BulkAction]:
    """What this person may do to many records of a class."""
    every = (*OWN, *calls.bulk_actions(work.hooks))
    return [one for one in every if one.offered(work, cls)]


def settable(work: Work, cls: type[Record]) -> Iterator[Slot]:
    """The fields that can be set for many records at once by this person."""
    hidden = work.access.hidden(cls.kind)
    for name, slot in shape_of(work.schema, cls).slots.items():
        one = slot.field
        if name in hidden or name in ONE_OF_A_KIND or one.readonly or one.type in UNTOLD:
            continue
        if not slot.column.unique and name != "based_on":
            yield slot
