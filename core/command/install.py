"""`tradepost init`: makes a base, or brings one up to the code; the demo company on request."""

import secrets
from typing import Any

from ..errors import Conflict
from ..house import House
from ..plugins import STOPPED
from ..texts import Texts
from ..work import Work
from .frame import DONE, Frame, add
from .state import require_known, shown, state_of

_ = Texts(__package__)

LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # none that look alike
DEMO, DEMO_DONE = "demo", "demo_done"  # as in `database.about`, which would bring the base along


def add_commands(commands: Any, language: str) -> None:
    """Add `init`."""
    made = add(
        commands, "init", _("Make the base, or bring it up to the code"),
        "tradepost init --demo --database sqlite:///demo.sqlite", run=init, language=language,
    )  # fmt: skip
    made.add_argument(
        "--demo", action="store_true",
        help=_("fill a new base with a demo company and its users").into(language),
    )  # fmt: skip


def init(run: Frame) -> int:
    """Make or upgrade the base; says what was done."""
    house = run.house()
    state = state_of(house)
    require_known(state)
    for one in house.plugins.records.values():
        if one.state == STOPPED:
            run.complain(_("{name} is stopped: {why}", name=one.name, why=one.reason))
    done = house.migrate()
    with house.work() as work:
        demo = _may_be_demo(work, run.arguments.demo, new=not state.stands)
        _install(house, work)
    if not state.stands:
        run.say(_("Base made: {url}", url=shown(house.url)))
    run.say(_("Migrations: {names}", names=", ".join(done)) if done else _("Up to date"))
    logins = _demo(run, house) if demo else {}
    if run.arguments.demo and not demo:
        run.say(_("A new password of a user: `tradepost user password administrator`"))
    run.data({
        "url": shown(house.url), "new": not state.stands, "migrations": done,
        "plugins": list(house.plugins.started), "logins": logins,
    })  # fmt: skip
    return DONE


def _may_be_demo(work: Work, wanted: bool, *, new: bool) -> bool:
    """Whether the demo company is to be made now, or made complete where that was cut short.

    Raises:
        Conflict: for a base in use; only a new one may become a demo.
    """
    from ..database.about import about, tell  # noqa: PLC0415 -- its table has just been made

    if not wanted or about(work.session, DEMO_DONE) is not None:
        return False
    if about(work.session, DEMO) is not None:
        return True
    if not new:
        raise Conflict(
            _("The base is in use: it can not become a demo"),
            remedy=_("Name another base with --database"),
        )
    tell(work.session, DEMO, work.clock.now().isoformat())
    return True


def _install(house: House, work: Work) -> None:
    from .. import calls  # noqa: PLC0415 -- only with a house
    from ..access.audit import note  # noqa: PLC0415 -- as above
    from ..database.about import about, tell  # noqa: PLC0415 -- as above

    calls.on_installed(work.hooks, work)
    for name in house.plugins.started:
        fact, version = f"plugin:{name}", house.plugins.records[name].version
        if about(work.session, fact) != version:
            tell(work.session, fact, version)
            note(work, "installed", kind=name, version=version)


def _demo(run: Frame, house: House) -> dict[str, str]:
    """Let the plugins fill the company's days, then make one user for each role."""
    from .. import calls  # noqa: PLC0415 -- only with a house
    from ..access.users import Users  # noqa: PLC0415 -- as above
    from ..database.about import tell  # noqa: PLC0415 -- as above

    with house.sample():
        calls.on_demo_made(house.plugins.manager.hook, house, run.say)
    logins = {}
    with house.work() as work:
        for role in house.policy.roles:
            logins[role] = new_password()
            Users(work).create(role, password=logins[role], roles=[role], language=run.language)
        tell(work.session, DEMO_DONE, work.clock.now().isoformat())
    run.say(_("Sign in with one of these; they are shown only once:"))
    for name, password in logins.items():
        run.say(f"  {name:<16} {password}")
    return logins


def new_password(groups: int = 4) -> str:
    """A password of chance that can be read out: `kt7m-…`."""
    return "-".join("".join(secrets.choice(LETTERS) for _n in range(4)) for _g in range(groups))
