"""Widgets of the house itself: what is begun and not posted, what was lately entered."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import false, literal, select, union_all

from ...core.access.chain import AuditEntry
from ...core.access.changes import CREATED
from ...core.reporting.leading import to_record
from ...core.reporting.widgets import EVERYBODY, Asked, Line, Option, Shown, Widget
from ...core.schema.document import DocumentHead
from ...core.texts import Texts
from ...core.work import Work
from ..tables import state_of_head

_ = Texts("tradepost.web")

LONG = 10
LOOKED_AT = 60
"""Drafts of each kind among which a person's own are looked for."""

WHOSE = Option("whose", _("Whose"), {"mine": _("Mine"), "all": _("Everybody's")}, default="mine")
COLUMNS = ((_("Document"), "text"), (_("Number"), "text"), (_("Date"), "moment"))


def own_widgets() -> list[Widget]:
    """Those that every house has."""
    return [
        Widget(
            "drafts",
            _("Drafts"),
            "",
            drafts,
            _("Documents that were begun and are not posted yet"),
            icon="pencil",
            options=(WHOSE,),
            roles=(EVERYBODY,),
            place=80,
        ),
        Widget(
            "recent",
            _("Lately entered"),
            "",
            recent,
            _("The documents that came into the base last, whoever entered them"),
            icon="history",
            width=2,
            roles=(EVERYBODY,),
            place=90,
        ),
    ]


def readable(work: Work) -> list[str]:
    """The kinds of documents this person may see."""
    return [kind for kind in work.schema.documents if work.access.may(f"{kind}.read")]


def drafts(work: Work, asked: Asked) -> Shown:
    """What is not posted yet: two selects, however many kinds there are."""
    kinds = readable(work)
    found = _unposted(work, kinds) if kinds else []
    if asked.option(WHOSE) == "mine" and work.access.user_id is not None:
        mine = _made_by(work, [key for key, _kind in found], work.access.user_id)
        found = [one for one in found if one[0] in mine]
    keys = [key for key, _kind in found[:LONG]]
    heads = select(DocumentHead).where(DocumentHead.id.in_(keys)) if keys else None
    rows = [] if heads is None else list(work.session.scalars(heads))
    rows.sort(key=lambda one: keys.index(one.id))
    return Shown(
        columns=COLUMNS,
        lines=[_line(work, one) for one in rows],
        empty=_("Nothing is begun and left: all of your documents are posted"),
    )


def _unposted(work: Work, kinds: Sequence[str]) -> list[tuple[UUID, str]]:
    """The latest drafts of each kind, the newest first; each kind has an index of them."""
    parts = []
    for kind in kinds:
        cls = work.schema.documents[kind]
        own = (
            select(cls.id.label("id"), cls.moment.label("moment"))
            .where(cls.posted == false(), cls.deleted == false())
            .order_by(cls.moment.desc(), cls.id.desc())
            .limit(LOOKED_AT)
            .subquery()
        )
        parts.append(select(own.c.id, own.c.moment, literal(kind).label("kind")))
    every = union_all(*parts).subquery()
    asked = select(every.c.id, every.c.kind).order_by(every.c.moment.desc(), every.c.id.desc())
    return [
        (row.id, row.kind) for row in work.session.execute(asked.limit(len(kinds) * LOOKED_AT))
    ]


def _made_by(work: Work, keys: Sequence[UUID], person: UUID) -> set[UUID]:
    asked = select(AuditEntry.record_id).where(
        AuditEntry.record_id.in_(keys),
        AuditEntry.action == CREATED,
        AuditEntry.user_id == person,
    )
    return {key for key in work.session.scalars(asked) if key is not None}


def recent(work: Work, _asked: Asked) -> Shown:
    """The documents entered last, of the kinds this person may see; one select."""
    kinds = readable(work)
    asked = (
        select(DocumentHead)
        .where(DocumentHead.kind.in_(kinds))
        .order_by(DocumentHead.id.desc())  # keys grow with the time of entering
        .limit(LONG)
    )
    rows = work.session.scalars(asked).all() if kinds else []
    return Shown(
        columns=(*COLUMNS, (_("State"), "state")),
        lines=[_line(work, one, state_of_head(one)) for one in rows],
        empty=_("No document has been entered yet"),
    )


def _line(work: Work, head: DocumentHead, *more: object) -> Line:
    title = work.schema.documents[head.kind].title[0]
    return Line((title, head.number, head.moment, *more), to_record(head.kind, head.id))
