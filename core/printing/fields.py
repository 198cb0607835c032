"""What a form may use: its context as a list of marks, each with a sample, ready to be pasted."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ..work import Work
from .context import Context
from .forms import PrintForm

LONGEST = 60
ROW_NAMES = {"lines": "line", "fields": "one", "totals": "one", "tables": "table", "rows": "row"}


@dataclass(frozen=True)
class FormField:
    """One thing a template may show.

    Attributes:
        path: as templates name it.
        label: what people call it, where it is a field of a record.
        sample: its value on the record looked at.
        html, word: what to paste into a template of the medium.
        depth: how deep it stands.
        group: whether it only holds others.
    """

    path: str
    label: str
    sample: str
    html: str
    word: str
    depth: int = 0
    group: bool = False


def fields_of(work: Work, form: PrintForm, context: Context) -> list[FormField]:
    """Everything the context of a form has, in the order people look for it."""
    labels = _labels(work, form)
    first = ("heading", "title", "number", "date", "doc", "parts", "sums", "amount_in_words")
    names = [*(one for one in first if one in context), *(n for n in context if n not in first)]
    found: list[FormField] = []
    for name in names:
        found += _walk(name, name, context[name], labels, 0)
    return found


def _labels(work: Work, form: PrintForm) -> dict[str, str]:
    """What fields are called, by their place in the context."""
    cls, language = work.schema.records[form.kind], work.language
    found = {}
    for name, one in work.schema.fields(cls).items():
        found[f"doc.{name}"] = one.label.into(language)
        if one.type == "lines":
            for part, inner in work.schema.fields(one.target).items():
                found[f"parts.{name}.{part}"] = inner.label.into(language)
    return found


def _walk(
    path: str, place: str, value: Any, labels: Mapping[str, str], depth: int
) -> Iterator[FormField]:
    label = labels.get(place, "")
    if isinstance(value, Mapping):
        if "uri" in value and "width_mm" in value:
            shown = f'<img src="{{{{ {path}.uri }}}}" alt="">'
            yield FormField(path, label, "🖼", shown, f"{{{{ {path} }}}}", depth)
            return
        yield FormField(path, label, "", "", "", depth, group=True)
        for name, one in value.items():
            yield from _walk(_inside(path, name), f"{place}.{name}", one, labels, depth + 1)
    elif isinstance(value, list):
        yield from _loop(path, place, value, labels, depth)
    else:
        mark = f"{{{{ {path} }}}}"
        yield FormField(path, label, _short(value), mark, mark, depth)


def _loop(
    path: str, place: str, value: list[Any], labels: Mapping[str, str], depth: int
) -> Iterator[FormField]:
    """Rows: the marks around them, then those of the first."""
    name = path.rpartition(".")[2].partition("[")[0]
    row = ROW_NAMES.get(name, "one")
    inside = f"{{{{ {row} }}}}" if value and not isinstance(value[0], Mapping | list) else "…"
    html = f"{{% for {row} in {path} %}}{inside}{{% endfor %}}"
    word = f"{{%tr for {row} in {path} %}} {inside} {{%tr endfor %}}"
    yield FormField(path, labels.get(place, ""), f"× {len(value)}", html, word, depth, group=True)
    first = value[0] if value else None
    if isinstance(first, Mapping):
        for name, one in first.items():
            yield from _walk(_inside(row, name), f"{place}.{name}", one, labels, depth + 1)


def _inside(owner: str, name: str) -> str:
    """`line.item`; what every table has as its own is asked for by name."""
    plain = name.isidentifier() and not hasattr(dict, name)
    return f"{owner}.{name}" if plain else f"{owner}['{name}']"


def _short(value: Any) -> str:
    text = "" if value is None else str(value)
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"
