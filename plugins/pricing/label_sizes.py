"""Sheets and rolls that labels are printed on."""

from collections.abc import Mapping
from dataclasses import dataclass

from ...core import Text, Texts

_ = Texts(__package__)

A4 = (210.0, 297.0)


@dataclass(frozen=True)
class Size:
    """One kind of label, in millimetres.

    Attributes:
        title: what people read.
        page: of paper; that of the label itself on a roll.
        margin: above the first row, and left of the first column.
        width, height: of a label.
        gap: between labels.
        bars: width and height of the bar code.
        qr: width of the QR code.
        text: of the name, in points.
        price: of the price, in points.
    """

    title: Text
    page: tuple[float, float]
    margin: tuple[float, float]
    width: float
    height: float
    gap: float
    bars: tuple[int, int]
    qr: int
    text: float
    price: float
    framed: bool = False

    @property
    def plain(self) -> dict[str, float | bool]:
        """What the template is given."""
        return {
            "page_width": self.page[0],
            "page_height": self.page[1],
            "top": self.margin[0],
            "left": self.margin[1],
            "width": self.width,
            "height": self.height,
            "gap": self.gap,
            "text": self.text,
            "price": self.price,
            "framed": self.framed,
            "roll": self.page[0] == self.width,
        }


def _roll(title: Text, width: float, height: float, bars: tuple[int, int], qr: int) -> Size:
    small = height < 30
    return Size(title, (width, height), (0, 0), width, height, 0, bars, qr, 7 if small else 8,
                11 if small else 16)  # fmt: skip


SIZES: Mapping[str, Size] = {
    "tags": Size(
        _("Price tags 62 × 40 mm, 18 on A4"), A4, (8, 10), 62, 40, 2, (38, 9), 15, 9, 20,
        framed=True,
    ),
    "a4_70x42": Size(
        _("Labels 70 × 42.3 mm, 21 on A4"), A4, (0, 0), 70, 42.3, 0, (40, 10), 16, 9, 20
    ),
    "a4_52x30": Size(
        _("Labels 52.5 × 29.7 mm, 40 on A4"), A4, (0, 0), 52.5, 29.7, 0, (36, 8), 12, 7.5, 14
    ),
    "a4_105x74": Size(
        _("Labels 105 × 74 mm, 8 on A4"), A4, (0, 0), 105, 74, 0, (60, 16), 26, 13, 34
    ),
    "roll_58x40": _roll(_("Roll 58 × 40 mm"), 58, 40, (40, 11), 15),
    "roll_58x30": _roll(_("Roll 58 × 30 mm"), 58, 30, (40, 9), 12),
    "roll_43x25": _roll(_("Roll 43 × 25 mm"), 43, 25, (36, 8), 10),
    "roll_30x20": _roll(_("Roll 30 × 20 mm"), 30, 20, (26, 7), 8),
}  # fmt: skip
