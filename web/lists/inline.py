"""A cell of a catalog changed where it stands: the same checks as in the form, one field."""

from typing import Any
from uuid import UUID

from transaction.interfaces import TransientError

from ...core.errors import Forbidden, Refusal, Unknown
from ...core.records.columns import Reading, place_of, target_of
from ...core.records.read import get
from ...core.records.readers import is_key
from ...core.records.write import save
from ...core.schema.fields import Field
from ...core.schema.record import Record
from ...core.texts import Texts
from ..controls import source_of, typed_text
from ..picking import Picker
from ..typing_in import Reader
from .columns import column_of, editable_columns
from .page import Listing

_ = Texts("tradepost.web")


class CellEdit:
    """One cell under change."""

    def __init__(self, request: Any) -> None:
        self.request = request
        self.work = request.work
        self.cls: type[Record] = request.list_class
        key, name = request.matchdict["id"], request.matchdict["field"]
        place = place_of(self.work, self.cls, name)
        if not is_key(key) or place is None:
            raise Unknown(_("There is nothing at this address"))
        if name not in editable_columns(self.work, self.cls, [column_of(place)]):
            raise Forbidden(_("This is not changed in the list"), remedy=_("Open the record"))
        self.place = place
        self.record = get(self.work, self.cls.kind, UUID(key))
        if self.record.deleted:
            raise Forbidden(
                _("{name} is marked for deletion", name=self.record.presentation),
                remedy=_("Take the deletion mark off first"),
            )

    @property
    def field(self) -> Field:
        """That stands in the cell."""
        return self.place.field

    @property
    def source(self) -> str:
        """Where the choices of a reference come from."""
        return source_of(self.field)

    @property
    def address(self) -> str:
        """Where the cell is sent to."""
        return f"{self.request.list_address}/{self.record.id}/cell/{self.place.path}"

    def stored(self) -> tuple[str, str]:
        """What stands there as it is typed, and the key of a reference."""
        ((told,),) = Reading(self.work, self.cls, [self.place]).rows([self.record])
        if self.place.slot.points:
            return told.name, str(told.value or "")
        return typed_text(self.request.formats, self.place.slot, told.value), ""

    def save(self) -> Record:
        """Save what was typed over the version that was shown.

        Raises:
            Refusal: as the form would.
        """
        post = self.request.POST
        version = post.get("version", "")
        data = {self.place.path: self._read(post.get("value", ""), post.get("key", ""))}
        seen = int(version) if version.isdecimal() and len(version) < 16 else None
        return save(self.work, self.cls.kind, data, id=self.record.id, version=seen)

    def _read(self, text: str, key: str) -> Any:
        if not self.place.slot.points:
            reader = Reader(self.work.clock.now(), self.request.formats.zone)
            return reader.read(self.field, text)
        if is_key(key) or not text.strip():
            return key or None
        found = Picker(self.work, self.request.formats).resolve(target_of(self.field), [text])
        return str(found[text]) if text in found else text


def ask(request: Any) -> dict[str, Any]:
    """The cell as a field."""
    edit = CellEdit(request)
    text, key = edit.stored()
    return {"edit": edit, "text": text, "key": key, "fault": None}


def store(request: Any) -> dict[str, Any]:
    """The row with what was typed; what is refused stays in the cell with the reason."""
    edit = CellEdit(request)
    try:
        with request.work.session.begin_nested():
            record = edit.save()
    except TransientError:
        raise  # tried again from the beginning
    except Refusal as why:
        request.tm.doom()
        request.response.status = why.status
        post = request.POST
        return {
            "edit": edit,
            "text": post.get("value", ""),
            "key": post.get("key", ""),
            "fault": why,
        }
    listing = Listing(request.work, request.formats, edit.cls, request.GET)
    request.override_renderer = "lists/row.jinja2"
    return {"list": listing, "row": listing.drawn([record])[0], "first": False}


def includeme(config: Any) -> None:
    """The route of a cell."""
    key = "{id:[0-9a-fA-F-]{36}}"
    config.add_route("list_cell", f"/{{group:catalogs}}/{{kind}}/{key}/cell/{{field:[a-z0-9_]+}}")
    page = {"route_name": "list_cell", "renderer": "lists/cell.jinja2", "right": "{kind}.edit"}
    config.add_view(ask, request_method="GET", **page)
    config.add_view(store, request_method="POST", **page)
