"""Excel workbooks, read within bounds: values only, nothing run, nothing unpacked beyond measure."""

import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from io import BytesIO
from typing import Any, NoReturn

import openpyxl

from ..texts import Texts
from .errors import NotATable, TooBig
from .table import MOST_COLUMNS

_ = Texts("tradepost.core")

MOST_BYTES = 200 * 1024 * 1024
"""So much a workbook may unpack to."""
MOST_PARTS = 2_000
MOST_SHEETS = 100
CHUNK = 1024 * 1024
DECLARED = (b"<!DOCTYPE", b"<!ENTITY")
OTHER_ENCODINGS = (b"\xff\xfe", b"\xfe\xff", b"\x00<", b"<\x00")


@dataclass(frozen=True)
class WorkBook:
    """An Excel workbook: formulas count by the values they had when it was saved."""

    data: bytes
    sheets: Sequence[str]

    def lines(self, sheet: str) -> Iterator[tuple[int, Sequence[str | None] | None]]:
        """The lines of a sheet; those without a cell are passed over.

        Raises:
            NotATable: where it breaks off.
            TooBig: for a line that is too wide.
        """
        book = _loaded(self.data)
        try:
            page = book[sheet] if sheet in book.sheetnames else book.worksheets[0]
            page.reset_dimensions()  # a file may lie about how large it is
            for number, cells in enumerate(page.iter_rows(values_only=True), start=1):
                if any(one is not None for one in cells):
                    yield number, _texts(number, cells)
        except TooBig:
            raise
        except Exception as why:  # noqa: BLE001 -- whatever a broken workbook makes the reader raise
            _broken(why)
        finally:
            book.close()


def open_workbook(data: bytes) -> WorkBook:
    """Look at a workbook before anything in it is believed.

    Raises:
        NotATable: for an archive that is no workbook, is broken or locked by a password.
        TooBig: where it unpacks to more than is taken.
    """
    try:
        _weigh(data)
        book = _loaded(data)
        names = [one.title for one in book.worksheets]
        book.close()
    except (NotATable, TooBig):
        raise
    except Exception as why:  # noqa: BLE001 -- as above
        _broken(why)
    if not names:
        raise NotATable(_("There is no sheet with rows in the workbook"))
    return WorkBook(data, names[:MOST_SHEETS])


def _loaded(data: bytes) -> Any:
    return openpyxl.load_workbook(
        BytesIO(data), read_only=True, data_only=True, keep_links=False, keep_vba=False
    )


def _weigh(data: bytes) -> None:
    """Unpack the parts once, counting: what an archive says of its own size may be a lie."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        parts = archive.infolist()
        if "xl/workbook.xml" not in archive.namelist():
            raise NotATable(
                _("This archive is not an Excel workbook"),
                remedy=_("Send a table: .xlsx, .csv or .tsv"),
            )
        if len(parts) > MOST_PARTS:
            raise _too_much()
        left = MOST_BYTES
        for one in parts:
            left = _weigh_part(archive, one, left)


def _weigh_part(archive: zipfile.ZipFile, one: zipfile.ZipInfo, left: int) -> int:
    is_xml = one.filename.endswith((".xml", ".rels", ".vml"))
    before = b""
    with archive.open(one) as part:
        while chunk := part.read(CHUNK):
            left -= len(chunk)
            if left < 0:
                raise _too_much()
            if is_xml and not before and chunk.startswith(OTHER_ENCODINGS):
                raise NotATable(_("The workbook is written in a way that is not read here"))
            if is_xml and any(word in before + chunk for word in DECLARED):
                raise NotATable(_("The workbook holds declarations that no workbook needs"))
            before = chunk[-16:]
    return left


def _too_much() -> TooBig:
    return TooBig(
        _("The workbook unpacks to more than {most} MB", most=MOST_BYTES // CHUNK),
        remedy=_("Leave only the sheet that is to be taken"),
    )


def _broken(why: Exception) -> NoReturn:
    raise NotATable(
        _("The workbook can not be read: it is broken or locked by a password"),
        remedy=_("Open it and save it anew as .xlsx, or as .csv"),
    ) from why


def _texts(number: int, cells: Sequence[Any]) -> list[str | None]:
    last = max(n for n, one in enumerate(cells) if one is not None)
    if last >= MOST_COLUMNS and sum(one is not None for one in cells) > MOST_COLUMNS:
        raise TooBig(
            _("Row {number} has {count} columns; up to {most} are taken",
              number=number, count=last + 1, most=MOST_COLUMNS),
            remedy=_("Leave only the columns that are to be taken"),
        )  # fmt: skip
    return [_text(one) for one in cells[: MOST_COLUMNS + 1]]


def _text(value: Any) -> str | None:
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return _number(value)
    if isinstance(value, datetime):
        is_day = value.time() == time()
        return value.date().isoformat() if is_day else value.isoformat(" ", "seconds")
    if isinstance(value, date):
        return value.isoformat()
    return str(value)


def _number(value: float) -> str:
    """A number as Excel shows it: fifteen digits, so that a tenth is a tenth."""
    text = f"{value:.15g}"
    if "e" not in text:
        return text
    return f"{value:.0f}" if abs(value) >= 1 else f"{value:.20f}".rstrip("0")
