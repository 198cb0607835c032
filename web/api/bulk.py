"""Many calls in one transaction: all of them, or none."""

from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from ...core.app import SIGNED_IN
from ...core.errors import Invalid, Malformed, Refusal, Refusals, Unknown
from ...core.texts import Texts
from .frame import ROOT, Answer, Call, Endpoint

_ = Texts(__package__)

MOST = 5000
KNOWN = {"method", "path", "body", "version"}


def done(others: Sequence[Endpoint], call: Call) -> Answer:
    """Do a list of calls one after another; each sees what those before it have done.

    Each is `{"method": "POST", "path": "/documents/shipment", "body": {…}}`, with `version`
    where others would send If-Match. A refusal of one undoes all, and names its place.
    """
    call.only()
    if not isinstance(call.body, list):
        raise Malformed(_("The body has to be a list of calls"))
    if len(call.body) > MOST:
        raise Malformed(_("More than {most} calls", most=MOST))
    answers = []
    for place, one in enumerate(call.body):
        try:
            answer = _one(others, call, one)
        except Refusal as why:
            raise _at(why, place) from why
        answers.append({"status": answer.status, "body": answer.body})
    return Answer({"answers": answers})


def _one(others: Sequence[Endpoint], call: Call, given: Any) -> Answer:
    if not isinstance(given, dict) or not isinstance(given.get("path"), str):
        raise Invalid(_("A call needs its method and path"))
    unknown = sorted(set(given) - KNOWN)
    if unknown:
        raise Invalid(_("There is no field “{name}”", name=unknown[0][:60]), path=unknown[0][:60])
    version = given.get("version")
    if version is not None and (isinstance(version, bool) or not isinstance(version, int)):
        raise Invalid(_("A version is a whole number"), path="version")
    address = urlsplit(given["path"].removeprefix(ROOT))
    endpoint, names = _find(others, str(given.get("method", "POST")), address.path)
    if endpoint.right != SIGNED_IN:
        right = endpoint.right.format(**names)
        if right not in call.work.house.policy.known:
            raise Unknown(_("There is nothing at this address"), path="path")
        call.work.access.require(right)
    parameters = parse_qsl(address.query, keep_blank_values=True)
    answer = endpoint.answer(Call(call.work, names, parameters, given.get("body"), version))
    if isinstance(answer.body, bytes):
        raise Invalid(_("Files are asked for one by one"), path="path")
    return answer


def _find(others: Sequence[Endpoint], method: str, path: str) -> tuple[Endpoint, dict[str, str]]:
    parts = path.strip("/").split("/")
    for one in others:
        names = _names(one.path.strip("/").split("/"), parts)
        if one.method == method and names is not None:
            return one, names
    raise Unknown(_("There is nothing at this address"), path="path")


def _names(pattern: Sequence[str], parts: Sequence[str]) -> dict[str, str] | None:
    if len(pattern) != len(parts):
        return None
    found: dict[str, str] = {}
    for wanted, given in zip(pattern, parts, strict=True):
        if wanted.startswith("{"):
            found[wanted.strip("{}")] = given
        elif wanted != given:
            return None
    return found


def _at(why: Refusal, place: int) -> Refusal:
    for one in why.each():
        one.path = f"{place}.{one.path}".rstrip(".")
    return Refusals(why.each()) if len(why.each()) > 1 else why.each()[0]


def endpoints(others: Sequence[Endpoint]) -> Iterator[Endpoint]:
    """The endpoint of many calls of the others."""
    yield Endpoint(
        "POST", "/bulk", SIGNED_IN, partial(done, others), "Many calls at once",
        takes="bulk", gives="bulk",
    )  # fmt: skip
