"""The conformance kit: what every plugin owes the house, checked in a scratch base.

`tradepost plugin check NAME` runs it; a stranger's own tests can, too:

    def test_it_conforms():
        assert check("tool_loans") == []
"""

import tempfile
from collections.abc import Callable
from pathlib import Path

from ..house import House
from ..plugins import ON
from ..settings import Settings
from ..texts import Text, Texts
from . import imports, papers, rights, tables, words
from .finding import PluginNotFit, import_house, load, with_needs
from .subject import Subject

_ = Texts(__package__)

HOUSE = ("core", "web")


def check(name: str, scratch: str | None = None) -> list[Text]:
    """Every fault of a plugin, one text each; empty where it conforms.

    Args:
        name: of an installed plugin; `core` and `web` have migrations to check, too.
        scratch: the address of an empty base; a file that is thrown away without it.

    Raises:
        Unknown: where no such plugin is installed.
    """
    if name in HOUSE:
        return _on_scratch((), scratch, lambda house: list(tables.migrations(house, name)))
    try:
        load(name)
        wanted = with_needs((name,))
    except PluginNotFit as why:
        return [why.message]
    return _on_scratch(wanted, scratch, lambda house: _check(house, name))


def _on_scratch(
    on: tuple[str, ...], scratch: str | None, do: Callable[[House], list[Text]]
) -> list[Text]:
    import_house()
    with tempfile.TemporaryDirectory(prefix="tradepost-") as folder:
        house = House(Settings(on), scratch or f"sqlite:///{Path(folder) / 'scratch.sqlite'}")
        try:
            return do(house)
        finally:
            house.close()


def _check(house: House, name: str) -> list[Text]:
    stopped = [one for one in house.plugins.records.values() if one.state != ON]
    reasons = {one.name: one.reason for one in stopped if one.name in house.settings.on}
    plugin = house.plugins.get(name)
    if reasons or plugin is None:
        return [
            _("{name} does not start: {why}", name=one, why=why) for one, why in reasons.items()
        ]
    subject = Subject(name, plugin, house)
    found: list[Text] = []
    for kind in (papers, imports, words, rights, tables):
        found += kind.faults(subject)
    return found


__all__ = ["PluginNotFit", "check", "import_house", "load", "with_needs"]
