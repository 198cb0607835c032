"""Write the pages of docs/ that are made from the code, or check that they are current."""

import sys
from collections.abc import Callable
from pathlib import Path

import hook_page
import licence_page
import setting_page

DOCS = Path(__file__).resolve().parents[2] / "docs"
PAGES: dict[str, Callable[[], str]] = {
    "hooks.md": hook_page.page,
    "settings.md": setting_page.page,
    "licences.md": licence_page.page,
}


def main(arguments: list[str]) -> int:
    """Write every page; `--check` only compares, `--unused` names hooks nobody of ours uses."""
    if "--unused" in arguments:
        print(*hook_page.unused(), sep="\n")
        return 0
    stale = []
    for name, make in PAGES.items():
        path = DOCS / name
        text = make()
        if path.exists() and path.read_text(encoding="utf-8") == text:
            continue
        if "--check" in arguments:
            stale.append(name)
        else:
            path.write_text(text, encoding="utf-8")
    if stale:
        print(f"not current: {', '.join(stale)}: run script/docs")
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
