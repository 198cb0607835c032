"""Our own styles and scripts, each sort in one file: a page asks for two files and not for forty.

They are written apart, a file for each part of the screen, and joined in the order the shell
names them. The address has a digest of what is inside, so a browser keeps it for a year.
"""

import gzip
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from pyramid.response import Response

from ..core.app import PUBLIC

HERE = Path(__file__).parent / "static"
YEAR = 365 * 24 * 3600
MEDIA = {"css": "text/css", "js": "text/javascript"}


@dataclass(frozen=True)
class Bundle:
    """Files of one sort as one.

    Attributes:
        digest: of what is inside.
        plain: the text, as bytes.
        pressed: the same by gzip.
    """

    digest: str
    plain: bytes
    pressed: bytes


def bundle(names: Iterable[str]) -> Bundle:
    """The files of these names, joined; made anew when one of them has changed."""
    paths = tuple(HERE / one for one in names)
    return _joined(paths, tuple(one.stat().st_mtime_ns for one in paths))


@lru_cache(maxsize=8)
def _joined(paths: tuple[Path, ...], _changed: tuple[int, ...]) -> Bundle:
    plain = b"\n".join(one.read_bytes() for one in paths)
    return Bundle(sha256(plain).hexdigest()[:12], plain, gzip.compress(plain, mtime=0))


def serve(request: Any) -> Response:
    """One of the two files; an address of yesterday gets what there is today, and keeps nothing."""
    sort = request.matchdict["sort"]
    made: Bundle = request.shell.bundles[sort]
    response = Response(content_type=MEDIA[sort], charset="utf-8")
    response.vary = "Accept-Encoding"
    if "gzip" in request.headers.get("Accept-Encoding", ""):
        response.body, response.content_encoding = made.pressed, "gzip"
    else:
        response.body = made.plain
    if request.params.get("v") == made.digest:
        response.cache_control = f"public, max-age={YEAR}, immutable"
    return response


def includeme(config: Any) -> None:
    """The route of the two files."""
    config.add_route("bundle", "/own.{sort:css|js}")
    config.add_view(serve, route_name="bundle", request_method="GET", right=PUBLIC)
