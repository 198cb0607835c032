"""Static files: pressed beforehand, kept by the browser for a year under their content's name."""

from collections.abc import Mapping
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from pyramid.path import AssetResolver
from pyramid.static import QueryStringCacheBuster

YEAR = 365 * 24 * 3600


class ByContent(QueryStringCacheBuster):  # type: ignore[misc]
    """Adds a digest of the file to its address: a changed file has another address."""

    def tokenize(self, _request: Any, _inside: str, more: Mapping[str, Any]) -> str:
        """The digest; empty for what is not there."""
        path = Path(AssetResolver().resolve(more["pathspec"]).abspath())
        return _digest(str(path), path.stat().st_mtime_ns) if path.is_file() else ""


@lru_cache(maxsize=4096)
def _digest(path: str, _changed: int) -> str:
    return sha256(Path(path).read_bytes()).hexdigest()[:12]


def add_assets(config: Any, name: str, spec: str) -> None:
    """Serve the folder `spec` under `name`; `.br` and `.gz` beside a file are sent instead."""
    config.add_static_view(name, spec, cache_max_age=YEAR, content_encodings=["br", "gzip"])
    config.add_cache_buster(spec, ByContent("v"))


def includeme(config: Any) -> None:
    """Give fronts and plugins the directive `config.add_assets`."""
    config.add_directive("add_assets", add_assets)
