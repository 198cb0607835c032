"""`tradepost user` and `tradepost token`: the first people of a base, and keys for programs."""

import sys
from argparse import ArgumentParser
from getpass import getpass
from typing import TYPE_CHECKING, Any

from ..errors import Invalid, Unknown
from ..texts import Texts
from ..work import Work
from .frame import DONE, Frame, add
from .install import new_password
from .state import require_ready

if TYPE_CHECKING:
    from ..access.models import User

_ = Texts(__package__)


def add_commands(commands: Any, language: str) -> None:
    """Add `user create`, `user password` and `token create`."""
    users = add(
        commands, "user", _("Users: create, password"), "tradepost user create anna --role buyer",
        run=create_user, language=language,
    )  # fmt: skip
    verbs = users.add_subparsers(metavar="VERB", required=True, dest="verb")
    made = add(
        verbs, "create", _("Add a user"),
        "tradepost user create anna --role salesperson --role buyer",
        run=create_user, language=language,
    )  # fmt: skip
    made.add_argument("name", metavar="NAME")
    made.add_argument("--role", action="append", default=[], metavar="ROLE",
                      help=_("may be given again").into(language))  # fmt: skip
    made.add_argument("--full-name", default="", metavar="TEXT")
    made.add_argument("--language", choices=("ru", "en"), default=language)
    _add_stdin(made, language)
    made = add(
        verbs, "password", _("Give a user a new password; his sessions end"),
        "tradepost user password anna", run=give_password, language=language,
    )  # fmt: skip
    made.add_argument("name", metavar="NAME")
    _add_stdin(made, language)
    tokens = add(commands, "token", _("Tokens of programs: create"), "tradepost token create anna",
                 run=create_token, language=language)  # fmt: skip
    verbs = tokens.add_subparsers(metavar="VERB", required=True, dest="verb")
    made = add(
        verbs, "create", _("Make a token; it alone is written to standard output"),
        "tradepost token create anna > token", run=create_token, language=language,
    )  # fmt: skip
    made.add_argument("name", metavar="NAME", help=_("the user it acts for").into(language))
    made.add_argument("--title", default="", metavar="TEXT",
                      help=_("what it is for").into(language))  # fmt: skip


def _add_stdin(made: ArgumentParser, language: str) -> None:
    made.add_argument(
        "--password-stdin", action="store_true",
        help=_("read the password from standard input").into(language),
    )  # fmt: skip


def create_user(run: Frame) -> int:
    """Add a user with his roles; the password comes from a pipe, a terminal, or chance."""
    from ..access.users import Users  # noqa: PLC0415 -- only with a house

    given, house = run.arguments, run.house()
    require_ready(house)
    password, made_up = _password(run)
    with house.work() as work:
        user = Users(work).create(
            given.name, password=password, roles=given.role, full_name=given.full_name,
            language=given.language,
        )  # fmt: skip
        name = user.name
    run.say(_("User made: {name}", name=name))
    run.data({"name": name, "roles": given.role, **_told(run, password, made_up)})
    return DONE


def give_password(run: Frame) -> int:
    """Give a user a new password, from a pipe, a terminal, or chance."""
    from ..access.users import Users  # noqa: PLC0415 -- only with a house

    house = run.house()
    require_ready(house)
    with house.work() as work:
        user = _user(work, run.arguments.name)
        password, made_up = _password(run)
        Users(work).set_password(user, password)
        name = user.name
    run.say(_("New password of {name}; the user is signed out everywhere", name=name))
    run.data({"name": name, **_told(run, password, made_up)})
    return DONE


def _told(run: Frame, password: str, made_up: bool) -> dict[str, str]:
    """Show a password made by chance; nobody else knows it."""
    if not made_up:
        return {}
    run.say(_("Password, shown only once: {password}", password=password))
    return {"password": password}


def _user(work: Work, name: str) -> "User":
    from ..access.users import Users  # noqa: PLC0415 -- only with a house

    user = Users(work).by_name(name)
    if user is None:
        raise Unknown(
            _("There is no user {name}", name=name),
            remedy=_("Make one with `tradepost user create`"),
        )
    return user


def _password(run: Frame) -> tuple[str, bool]:
    if run.arguments.password_stdin:
        return sys.stdin.readline().rstrip("\r\n"), False
    if not sys.stdin.isatty():
        return new_password(), True
    first = getpass(run.shown(_("Password (nothing for one made by chance): ")))
    if not first:
        return new_password(), True
    if getpass(run.shown(_("The same again: "))) != first:
        raise Invalid(_("The two passwords differ"))
    return first, False


def create_token(run: Frame) -> int:
    """Make a token of a user; nothing else goes to standard output."""
    from ..access.users import Users  # noqa: PLC0415 -- only with a house

    house = run.house()
    require_ready(house)
    with house.work() as work:
        user = _user(work, run.arguments.name)
        token = Users(work).create_token(user, run.arguments.title)
    run.say(token)
    run.data({"token": token})
    return DONE
