"""Bar codes and QR codes: plain data that HTML shows and Word takes as a picture.

A mark is a dictionary: `uri` (SVG inside a data address, for HTML), `png` (base64, for Word),
`width_mm`, `text`. No template can reach anything through it.
"""

import base64
import struct
import zlib
from collections.abc import Sequence
from typing import Any

from ..errors import Invalid
from ..texts import Texts

_ = Texts("tradepost.core.printing")

Mark = dict[str, Any]
KINDS = ("ean13", "ean8", "code128", "gs1_128", "itf", "upca")
QUIET = 10  # empty modules on each side, so that scanners find the edges
LONGEST = 1000


def bar_code(text: str, kind: str = "code128", *, width_mm: int = 45, height_mm: int = 15) -> Mark:
    """A bar code.

    Args:
        text: what it says; of EAN without or with its check digit.
        kind: one of `KINDS`.
        width_mm, height_mm: on paper.

    Raises:
        Invalid: where the kind can not say the text.
    """
    from barcode import get_barcode_class  # noqa: PLC0415 -- only a paper needs it
    from barcode.errors import BarcodeError  # noqa: PLC0415 -- as above

    if kind not in KINDS or not 0 < len(text) <= LONGEST:
        raise _unsayable(text, kind)
    try:
        made = get_barcode_class(kind)(text)
        modules = "".join(made.build())
    except (BarcodeError, ValueError, KeyError, IndexError) as why:
        raise _unsayable(text, kind) from why
    row = [False] * QUIET + [one == "1" for one in modules] + [False] * QUIET
    tall = max(1, len(row) * height_mm // width_mm)
    return _mark([row], width_mm, height_mm, str(made.get_fullcode()), tall)


def qr_code(text: str, *, width_mm: int = 30) -> Mark:
    """A QR code with the middle level of error correction.

    Raises:
        Invalid: where the text is too long.
    """
    import segno  # noqa: PLC0415 -- only a paper needs it

    try:
        # Letters beyond ASCII go as UTF-8: the kanji mode that fits some of them few scanners read.
        mode, encoding = (None, None) if text.isascii() else ("byte", "utf-8")
        made = segno.make_qr(text, error="m", mode=mode, encoding=encoding)
    except (segno.DataOverflowError, ValueError) as why:
        raise _unsayable(text, "QR") from why
    rows = [[bool(one) for one in row] for row in made.matrix_iter(border=4)]
    return _mark(rows, width_mm, width_mm, text, 1)


def _unsayable(text: str, kind: str) -> Invalid:
    return Invalid(_("“{text}” can not be written as {kind}", text=text[:60], kind=kind))


def _mark(
    rows: Sequence[Sequence[bool]], width_mm: int, height_mm: int, text: str, tall: int
) -> Mark:
    picture = [row for row in rows for _n in range(tall)]
    return {
        "uri": "data:image/svg+xml;base64," + base64.b64encode(_svg(rows)).decode(),
        "png": base64.b64encode(_png(picture, 4)).decode(),
        "width_mm": width_mm,
        "height_mm": height_mm,
        "text": text,
    }


def _svg(rows: Sequence[Sequence[bool]]) -> bytes:
    bars = []
    for y, row in enumerate(rows):
        x = 0
        while x < len(row):
            start = x
            while x < len(row) and row[x] == row[start]:
                x += 1
            if row[start]:
                bars.append(f"M{start} {y}h{x - start}v1h{start - x}z")
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {len(rows[0])} {len(rows)}" '
        f'preserveAspectRatio="none" shape-rendering="crispEdges"><path d="{"".join(bars)}"/></svg>'
    ).encode()


def _png(rows: Sequence[Sequence[bool]], scale: int) -> bytes:
    """A black and white picture, each module `scale` dots wide and high."""
    lines = []
    for row in rows:
        bits = "".join(("0" if one else "1") * scale for one in row)
        bits += "1" * (-len(bits) % 8)
        line = b"\0" + int(bits, 2).to_bytes(len(bits) // 8, "big")
        lines.append(line * scale)
    size = struct.pack(">IIBBBBB", len(rows[0]) * scale, len(rows) * scale, 1, 0, 0, 0, 0)
    parts = ((b"IHDR", size), (b"IDAT", zlib.compress(b"".join(lines), 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(name, data) for name, data in parts)


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
