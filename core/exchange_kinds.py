"""Kinds of files the house can read and write: what plugins offer, and what became of it.

An importer reads through the ordinary services inside one unit of work; a line that can not
be taken is told in the tally with its place and cause, and the others are kept.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from .errors import Refusal
from .texts import Text
from .work import Work


@dataclass(frozen=True)
class Source:
    """A file to import: on disk, or what a person has uploaded.

    Attributes:
        name: as the person knows it; refused lines are named by it.
        path: where it stands, None for what came from a browser or a pipe.
        content: the bytes, where there is no path.
    """

    name: str
    path: Path | None = None
    content: bytes = b""

    @classmethod
    def of(cls, path: Path) -> "Source":
        """A file on disk."""
        return cls(path.name, path)

    def read(self) -> bytes:
        """All of it; raises OSError where it can not be read."""
        return self.content if self.path is None else self.path.read_bytes()

    def open(self) -> BinaryIO:
        """The bytes as a stream, for files too big to hold."""
        return BytesIO(self.content) if self.path is None else self.path.open("rb")


@dataclass(frozen=True)
class Refused:
    """A line that was not taken: where it stands and why."""

    file: str
    place: str
    cause: Text | str

    def into(self, language: str) -> str:
        """`goods.csv:17: there is no unit “pce”`."""
        cause = self.cause.into(language) if isinstance(self.cause, Text) else self.cause
        return ":".join(part for part in (self.file, self.place) if part) + f": {cause}"


@dataclass
class Tally:
    """What became of the lines of a file.

    Attributes:
        file: the name of the file.
        created, updated, unchanged: how many records.
        refused: the lines that were not taken.
        progress: is told how many of how many lines are done; does nothing by itself.
    """

    file: str
    created: int = 0
    updated: int = 0
    unchanged: int = 0
    refused: list[Refused] = field(default_factory=list)
    progress: Callable[[int, int], None] = lambda _done, _total: None

    def refuse(self, place: object, cause: Refusal | Text | str) -> None:
        """Say that a line was not taken.

        Args:
            place: a line number, a row of a sheet, the name of an element.
            cause: why.
        """
        for one in cause.each() if isinstance(cause, Refusal) else (cause,):
            why = one.message if isinstance(one, Refusal) else one
            self.refused.append(Refused(self.file, str(place), why))

    @contextmanager
    def line(self, work: Work, place: object) -> Iterator[None]:
        """Take one line, or leave no trace of it and go on: a refusal inside is told."""
        try:
            with work.session.begin_nested():
                yield
        except Refusal as why:
            self.refuse(place, why)


@dataclass(frozen=True)
class Importer:
    """A kind of file the house can read.

    Attributes:
        kind: as in `tradepost import KIND FILE`.
        title: what people read.
        right: needed to import it.
        run: `run(work, source, tally)` reads it through the ordinary services.
        suffixes: of file names, for the upload field (`.csv`).
    """

    kind: str
    title: Text
    right: str
    run: Callable[[Work, Source, Tally], None]
    suffixes: tuple[str, ...] = ()

    def take(self, work: Work, source: Source, tally: Tally | None = None) -> Tally:
        """Import a file.

        Raises:
            Forbidden: without the right.
            Refusal: where the file as a whole can not be read.
        """
        work.access.require(self.right)
        tally = tally or Tally(source.name)
        self.run(work, source, tally)
        return tally


@dataclass(frozen=True)
class Exporter:
    """A kind of file the house can write.

    Attributes:
        kind: as in `tradepost export KIND FILE`.
        title: what people read.
        right: needed to export it.
        run: `run(work, target)` writes bytes and answers how many records they hold.
        suffix: of the file's name.
        media: its media type.
    """

    kind: str
    title: Text
    right: str
    run: Callable[[Work, BinaryIO], int]
    suffix: str = ""
    media: str = "application/octet-stream"

    def write(self, work: Work, target: BinaryIO) -> int:
        """Export; raises Forbidden without the right."""
        work.access.require(self.right)
        return self.run(work, target)
