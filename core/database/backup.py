"""Backup: one file with the base and its manifest, called a backup only after a trial.

The file is a ZIP: `base` as the engine dumped it, and `manifest.json` with its size, sha256,
engine, version of the program, and the migration heads of every plugin in it. It is written
under another name and renamed when the trial restore has been proved sound.
"""

import hashlib
import json
import os
import tempfile
import zipfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path
from typing import IO, Any

from sqlalchemy import create_engine, inspect, text
from sqlalchemy.engine import URL

from ..errors import Conflict
from ..texts import Text, Texts
from . import dumps
from .dumps import BackupFailed

_ = Texts("tradepost.core.database")

FORMAT = "tradepost-backup-1"
BASE, MANIFEST = "base", "manifest.json"
PIECE = 1 << 20

Prove = Callable[[URL], Sequence[str]]
"""Answers a line for each broken invariant of the base at an address."""


@dataclass(frozen=True)
class Manifest:
    """What is in a backup.

    Attributes:
        made_at: ISO 8601, UTC.
        program: version of tradepost that made it.
        engine: `sqlite` or `postgresql`; a backup goes back to the same engine.
        size, sha256: of the dumped base.
        heads: plugin → its migration in the base.
        plugins: plugin → its version, of those that were on.
    """

    made_at: str
    program: str
    engine: str
    size: int
    sha256: str
    heads: Mapping[str, str]
    plugins: Mapping[str, str] = field(default_factory=dict)
    format: str = FORMAT


@dataclass(frozen=True)
class Maker:
    """Who makes the backup: version of the program and of the plugins that are on."""

    program: str
    plugins: Mapping[str, str]


def back_up(
    url: URL, file: Path, *, now: datetime, maker: Maker, prove: Prove, trial: URL | None = None
) -> Manifest:
    """Write a backup while people go on working, and try it before calling it one.

    Args:
        url: the live base.
        file: where to; must not stand yet.
        now: the present moment.
        maker: for the manifest.
        prove: proves the restored trial sound.
        trial: an empty base for the trial; one is made beside the live one without it.

    Raises:
        Conflict: where the file stands already, or the trial base is not empty.
        BackupFailed: where the copy can not be made, or is not sound; no file is left.
    """
    if file.exists():
        raise Conflict(
            _("{path} stands already", path=file), remedy=_("Name a file that does not exist")
        )
    with tempfile.TemporaryDirectory(prefix="tradepost-", dir=file.absolute().parent) as folder:
        dumped = Path(folder) / BASE
        dumps.dump(url, dumped)
        heads = _try_out(url, dumped, prove, trial)
        manifest = Manifest(
            now.isoformat(timespec="seconds"), maker.program, dumps.engine_of(url),
            dumped.stat().st_size, _sha256(dumped.open("rb")), heads, dict(maker.plugins),
        )  # fmt: skip
        packed = Path(folder) / "packed"
        _pack(packed, dumped, manifest)
        read_manifest(packed)
        packed.rename(file)
    _settle(file.absolute().parent)
    return manifest


def restore(file: Path, url: URL) -> Manifest:
    """Put a backup into an empty base.

    Raises:
        Conflict: where a base stands already: a live base is never overwritten.
        BackupFailed: where the file is damaged, or of another engine; nothing is changed.
    """
    manifest = read_manifest(file)
    if manifest.engine != dumps.engine_of(url):
        raise BackupFailed(
            _("The backup is of {engine}, the base is not", engine=manifest.engine),
            remedy=_("Name an empty base of the same engine with --database"),
        )
    if not dumps.is_empty(url):
        raise Conflict(
            _("A base stands already at {url}", url=url.render_as_string()),
            remedy=_("Name an empty one with --database; a live base is never overwritten"),
        )
    with tempfile.TemporaryDirectory(prefix="tradepost-") as folder:
        dumped = Path(folder) / BASE
        with zipfile.ZipFile(file) as packed, packed.open(BASE) as source:
            _copy(source, dumped)
        dumps.load(dumped, url)
    return manifest


def read_manifest(file: Path) -> Manifest:
    """The manifest of a backup whose content has been compared with it.

    Raises:
        BackupFailed: naming what is wrong with the file.
    """
    try:
        with zipfile.ZipFile(file) as packed:
            manifest = _manifest(packed.read(MANIFEST))
            fault = _compared(packed, manifest)
    except (FileNotFoundError, PermissionError, IsADirectoryError):
        raise
    except KeyError as why:
        raise _damaged(file, _("it has no manifest that can be read")) from why
    except Exception as why:  # a damaged file fails in as many ways as there are readers
        raise _damaged(file, why) from why
    if fault:
        raise _damaged(file, fault)
    return manifest


def _compared(packed: zipfile.ZipFile, manifest: Manifest) -> Text | None:
    if packed.getinfo(BASE).file_size != manifest.size:
        return _("its size is not that of the manifest")
    with packed.open(BASE) as source:
        same = _sha256(source) == manifest.sha256
    return None if same else _("its checksum is not that of the manifest")


def _damaged(file: Path, why: object) -> BackupFailed:
    return BackupFailed(_("{path} is not a sound backup: {why}", path=file, why=why))


def _manifest(data: bytes) -> Manifest:
    given: dict[str, Any] = json.loads(data)
    if given.get("format") != FORMAT:
        raise ValueError(given.get("format"))
    return Manifest(**given)


def _try_out(url: URL, dumped: Path, prove: Prove, trial: URL | None) -> dict[str, str]:
    if trial is not None:
        if not dumps.is_empty(trial):
            raise Conflict(_("The base for the trial is not empty"))
        return _proved(dumped, trial, prove)
    with dumps.scratch(url, dumped.parent) as made:
        return _proved(dumped, made, prove)


def _proved(dumped: Path, trial: URL, prove: Prove) -> dict[str, str]:
    dumps.load(dumped, trial)
    broken = prove(trial)
    if broken:
        raise BackupFailed(
            _("The copy is not sound, no backup is kept: {why}", why="; ".join(broken[:3])),
            remedy=_("Run `tradepost verify` on the live base"),
        )
    return heads_of(trial)


def heads_of(url: URL) -> dict[str, str]:
    """Plugin → its migration in a base, as the base itself says."""
    engine = create_engine(url)
    found = {}
    try:
        with engine.connect() as connection:
            for name in sorted(inspect(connection).get_table_names()):
                if name.startswith("alembic_version_"):
                    rows = connection.execute(text(f'SELECT version_num FROM "{name}"'))  # noqa: S608 -- a name the base gave
                    for row in rows:
                        found[name.removeprefix("alembic_version_")] = str(row[0])
    finally:
        engine.dispose()
    return found


def _pack(packed: Path, dumped: Path, manifest: Manifest) -> None:
    with packed.open("xb") as file:
        os.fchmod(file.fileno(), 0o600)  # the whole company is in it
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
            archive.write(dumped, BASE)
            archive.writestr(MANIFEST, json.dumps(asdict(manifest), indent=1, sort_keys=True))
        file.flush()
        os.fsync(file.fileno())


def _settle(folder: Path) -> None:
    """Make the new name itself durable."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _sha256(source: IO[bytes]) -> str:
    found = hashlib.sha256()
    with source:
        while piece := source.read(PIECE):
            found.update(piece)
    return found.hexdigest()


def _copy(source: IO[bytes], target: Path) -> None:
    with target.open("wb") as file:
        while piece := source.read(PIECE):
            file.write(piece)
