"""The records that were chosen in a list, as its page sends them: keys, or all that fits."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qsl
from uuid import UUID

from ...core.bulk import Chosen
from ...core.errors import Invalid
from ...core.records.query import Query
from ...core.records.readers import is_key
from ...core.schema.record import Record
from ...core.texts import Texts
from .asked import Asked
from .filters import Filters

_ = Texts("tradepost.web")

MOST_KEYS = 5000


def read_chosen(request: Any, cls: type[Record], post: Mapping[str, str]) -> Chosen:
    """The records a page has chosen: `keys` with commas between, or `all` of the list `at`.

    Raises:
        Invalid: for what is no list of keys.
    """
    if post.get("all"):
        return Chosen(query=query_at(request, cls, post.get("at", "")))
    keys = [one for one in post.get("keys", "").split(",") if one]
    if len(keys) > MOST_KEYS or not all(map(is_key, keys)):
        raise Invalid(_("The choice of records can not be read"), remedy=_("Choose them again"))
    return Chosen([UUID(one) for one in dict.fromkeys(keys)])


def query_at(request: Any, cls: type[Record], at: str) -> Query:
    """The question behind the address of a list."""
    sought = Asked(request.work, cls, dict(parse_qsl(at))).sought
    return Filters(request.work, request.formats, cls, sought).query(1)
