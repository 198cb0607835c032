"""What a file is, told by its content; its name is cleaned and must not say otherwise."""

import re
import unicodedata
from collections.abc import Mapping
from pathlib import PurePosixPath

from ..errors import Invalid, Unsupported
from ..texts import Texts

_ = Texts("tradepost.core")

BYTES = "application/octet-stream"
PDF = "application/pdf"
OFFICE = "application/vnd.openxmlformats-officedocument"
LONGEST = 150

PICTURES: Mapping[str, tuple[str, ...]] = {
    "image/png": (".png",),
    "image/jpeg": (".jpg", ".jpeg", ".jpe", ".jfif"),
    "image/gif": (".gif",),
    "image/webp": (".webp",),
}
"""Pictures of points: nothing in them is run, so a browser may show them."""
SUFFIXES: Mapping[str, tuple[str, ...]] = {**PICTURES, PDF: (".pdf",)}
PACKED: Mapping[str, str] = {
    ".docx": f"{OFFICE}.wordprocessingml.document",
    ".xlsx": f"{OFFICE}.spreadsheetml.sheet",
    ".pptx": f"{OFFICE}.presentationml.presentation",
    ".odt": "application/vnd.oasis.opendocument.text",
    ".ods": "application/vnd.oasis.opendocument.spreadsheet",
    ".zip": "application/zip",
}
PROGRAMS = frozenset(
    (
        ".exe",
        ".dll",
        ".com",
        ".scr",
        ".pif",
        ".cpl",
        ".msi",
        ".msp",
        ".msix",
        ".bat",
        ".cmd",
        ".ps1",
        ".psm1",
        ".vbs",
        ".vbe",
        ".js",
        ".jse",
        ".mjs",
        ".wsf",
        ".wsh",
        ".hta",
        ".lnk",
        ".reg",
        ".jar",
        ".app",
        ".apk",
        ".dmg",
        ".iso",
        ".sh",
        ".desktop",
        ".svg",
        ".svgz",
        ".html",
        ".htm",
        ".xhtml",
        ".xht",
        ".mht",
        ".mhtml",
        ".shtml",
    )
)
"""Names of files that a computer runs, or a browser runs something in, at a click."""
_RUN = (b"MZ", b"\x7fELF", b"#!", b"\xfe\xed\xfa", b"\xcf\xfa\xed\xfe", b"\xca\xfe\xba\xbe")


def clean_name(given: str) -> str:
    """A name that is safe on every machine and shows what it is.

    Folders, control and direction signs, and what Windows can not take are left out.

    Raises:
        Unsupported: for a file that would be run at a click.
    """
    name = unicodedata.normalize("NFC", given).replace("\\", "/").rpartition("/")[2]
    kept = (one for one in name if unicodedata.category(one) not in {"Cc", "Cf", "Cs", "Co", "Cn"})
    name = re.sub(r'[<>:"|?*\s]+', " ", "".join(kept)).strip(" .")
    stem, suffix = _apart(name)
    name = stem[: LONGEST - len(suffix)].rstrip(" .") + suffix
    if suffix.lower() in PROGRAMS:
        raise Unsupported(
            _("Files of the kind {suffix} are not taken", suffix=suffix.lower()),
            path="file",
            remedy=_("Pack it into a ZIP if it has to be kept"),
        )
    return name or "file"


def _apart(name: str) -> tuple[str, str]:
    suffix = PurePosixPath(name).suffix[:20]
    return name.removesuffix(suffix), suffix


def media_of(name: str, head: bytes) -> str:
    """What a file is, by its first bytes.

    Args:
        name: cleaned.
        head: its first few thousand bytes.

    Raises:
        Unsupported: for a program, whatever it is called.
        Invalid: where the name says it is a picture or a PDF, and it is not.
    """
    if head.startswith(_RUN):
        raise Unsupported(
            _("“{name}” is a program; programs are not taken", name=name), path="file"
        )
    found, suffix = _sniffed(head), _apart(name)[1].lower()
    claimed = next((media for media, known in SUFFIXES.items() if suffix in known), None)
    if claimed is not None and claimed != found:
        raise Invalid(
            _("“{name}” does not hold what its name says", name=name),
            path="file",
            remedy=_("Save it anew in the program it was made with"),
        )
    if found == "application/zip":
        return PACKED.get(suffix, found)
    return found


def _sniffed(head: bytes) -> str:
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return "image/png"
    if head.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"
    if head.startswith((b"GIF87a", b"GIF89a")):
        return "image/gif"
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "image/webp"
    if head.startswith(b"%PDF-"):
        return PDF
    return "application/zip" if head.startswith(b"PK\x03\x04") else BYTES
