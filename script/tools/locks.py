"""Whether requirements/ still settles everything that setup.py asks for."""

import re
import sys
from importlib.metadata import requires
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[2]
# Which extras stand in which lock.
LOCKS = {"run": ("postgres", "pdf"), "kiosk": ("kiosk",), "dev": ("dev", "kiosk")}


def locked(text: str) -> dict[str, str]:
    """The versions a lock settles, by name."""
    found = re.findall(r"^([A-Za-z0-9_.-]+)(?:\[[^\]]*\])?==([^\s;\\]+)", text, re.MULTILINE)
    return {canonicalize_name(name): version for name, version in found}


def objections(lock: str, text: str, wanted: list[str], extras: tuple[str, ...]) -> list[str]:
    """What is wrong with one lock, a line each."""
    versions = locked(text)
    found = []
    for requirement in map(Requirement, wanted):
        marker = requirement.marker
        if marker and not any(marker.evaluate({"extra": extra}) for extra in ("", *extras)):
            continue
        version = versions.get(canonicalize_name(requirement.name))
        if version is None or version not in requirement.specifier:
            found.append(f"requirements/{lock}.txt has {version}, setup.py wants {requirement}")
    if re.search(r"^[A-Za-z0-9].*[^\\]$|\\\n(?! +--hash=sha256:)", text, re.MULTILINE):
        found.append(f"requirements/{lock}.txt has something without a hash")
    if re.search(r"https?://|file:|--(extra-)?index-url|--find-links", text):
        found.append(f"requirements/{lock}.txt names an address")
    return found


def main() -> int:
    """Check every lock against what the installed tradepost says it needs."""
    wanted = requires("tradepost") or []
    found = []
    for lock, extras in LOCKS.items():
        text = (ROOT / "requirements" / f"{lock}.txt").read_text()
        found += objections(lock, text, wanted, extras)
    print(*found, sep="\n", end="\nrun script/lock\n" if found else "")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
