"""Print forms: what they are, and which ones there are."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from .. import calls
from ..errors import Invalid, Unknown
from ..schema.document import Document
from ..texts import Text, Texts
from .context import Context
from .html import CORE, PAGE

if TYPE_CHECKING:
    from ..house import House

_ = Texts("tradepost.core.printing")

DEFAULT = "document"
MEDIA = {
    "html": "text/html; charset=utf-8",
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


@dataclass(frozen=True)
class FormOption:
    """Something a person may choose before a form is printed: a period, the size of labels.

    Attributes:
        name: as in addresses.
        title: what people read beside it.
        choices: what may be chosen; the first by itself. Empty for a day.
    """

    name: str
    title: Text
    choices: Mapping[str, Text] = field(default_factory=dict)

    def read(self, given: str) -> str:
        """The chosen value; days as ISO 8601, empty for none.

        Raises:
            Invalid: for what can not be chosen.
        """
        given = given.strip()
        if self.choices:
            if given and given not in self.choices:
                names = ", ".join(self.choices)
                raise Invalid(
                    _("“{value}” can not be chosen here", value=given[:60]), path=self.name,
                    remedy=_("Choose one of: {names}", names=names),
                )  # fmt: skip
            return given or next(iter(self.choices))
        if given and not is_day(given):
            raise Invalid(_("“{value}” is not a day", value=given[:60]), path=self.name)
        return given


def is_day(text: str) -> bool:
    """Whether a text is a day as ISO 8601 writes it."""
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


@dataclass(frozen=True)
class PrintForm:
    """A paper a document (or a card) is printed as.

    Attributes:
        name: as in REST; `document` is the form every kind has by itself, which a plugin may
            replace.
        title: what people read on the button.
        kind: of the records it prints.
        right: needed to print it; empty for `<kind>.read`.
        template: HTML, a path inside `package` (`forms/invoice.html`); it may extend
            `core/page.html`, whose blocks are head, fields, tables, sums, signs, foot. Empty
            for the page of the house.
        package: whose templates they are (`__package__`).
        context: `context(work, record, formats)` answers plain data that is added to what
            every form is given (see `context.py`); with `options` they are its fourth argument,
            values by name.
        options: what may be chosen before it is printed.
        docx: a Word template of the plugin, a path inside `package`; empty for one made from
            what the document has.
        signs: who signs.
        shows: the fields its `context` reads (`amount`, `lines.price`), without which it is not
            printed for who may not see one of them; None for all there are.
        since, until: the days of papers it holds for, where a law has changed the form; of
            several with one name the one is printed that held on the day of the paper.
    """

    name: str
    title: Text
    kind: str
    right: str = ""
    template: str = PAGE
    package: str = CORE
    context: Callable[..., Context] | None = None
    docx: str = ""
    signs: tuple[Text, ...] = ()
    shows: tuple[str, ...] | None = None
    options: tuple[FormOption, ...] = ()
    since: date | None = None
    until: date | None = None

    def chosen(self, given: Mapping[str, str]) -> dict[str, str]:
        """Its options as they were chosen.

        Raises:
            Invalid: for what can not be.
        """
        return {one.name: one.read(given.get(one.name, "")) for one in self.options}

    def holds(self, day: date) -> bool:
        """Whether it is the form of a day."""
        return (self.since or date.min) <= day <= (self.until or date.max)


@dataclass(frozen=True)
class Printed:
    """A paper: its bytes, their media type and a name for the file."""

    content: bytes
    media: str
    name: str


def forms_of(house: "House", kind: str, day: date | None = None) -> dict[str, PrintForm]:
    """The forms a kind can be printed as, by name; its own default first.

    Of forms that a law has changed those of the day, or the latest.
    """
    found = {DEFAULT: _default(house, kind)}
    hooks = house.plugins.manager.hook
    held = [one for one in calls.print_forms(hooks) if one.kind == kind]
    for one in sorted(held, key=lambda one: one.since or date.min):
        if day is None or one.holds(day):
            found[one.name] = one
    return found


def _default(house: "House", kind: str) -> PrintForm:
    cls = house.schema.records.get(kind)
    if cls is None:
        raise Unknown(_("There is no “{kind}” here", kind=kind[:60]), kind=kind[:60])
    signs = (_("Released by"), _("Received by")) if issubclass(cls, Document) else ()
    return PrintForm(DEFAULT, cls.title[0], kind, signs=signs)


def form_of(house: "House", kind: str, name: str, day: date | None = None) -> PrintForm:
    """The form of a name, as it was on a day.

    Raises:
        Unknown: where the kind has no such form.
    """
    found = forms_of(house, kind, day).get(name)
    if found is None:
        raise Unknown(_("There is no print form “{name}”", name=name[:60]), path="form")
    return found
