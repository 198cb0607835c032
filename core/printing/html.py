"""Print forms as HTML, laid out by templates that reach nothing but the context."""

from functools import lru_cache
from importlib.resources import files
from typing import Any

from jinja2 import FunctionLoader, StrictUndefined, TemplateNotFound
from jinja2.sandbox import ImmutableSandboxedEnvironment

CORE = "tradepost.core.printing"
PAGE = "core/page.html"


@lru_cache(maxsize=64)
def _environment(package: str) -> ImmutableSandboxedEnvironment:
    def source(name: str) -> str:
        """`core/…` from the house's own templates, anything else from the plugin's package."""
        home, _slash, rest = name.partition("/")
        path = files(CORE) / "templates" / rest if home == "core" else files(package) / name
        if ".." in name.split("/") or not path.is_file():
            raise TemplateNotFound(name)
        return path.read_text("utf-8")

    return ImmutableSandboxedEnvironment(
        loader=FunctionLoader(source),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=[],
    )


def to_html(context: dict[str, Any], template: str = PAGE, package: str = CORE) -> str:
    """Lay a context out.

    Args:
        context: plain data.
        template: `core/page.html`, or a path inside `package` that may extend it.
        package: whose template it is.
    """
    return _environment(package).get_template(template).render(context)
