"""Which papers a person may print of a kind."""

from collections.abc import Mapping

from ..core.printing import DEFAULT, PrintForm, forms_of
from ..core.schema.document import Document
from ..core.work import Work


def forms_for(work: Work, kind: str) -> dict[str, PrintForm]:
    """The papers of a kind that this person may print, by name."""
    cls = work.schema.records.get(kind)
    is_document = cls is not None and issubclass(cls, Document)
    return {
        name: one
        for name, one in forms_of(work.house, kind).items()
        if work.access.may(one.right or f"{kind}.read") and (name != DEFAULT or is_document)
    }


def usual_form(forms: Mapping[str, PrintForm]) -> str:
    """The paper the page opens with: the first of a plugin's own, else the plain one."""
    own = [name for name in forms if name != DEFAULT]
    return own[0] if own else DEFAULT
