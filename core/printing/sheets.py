"""Pages of HTML as one PDF. Nothing is fetched: what a page shows is embedded in it.

This file imports nothing of the house: it also runs by itself, confined (see `confined.py`).
"""

import json
import sys
from collections.abc import Sequence
from typing import Any


def pdf_of(pages: Sequence[str], copies: int = 1) -> bytes:
    """The papers one after another, each so many times over.

    Raises:
        ImportError, OSError: where WeasyPrint or the libraries under it are not installed.
    """
    import weasyprint  # noqa: PLC0415 -- an extra, and slow to start
    from weasyprint.urls import URLFetcher  # noqa: PLC0415 -- as above

    class Embedded(URLFetcher):  # type: ignore[misc]  # WeasyPrint has no types
        """Opens data addresses and nothing else: no file, no network."""

        def fetch(self, url: str, headers: Any = None) -> Any:
            if not url.startswith("data:"):
                raise ValueError(f"not embedded: {url[:100]}")
            return super().fetch(url, headers)

    fetcher = Embedded(allowed_protocols=("data",), allow_redirects=False)
    papers = [weasyprint.HTML(string=one, url_fetcher=fetcher).render() for one in pages]
    sheets = [sheet for one in papers for _copy in range(copies) for sheet in one.pages]
    made: bytes = papers[0].copy(sheets).write_pdf()
    return made


MEMORY = 3 << 29


def main() -> None:
    """In the process of its own: bound it, read the pages, write the PDF."""
    import resource  # noqa: PLC0415 -- not on every system; only the confined process needs it

    given = json.load(sys.stdin.buffer)
    seconds = int(given["seconds"])
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    try:
        made = pdf_of(given["pages"], given["copies"])
    except MemoryError:
        sys.exit("0:it takes too much memory")
    except Exception as why:  # noqa: BLE001 -- whatever a page can bring about
        sys.exit(f"0:{type(why).__name__}: {' '.join(str(why).split())}")
    sys.stdout.buffer.write(made)
