"""Print forms as HTML: the house's own templates here, people's in a process of their own."""

import re
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files
from typing import Any

from jinja2.sandbox import ImmutableSandboxedEnvironment

from ..texts import Text
from .page import environment, speaker

CORE = "tradepost.core.printing"
PAGE = "core/page.html"
SAID = re.compile(r"""_\(\s*("[^"]+"|'[^']+')""")


def source_of(name: str, package: str) -> str | None:
    """A template: `core/…` from the house's own, anything else from the plugin's package."""
    home, _slash, rest = name.partition("/")
    path = files(CORE) / "templates" / rest if home == "core" else files(package) / name
    if ".." in name.split("/") or not path.is_file():
        return None
    return path.read_text("utf-8")


@lru_cache(maxsize=64)
def _environment(package: str) -> ImmutableSandboxedEnvironment:
    return environment(lambda name: source_of(name, package))


class Words(Mapping[str, str]):
    """The texts of a plugin and the house in one language, by their English."""

    def __init__(self, package: str, language: str) -> None:
        self.package = package
        self.language = language

    def __getitem__(self, message: str) -> str:
        return self._found(message, self.package) or self._found(message, CORE) or message

    def get(self, message: str, _default: object = None) -> str:
        """The text; its English where it has no translation."""
        return self[message]

    def __iter__(self) -> Any:
        return iter(())

    def __len__(self) -> int:
        return 0

    def _found(self, message: str, domain: str) -> str:
        said = Text(domain, message).into(self.language)
        return "" if said == message else said

    def of(self, source: str) -> dict[str, str]:
        """Those that a template says."""
        return {one: self[one] for one in (found[1:-1] for found in SAID.findall(source))}


def to_html(context: dict[str, Any], template: str = PAGE, package: str = CORE) -> str:
    """Lay a context out.

    Args:
        context: plain data.
        template: `core/page.html`, or a path inside `package` that may extend it.
        package: whose template it is.
    """
    say = speaker(Words(package, context.get("language", "en")))
    return _environment(package).get_template(template).render({**context, "_": say})


def task_of(
    contexts: list[dict[str, Any]], source: str, package: str, language: str
) -> dict[str, Any]:
    """What a process of its own is given to lay contexts out by people's own template."""
    own = "own.html"
    sources = {own: source}
    waiting = [source]
    while waiting:
        for name in re.findall(r"""["']((?:core|forms)/[\w./-]+)["']""", waiting.pop()):
            found = source_of(name, package)
            if found is not None and name not in sources:
                sources[name] = found
                waiting.append(found)
    words = Words(package, language)
    texts = {said: text for one in sources.values() for said, text in words.of(one).items()}
    return {"contexts": contexts, "sources": sources, "template": own, "texts": texts}
