"""Which folder keeps the translations of a file."""

from collections.abc import Iterator
from pathlib import Path

PARTS = ("core", "web", "pos_kiosk", "hardware")


def home_of(root: Path, path: str) -> str:
    """The nearest folder with a `locale/`, else the plugin or the part the file belongs to."""
    parts = path.split("/")
    least = 2 if parts[0] in {"plugins", "contrib"} and len(parts) > 2 else 1
    for depth in range(len(parts) - 1, least, -1):
        if (root.joinpath(*parts[:depth]) / "locale").is_dir():
            return "/".join(parts[:depth])
    return "/".join(parts[:least])


def homes(root: Path) -> list[Path]:
    """Every folder with translations of its own, or that is to have them."""
    return sorted(set(_homes(root)))


def _homes(root: Path) -> Iterator[Path]:
    for part in PARTS:
        if (root / part).is_dir():
            yield root / part
            yield from (path.parent for path in (root / part).rglob("locale"))
    yield from (path.parent for path in (root / "contrib").rglob("locale"))
    for init in root.glob("plugins/*/__init__.py"):
        yield init.parent
        yield from (path.parent for path in init.parent.rglob("locale"))
