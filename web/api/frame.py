"""What an endpoint is: a call comes in, an answer goes out; no word of HTTP libraries here."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from ...core.errors import Invalid, Malformed, Unknown
from ...core.records.readers import is_key
from ...core.schema.record import Record
from ...core.texts import Texts
from ...core.work import Work

_ = Texts(__package__)

ROOT = "/api/v1"


@dataclass(frozen=True)
class Call:
    """One call of an endpoint.

    Attributes:
        work: the unit of work, with the rights of the caller.
        names: what stands in the address, by name.
        parameters: behind the question mark, in order.
        body: plain data, or a stream where a file is taken; None where nothing was sent.
        version: the version the caller has read (`If-Match`), None where he does not mind.
    """

    work: Work
    names: Mapping[str, str]
    parameters: Sequence[tuple[str, str]] = ()
    body: Any = None
    version: int | None = None

    @property
    def kind(self) -> str:
        """The kind in the address."""
        return self.names["kind"]

    @property
    def key(self) -> UUID:
        """The key in the address.

        Raises:
            Unknown: where it is none: nothing stands under such an address.
        """
        text = self.names["id"]
        if not is_key(text):
            raise Unknown(_("There is no record {key}", key=text[:60]), record=text[:60])
        return UUID(text)

    @property
    def table(self) -> dict[str, Any]:
        """The body as a table of fields.

        Raises:
            Malformed: where it is something else.
        """
        if not isinstance(self.body, dict):
            raise Malformed(_("The body has to be an object"))
        return self.body

    def only(self, *known: str) -> dict[str, str]:
        """The parameters by name.

        Raises:
            Invalid: for one that is not known here.
        """
        for name, _value in self.parameters:
            if name not in known:
                raise Invalid(
                    _("There is no parameter “{name}”", name=name[:60]),
                    path=name[:60],
                    remedy=_("Parameters: {names}", names=", ".join(known) or "-"),
                )
        return dict(self.parameters)


@dataclass(frozen=True)
class Answer:
    """What an endpoint answers: plain data or a file, with what HTTP says around it.

    A file is its bytes, or its pieces one after another with the `length` of them all.
    """

    body: Any = None
    status: int = 200
    version: int | None = None
    location: str = ""
    type: str = "application/json"
    name: str = ""
    length: int | None = None


@dataclass(frozen=True)
class Endpoint:
    """One thing that can be asked.

    Attributes:
        method, path: as HTTP has them; `{kind}` and `{id}` stand for parts of the path.
        right: asked for before; `{kind}` stands for the kind.
        do: the function.
        about: for the document of the API, in a sentence.
        kinds: which names of the schema `{kind}` takes: catalogs, documents, registers, facts.
        takes, gives: names of the schemas of body and answer in the document; `content` is
            a file as it is.
        parameters: names and meanings of the parameters.
        schemas: those of body and answer by name, where the document has none of that name.
        creates: answers 201 where something was made.
    """

    method: str
    path: str
    right: str
    do: Callable[[Call], Answer]
    about: str
    kinds: str = ""
    takes: str = ""
    gives: str = ""
    parameters: Mapping[str, str] = field(default_factory=dict)
    schemas: Mapping[str, Any] = field(default_factory=dict)
    creates: bool = False

    @property
    def name(self) -> str:
        """A name no other endpoint has."""
        return f"{self.method.lower()}_{re.sub(r'[^a-z]+', '_', self.path).strip('_')}"

    def answer(self, call: Call) -> Answer:
        """Answer a call.

        Raises:
            Unknown: where the kind in the address is none of these.
        """
        if self.kinds:
            known_kind(getattr(call.work.schema, self.kinds), call.kind)
        return self.do(call)


def of_record(record: Record, body: Any, **more: Any) -> Answer:
    """The answer about one record."""
    return Answer(body, version=record.version, **more)


def known_kind(kinds: Mapping[str, Any], kind: str) -> Any:
    """What a kind stands for.

    Raises:
        Unknown: where it stands for nothing here.
    """
    found = kinds.get(kind)
    if found is None:
        raise Unknown(_("There is no “{kind}” here", kind=kind[:60]), kind=kind[:60])
    return found
