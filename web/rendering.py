"""Drawing of pages: one Jinja environment for each language, templates named as assets.

Texts are translated and values escaped where they are put out, so a template says
`{{ _("Save") }}` or `{{ field.label }}` and needs to know nothing of languages. A plugin's
template is named `tradepost.plugins.loyalty:templates/card.jinja2` and extends
`layout.jinja2`; its texts come from the plugin's own `locale`.
"""

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from jinja2 import BaseLoader, BytecodeCache, Environment, StrictUndefined, TemplateNotFound
from jinja2.bccache import Bucket
from markupsafe import Markup
from pyramid.path import AssetResolver

from ..core.texts import LANGUAGES, Text, catalogue
from .charts import chart_data
from .formats import Formats, formats_of

HERE = Path(__file__).parent
ICONS = HERE / "static" / "vendor" / "icons"
WEB = "tradepost.web"


class Assets(BaseLoader):
    """Finds templates of the web by name, those of plugins by `package:path`."""

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, Any]:
        """The text of a template."""
        package, colon, inside = template.partition(":")
        if colon:
            path = Path(AssetResolver().resolve(f"{package}:{inside}").abspath())
        else:
            path = HERE / "templates" / template
        if not path.is_file():
            raise TemplateNotFound(template)
        stamp = path.stat().st_mtime_ns
        return path.read_text("utf-8"), str(path), lambda: path.stat().st_mtime_ns == stamp


class TemplateTexts:
    """The `_` of templates: a plugin's own texts first, else those of the web."""

    def __init__(self, package: str) -> None:
        self.domains = dict.fromkeys((package, WEB))

    def __call__(self, message: str, **values: object) -> Text:
        """A text with the values to be put into it."""
        return Text(self._home(message), message, values=values)

    def n(self, one: str, many: str, count: int, **values: object) -> Text:
        """A text that depends on a count."""
        return Text(self._home(one), one, many, count, values)

    def _home(self, message: str) -> str:
        return next((one for one in self.domains if message in catalogue(one, "ru")), WEB)


class Compiled(BytecodeCache):
    """Templates are compiled once a process, not once for each language.

    What differs by language must not be settled while compiling: so no filter is put on a
    constant in a template.
    """

    def __init__(self) -> None:
        self._kept: dict[str, tuple[str, Any]] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give what was compiled from the same text."""
        checksum, code = self._kept.get(bucket.key, ("", None))
        if checksum == bucket.checksum:
            bucket.code = code

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what was compiled."""
        self._kept[bucket.key] = (bucket.checksum, bucket.code)


_COMPILED = Compiled()


def environment_for(formats: Formats) -> Environment:
    """An environment that puts everything out in one language."""
    made = Environment(
        loader=Assets(),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
        finalize=lambda one: formats.text(one) if isinstance(one, Text) else _none(one),
        auto_reload=False,
        bytecode_cache=_COMPILED,
    )
    made.globals |= {"_": TemplateTexts(WEB), "icon": icon, "f": formats}
    made.globals["chart_data"] = lambda one: chart_data(one, formats)
    made.filters |= {
        "t": formats.text,
        "day": formats.day,
        "moment": formats.moment,
        "number": formats.number,
    }
    return made


def _none(value: Any) -> Any:
    return "" if value is None else value


@lru_cache(maxsize=1024)
def icon(name: str, more: str = "") -> Markup:
    """A drawn sign that says nothing by itself; a word always stands beside it."""
    path = ICONS / f"{name}.svg"
    if not path.is_file():
        return Markup("")  # the assets are not collected: words alone do
    drawn = path.read_text("utf-8")
    inside = drawn[drawn.index(">", drawn.index("<svg")) + 1 : drawn.rindex("</svg>")]
    filled = ":" in name or name.endswith("-filled")
    paint = 'fill="currentColor"' if filled else 'fill="none" stroke="currentColor"'
    return Markup(  # noqa: S704 -- our own pinned files, names from our own templates
        f'<svg class="tp-icon {more}" viewBox="0 0 24 24" {paint} stroke-width="1.6" '
        f'stroke-linecap="round" stroke-linejoin="round" aria-hidden="true">{inside}</svg>'
    )


class Renderer:
    """Pyramid's renderer of `.jinja2` templates."""

    def __init__(self, info: Any) -> None:
        self.name = info.name
        self.package = info.name.partition(":")[0] if ":" in info.name else WEB

    def __call__(self, value: Mapping[str, Any], system: Mapping[str, Any]) -> str:
        """Draw a template for a request."""
        request = system["request"]
        made = request.registry.web_environments[request.language]
        template = made.get_template(self.name, globals={"_": _texts(self.package)})
        return str(template.render({"request": request, "shell": request.shell, **value}))


@lru_cache(maxsize=256)
def _texts(package: str) -> TemplateTexts:
    return TemplateTexts(package)


def includeme(config: Any) -> None:
    """Make the environments and the renderer."""
    zone = config.registry.web_settings["timezone"] or str(config.registry.house.zone)
    config.registry.web_environments = {
        language: environment_for(formats_of(language, zone)) for language in LANGUAGES
    }
    config.add_renderer(".jinja2", Renderer)
    config.add_request_method(
        lambda request: formats_of(request.language, zone), "formats", reify=True
    )
