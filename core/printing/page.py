"""HTML papers laid out by templates that reach nothing but what they are given.

This file imports nothing of the house: it also runs by itself, confined (see `confined.py`).
A template is given plain data, `_("Seller")` for the words of the house in the paper's
language, and may extend or include the house's own templates.
"""

import json
import re
import sys
import traceback
from collections.abc import Callable, Mapping
from typing import Any

from jinja2 import FunctionLoader, StrictUndefined, TemplateNotFound, TemplateSyntaxError
from jinja2.sandbox import ImmutableSandboxedEnvironment

Sources = Callable[[str], str | None]
"""The text of a template by its name, None where there is none."""


def environment(sources: Sources) -> ImmutableSandboxedEnvironment:
    """The sandbox of templates."""

    def load(name: str) -> tuple[str, str, Callable[[], bool]]:
        found = sources(name)
        if found is None:
            raise TemplateNotFound(name)
        return found, name, lambda: True  # named as its file, faults are told by its lines

    return ImmutableSandboxedEnvironment(
        loader=FunctionLoader(load),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=[],
    )


def speaker(texts: Mapping[str, str]) -> Callable[..., str]:
    """The `_` of a template: its words in the language of the paper, values put in as they are."""

    def say(message: str, **values: object) -> str:
        said = texts.get(str(message), str(message))
        return re.sub(r"\{(\w+)\}", lambda one: str(values.get(one[1], one[0])), said)

    return say


def line_of(why: BaseException, name: str) -> int:
    """The line of a template in which something failed; 0 where it can not be told."""
    if isinstance(why, TemplateSyntaxError):
        return why.lineno if why.name in (name, None) else 0
    frames = [one for one in traceback.extract_tb(why.__traceback__) if one.filename == name]
    return frames[-1].lineno or 0 if frames else 0


def rendered(given: Mapping[str, Any]) -> list[str]:
    """The pages of a task: `contexts` laid out by `template` among `sources`."""
    sources, name = given["sources"], given["template"]
    made = environment(sources.get)
    template = made.get_template(name)
    say = speaker(given["texts"])
    return [template.render({**one, "_": say}) for one in given["contexts"]]


SECONDS = 20
MEMORY = 1 << 29


def main() -> None:
    """In the process of its own: bound it, read the task, write the pages."""
    import resource  # noqa: PLC0415 -- not on every system; only the confined process needs it

    given = json.load(sys.stdin.buffer)
    seconds = int(given.get("seconds", SECONDS))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    try:
        made = rendered(given)
    except MemoryError:
        sys.exit("0:it takes too much memory")
    except Exception as why:  # noqa: BLE001 -- whatever a template can bring about
        told = " ".join(str(why).split())
        sys.exit(f"{line_of(why, given['template'])}:{type(why).__name__}: {told}")
    sys.stdout.buffer.write(json.dumps(made, ensure_ascii=False).encode())
