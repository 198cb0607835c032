"""Closing dates over REST: read, set, taken away."""

from collections.abc import Iterator
from datetime import datetime
from functools import partial
from typing import Any
from uuid import UUID

from sqlalchemy import select

from ...core import periods
from ...core.access.models import User
from ...core.access.users import sign_in_name
from ...core.database.ids import NONE
from ...core.errors import Invalid
from ...core.posting import closing
from ...core.posting.closing import Closed
from ...core.records.readers import read_day, read_key, read_moment
from ...core.records.wire import moment_text
from ...core.texts import Texts
from ...core.work import Work
from .frame import Answer, Call, Endpoint

_ = Texts(__package__)

FIELDS = ("until", "scope", "user")


def listed(call: Call) -> Answer:
    """Answer the closing dates there are."""
    call.only()
    return Answer({"rows": [_plain(one) for one in closing.listed(call.work)], "next": None})


def said(call: Call) -> Answer:
    """Close up to a moment (or the end of a day); null takes the date away.

    `scope` is the key of an organisation, without it the whole base is meant; `user` a
    sign-in name, without it everyone.
    """
    call.only()
    given = call.table
    for name in given:
        if name not in FIELDS:
            raise Invalid(_("There is no field “{name}”", name=name[:60]), path=name[:60])
    if "until" not in given:
        raise Invalid(_("Say up to which moment it is to be closed, or null"), path="until")
    scope = NONE if given.get("scope") is None else _at("scope", read_key, given["scope"])
    user = _user(call.work, given.get("user"))
    if given["until"] is None:
        closing.lift(call.work, scope=scope, user_id=user)
    else:
        until = _at("until", partial(_end, call.work), given["until"])
        closing.close(call.work, until, scope=scope, user_id=user)
    return listed(call)


def _plain(one: Closed) -> dict[str, Any]:
    return {
        "until": moment_text(one.until),
        "scope": None if one.scope is None else str(one.scope),
        "user": one.user or None,
    }


def _user(work: Work, name: Any) -> UUID:
    if name is None:
        return NONE
    asked = select(User.id).where(User.name == sign_in_name(str(name)))
    found = work.session.scalar(asked)
    if found is None:
        raise Invalid(_("There is no user “{name}”", name=str(name)[:60]), path="user")
    return found


def _end(work: Work, value: Any) -> datetime:
    text = str(value)
    if len(text) == len("2026-01-31"):
        return periods.end(read_day(text), work.house.zone)
    return read_moment(value)


def _at(name: str, read: Any, value: Any) -> Any:
    try:
        return read(value)
    except Invalid as fault:
        fault.path = name
        raise


def endpoints() -> Iterator[Endpoint]:
    """The endpoints of closing dates."""
    yield Endpoint(
        "GET", "/closing-dates", closing.RIGHT, listed, "Closing dates", gives="closing"
    )
    yield Endpoint(
        "POST", "/closing-dates", closing.RIGHT, said, "Close up to a moment, or open",
        takes="closing", gives="closing",
    )  # fmt: skip
