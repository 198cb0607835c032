"""What a template that people bring may be: looked at before anything is made with it.

Refused are files that are no Word document or unpack beyond measure, macros, embedded
programs, links to other files, and documents that define entities. What the marks do is
bounded where they are filled in (`confined.py`).
"""

import re
import zipfile
from collections.abc import Iterator
from io import BytesIO

from jinja2 import TemplateSyntaxError

from ..errors import Invalid
from ..texts import Text, Texts
from .confined import BadTemplate
from .page import environment

_ = Texts("tradepost.core.printing")

WORD, HTML = "docx", "html"
LARGEST, UNPACKED, MOST_PARTS = 5 << 20, 50 << 20, 2000
LONGEST = 512 << 10
NEEDED = "word/document.xml"
MACRO = re.compile(r"vbaproject|vbadata|activex", re.IGNORECASE)
PROGRAM = re.compile(r"^word/embeddings/|\.(exe|dll|js|vbs|ole)$", re.IGNORECASE)
DEFINES = re.compile(rb"<!\s*(DOCTYPE|ENTITY)", re.IGNORECASE)
OUTSIDE = re.compile(rb"""TargetMode\s*=\s*["']External["']""", re.IGNORECASE)
RELATION = re.compile(rb"<Relationship\b[^>]*>", re.IGNORECASE)
LINK = re.compile(rb"""Type\s*=\s*["'][^"']*/hyperlink["']""", re.IGNORECASE)
SAFE_LINK = re.compile(rb"""Target\s*=\s*["'](https?:|mailto:)""", re.IGNORECASE)
CODE = re.compile(
    rb"<\s*(script|iframe|object|embed|base|form|meta\s[^>]*http-equiv\s*=\s*.?refresh)\b",
    re.IGNORECASE,
)


def require_sound(content: bytes, media: str) -> None:
    """Refuse what can not be a template.

    Raises:
        Invalid: saying what is wrong with the file.
        BadTemplate: where an HTML template can not be read, with the line.
    """
    if media == HTML:
        _require_html(content)
    elif media == WORD:
        _require_word(content)
    else:
        raise Invalid(_("A template is a Word file or HTML"), path="media")


def _refused(why: Text) -> Invalid:
    return Invalid(why, path="content")


def _require_html(content: bytes) -> None:
    if len(content) > LONGEST:
        raise _refused(_("The template is too large"))
    try:
        source = content.decode("utf-8")
    except UnicodeDecodeError as why:
        raise _refused(_("The template is not written in UTF-8")) from why
    found = CODE.search(content)
    if found:
        line = content[: found.start()].count(b"\n") + 1
        raise BadTemplate(
            _("Line {line}: a paper holds no programs, frames or forms", line=line),
            path="content", line=line, remedy=_("Take <{name}> out", name=found[1].decode()),
        )  # fmt: skip
    try:
        environment(lambda _name: None).parse(source)
    except TemplateSyntaxError as why:
        raise BadTemplate(
            _("Line {line} can not be read: {why}", line=why.lineno, why=why.message or ""),
            path="content", line=why.lineno, remedy=_("Mend the mark in this line"),
        ) from why  # fmt: skip


def _require_word(content: bytes) -> None:
    if len(content) > LARGEST:
        raise _refused(_("The template is too large"))
    try:
        with zipfile.ZipFile(BytesIO(content)) as packed:
            _require_parts(packed)
            for name, part in _xml(packed):
                _require_plain(name, part)
    except (zipfile.BadZipFile, NotImplementedError, OSError, EOFError, RuntimeError) as why:
        raise _refused(_("This is not a Word file (.docx)")) from why
    except (zipfile.LargeZipFile, ValueError) as why:
        raise _refused(_("The template is too large")) from why


def _require_parts(packed: zipfile.ZipFile) -> None:
    parts = packed.infolist()
    if NEEDED not in packed.namelist():
        raise _refused(_("This is not a Word file (.docx)"))
    if len(parts) > MOST_PARTS or sum(one.file_size for one in parts) > UNPACKED:
        raise _refused(_("The template is too large"))
    for one in parts:
        if MACRO.search(one.filename):
            raise _refused(_("The template holds macros; save it as .docx without them"))
        if PROGRAM.search(one.filename):
            raise _refused(_("The template holds embedded files; take them out"))


def _xml(packed: zipfile.ZipFile) -> Iterator[tuple[str, bytes]]:
    for one in packed.infolist():
        if one.filename.endswith((".xml", ".rels")):
            with packed.open(one) as part:
                content = part.read(UNPACKED + 1)  # what its head says of its size may be a lie
            if len(content) > UNPACKED:
                raise ValueError(one.filename)
            yield one.filename, content


def _require_plain(name: str, content: bytes) -> None:
    plain = content.replace(b"\0", b"")  # the same in UTF-16
    if DEFINES.search(plain):
        raise _refused(_("The template defines entities of its own, which is not allowed"))
    if b"macroEnabled" in plain:
        raise _refused(_("The template holds macros; save it as .docx without them"))
    if name.endswith(".rels"):
        for one in RELATION.findall(plain):
            if OUTSIDE.search(one) and not (LINK.search(one) and SAFE_LINK.search(one)):
                raise _refused(_("The template refers to other files; embed what it shows"))
    if b"<w:altChunk" in plain:
        raise _refused(_("The template holds embedded files; take them out"))
