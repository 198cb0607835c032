"""Print forms as Word files: a template people can change in Word, filled in a sandbox.

A template is an ordinary .docx with marks in it: `{{ doc.party }}`, `{{ amount_in_words }}`,
rows of a table between `{%tr for line in parts.lines %}` and `{%tr endfor %}`. What may stand
in the marks is described in `context.py`.

This file imports nothing of the house: it also runs by itself, confined (see `confined.py`).
"""

import json
import sys
from base64 import b64decode
from io import BytesIO
from typing import Any

from docx.shared import Mm
from docxtpl import DocxTemplate, InlineImage
from jinja2 import StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment


class _Picture:
    """A mark as a picture; the template can print it and reach nothing through it."""

    __slots__ = ("_image",)

    def __init__(self, image: InlineImage) -> None:
        self._image = image

    def __html__(self) -> str:
        return str(self._image)

    __str__ = __html__


def to_docx(context: dict[str, Any], template: bytes) -> bytes:
    """Fill a template in.

    Args:
        context: plain data; a mark of `marks.py` becomes a picture.
        template: a .docx file.

    Raises:
        jinja2.exceptions.TemplateError: where a mark of the template can not be filled.
    """
    paper = DocxTemplate(BytesIO(template))
    sandbox = ImmutableSandboxedEnvironment(autoescape=True, undefined=StrictUndefined)
    paper.render(_with_pictures(paper, context), sandbox, autoescape=True)
    made = BytesIO()
    paper.save(made)
    return made.getvalue()


def _with_pictures(paper: DocxTemplate, value: Any) -> Any:
    if isinstance(value, dict):
        if "png" in value and "width_mm" in value:
            picture = BytesIO(b64decode(value["png"]))
            size = {"width": Mm(value["width_mm"]), "height": Mm(value["height_mm"])}
            return _Picture(InlineImage(paper, picture, **size))
        return {name: _with_pictures(paper, one) for name, one in value.items()}
    if isinstance(value, list):
        return [_with_pictures(paper, one) for one in value]
    return value


SECONDS = 20
MEMORY = 1 << 29


def main() -> None:
    """In the process of its own: bound it, read the task, write the file."""
    import resource  # noqa: PLC0415 -- not on every system; only the confined process needs it

    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    given = json.load(sys.stdin.buffer)
    try:
        made = to_docx(given["context"], b64decode(given["template"]))
    except MemoryError:
        sys.exit("it takes too much memory")
    except Exception as why:  # noqa: BLE001 -- whatever a template can bring about
        sys.exit(f"{type(why).__name__}: {' '.join(str(why).split())}")
    sys.stdout.buffer.write(made)
