"""In what state a base is: whether it stands, and whether code and base are of one age."""

from dataclasses import dataclass, field

from sqlalchemy.engine import URL

from ..database import dumps
from ..database.backup import heads_of
from ..errors import Conflict
from ..house import House
from ..texts import Texts

_ = Texts(__package__)


class NotReady(Conflict):
    """The base can not be worked with as it is."""

    code = "not_ready"


@dataclass
class State:
    """How a base and the code stand to each other.

    Attributes:
        stands: whether there is a base at all.
        behind: plugins whose migrations wait to be run.
        ahead: plugins whose migration in the base this build does not know.
    """

    stands: bool
    behind: list[str] = field(default_factory=list)
    ahead: list[str] = field(default_factory=list)


def shown(url: URL) -> str:
    """An address without its password."""
    return url.render_as_string(hide_password=True)


def state_of(house: House) -> State:
    """Look at the base of a house; a file that is not there is not made by looking."""
    if dumps.is_empty(house.url):
        return State(stands=False)
    return compared(house, heads_of(house.url))


def compared(house: House, found: dict[str, str]) -> State:
    """Compare the migrations found in a base (or a backup) with those of the code."""
    state = State(stands=True)
    for history in house.histories():
        known, wanted = set(history.revisions()), history.heads()
        has = found.get(history.name)
        if has is not None and has not in known:
            state.ahead.append(history.name)
        elif wanted and [has] != wanted:
            state.behind.append(history.name)
    return state


def require_ready(house: House) -> None:
    """Go on only with a base that stands and is of the code's age.

    Raises:
        NotReady: saying what to do.
    """
    state = state_of(house)
    if not state.stands:
        raise NotReady(
            _("There is no base at {url}", url=shown(house.url)),
            remedy=_("Make one with `tradepost init`"),
        )
    require_known(state)
    if state.behind:
        raise NotReady(
            _("The base is older than the code: {names}", names=", ".join(state.behind)),
            remedy=_("Bring it up with `tradepost init`"),
        )


def require_known(state: State) -> None:
    """Go on only where the code knows every migration of the base.

    Raises:
        NotReady: where the base is of a newer build.
    """
    if state.ahead:
        raise NotReady(
            _("The base is newer than the code: {names}", names=", ".join(state.ahead)),
            remedy=_("Install the tradepost it was made with, or a later one"),
        )
